// Sweeps eras that something was removed from: content that no row refers to any more goes, and blocks are written anew
// without what is gone. Rows of an era refer to its content alone, so one era at a time is looked at, and once it is over
// no row begins to refer to it: what was read stays true however long the sweep takes.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import type { Clock } from '../../../clock.ts'
import { prepareBeginEra } from '../content/eras.ts'
import { decodeIds } from '../content/id-list.ts'
import { BODIES, CONTENT, type Packable, TRACES } from './packable.ts'
import { prepareRepack } from './repack.ts'

/** Read at once to see what they refer to. */
const MARKED_ROWS = 2000
/**
 * An era that loses rows all day is not swept whenever it does. What nobody refers to stays for so long at most, unless
 * the whole era is empty.
 */
const PAUSE_MS = 6 * 3_600_000
/** Nothing arrived for so long: there is time to sweep what was removed since, and what is of today too. */
const QUIET_MS = 5 * 60_000

/** One step of a few milliseconds; false: nothing is to be swept. */
export interface Sweeper {
  step: () => boolean
  /** These, now and whole, step by step; how many contents went. */
  eras: (ids: readonly number[]) => Generator<number>
}

interface OverEra {
  id: number
  firstPrediction: number
  lastPrediction: number
  firstContent: number
  lastContent: number
  firstTraceRow: number
  lastTraceRow: number
}

const OVER_ERAS = `(SELECT id, is_littered AS isLittered,
    first_prediction AS firstPrediction, lead(first_prediction) OVER (ORDER BY id) - 1 AS lastPrediction,
    first_content AS firstContent, lead(first_content) OVER (ORDER BY id) - 1 AS lastContent,
    first_trace_row AS firstTraceRow, lead(first_trace_row) OVER (ORDER BY id) - 1 AS lastTraceRow
  FROM era)`

export function createSweeper(client: Database.Database, clock: Clock): Sweeper {
  const selectLittered = client.prepare<[], OverEra & { isEmpty: number }>(
    `SELECT *, NOT EXISTS (SELECT 1 FROM prediction WHERE prediction.id BETWEEN firstPrediction AND lastPrediction)
       AS isEmpty
     FROM ${OVER_ERAS} WHERE isLittered <> 0 AND lastPrediction IS NOT NULL ORDER BY id`,
  )
  const selectEra = client.prepare<[number], OverEra>(
    `SELECT * FROM ${OVER_ERAS} WHERE id = ? AND lastPrediction IS NOT NULL`,
  )
  const isQuiet = createIsQuiet(client)
  const closeLittered = prepareCloseLittered(client, clock)
  const sweep = prepareSweepEra(client)
  const sweptMs = new Map<number, number>()
  let going: Generator<number> | null = null

  function next(): OverEra | undefined {
    const nowMs = clock()
    const isAtOnce = isQuiet(nowMs)
    if (isAtOnce) closeLittered()
    const rested = (id: number) => nowMs - (sweptMs.get(id) ?? Number.NEGATIVE_INFINITY) > PAUSE_MS
    return selectLittered.all().find(({ id, isEmpty }) => isAtOnce || isEmpty === 1 || rested(id))
  }

  return {
    step: () => {
      if (going === null) {
        const era = next()
        if (era === undefined) return false
        sweptMs.set(era.id, clock())
        going = sweep(era)
      }
      if (going.next().done === true) going = null
      return true
    },

    *eras(ids) {
      for (const id of ids) {
        const era = selectEra.get(id)
        if (era !== undefined) yield* sweep(era)
      }
    },
  }
}

function createIsQuiet(client: Database.Database): (nowMs: number) => boolean {
  const selectNewest = client.prepare<[], number>('SELECT coalesce(max(id), 0) FROM prediction').pluck()
  let newest: number | null = null
  let sinceMs = 0
  return (nowMs) => {
    const id = selectNewest.get() ?? 0
    if (newest === null || id > newest || nowMs < sinceMs) sinceMs = nowMs
    newest = id
    return nowMs - sinceMs >= QUIET_MS
  }
}

/** An era is swept once it is over: where something was removed of the one that goes on, another begins. */
function prepareCloseLittered(client: Database.Database, clock: Clock): () => void {
  const select = client.prepare<[], number>('SELECT is_littered FROM era ORDER BY id DESC LIMIT 1').pluck()
  const beginEra = prepareBeginEra(client)
  const begin = client.transaction(() => beginEra(clock()))
  return () => {
    if ((select.get() ?? 0) !== 0) begin.immediate()
  }
}

/** Each step says how many contents went with it. */
function prepareSweepEra(client: Database.Database): (era: OverEra) => Generator<number> {
  const mark = prepareMark(client)
  const begin = client.prepare<[number]>('UPDATE era SET is_littered = 2 WHERE id = ?')
  // Unless something was removed since.
  const end = client.prepare<[number]>('UPDATE era SET is_littered = 0 WHERE id = ? AND is_littered = 2')
  const removeEmpty = client.prepare<OverEra>(
    `DELETE FROM era WHERE id = @id AND is_littered = 0
       AND NOT EXISTS (SELECT 1 FROM prediction WHERE id BETWEEN @firstPrediction AND @lastPrediction)
       AND NOT EXISTS (SELECT 1 FROM content WHERE id BETWEEN @firstContent AND @lastContent)
       AND NOT EXISTS (SELECT 1 FROM content_block WHERE first BETWEEN @firstContent AND @lastContent)
       AND NOT EXISTS (SELECT 1 FROM trace_row WHERE id BETWEEN @firstTraceRow AND @lastTraceRow)`,
  )
  const tables = [CONTENT, BODIES, TRACES].map((packable) => ({
    packable,
    repack: prepareRepack(client, packable),
    move: client.prepare<[number, number]>(`UPDATE era SET ${packable.packed} = ? WHERE id = ?`),
  }))

  return function* (era) {
    begin.run(era.id)
    const referred = yield* mark(era)
    for (const { packable, repack, move } of tables) {
      const { first, last } = rangeOf(era, packable)
      let after = first - 1
      while (after < last) {
        const keep = (id: number) => packable !== CONTENT || referred.has(id)
        const repacked = repack({ after, upTo: last }, keep)
        after = repacked?.last ?? after
        yield packable === CONTENT ? (repacked?.dropped ?? 0) : 0
      }
      move.run(last, era.id)
    }
    end.run(era.id)
    removeEmpty.run(era)
  }
}

function rangeOf(era: OverEra, { table }: Packable): { first: number; last: number } {
  switch (table) {
    case 'content':
      return { first: era.firstContent, last: era.lastContent }
    case 'prediction':
      return { first: era.firstPrediction, last: era.lastPrediction }
    case 'trace_row':
      return { first: era.firstTraceRow, last: era.lastTraceRow }
  }
}

interface Referring {
  id: number
  system: number | null
  tools: number | null
  parameters: number | null
  messages: Buffer | null
}

/** Which content of an era its rows refer to: a bit each. */
function prepareMark(client: Database.Database): (era: OverEra) => Generator<number, { has: (id: number) => boolean }> {
  const select = client.prepare<[number, number, number], Referring>(
    'SELECT id, system, tools, parameters, messages FROM prediction WHERE id > ? AND id <= ? ORDER BY id LIMIT ?',
  )
  return function* ({ firstPrediction, lastPrediction, firstContent, lastContent }) {
    const bits = new Uint8Array(Math.floor((lastContent - firstContent) / 8) + 1)
    const put = (id: number) => {
      const bit = id - firstContent
      if (bit >= 0 && id <= lastContent) bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7))
    }
    let after = firstPrediction - 1
    for (;;) {
      const rows = select.all(after, lastPrediction, MARKED_ROWS)
      for (const { system, tools, parameters, messages } of rows) {
        if (system !== null) put(system)
        if (tools !== null) put(tools)
        if (parameters !== null) put(parameters)
        // Two counts come first, which are no ids.
        if (messages !== null) for (const id of decodeIds(messages).slice(2)) put(id)
      }
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.id
      yield 0
    }
    return {
      has: (id) => {
        const bit = id - firstContent
        return ((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0
      },
    }
  }
}
