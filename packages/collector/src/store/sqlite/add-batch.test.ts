import { hash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '@trimtab/contract'
import { readOverview } from '../../aggregates/overview.ts'
import { foldOf } from '../../aggregates/roll-up.ts'
import { byNewest, opinionOf, peopleOf } from '../../feedback/opinion.ts'
import { ratingsOf } from '../../feedback/ratings.ts'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makePrediction, makeRow, START } from '../../fixtures/predictions.ts'
import type { PredictionRow } from '../stored.ts'
import { openDatabase } from './connection.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'
import { createSqliteRows } from './rows.ts'
import { openSqliteStore } from './store.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))
const rules = { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }

let folder: string

beforeEach(() => {
  folder = makeFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A turn of a conversation: names, content and a source of its own, all of which are remembered between batches. */
function turnOf(number: number): PredictionRow {
  const say = (role: string, text: string) => ({ role, parts: [{ type: 'text' as const, text }] })
  const history = Array.from({ length: number + 1 }, (_, turn) =>
    say(turn % 2 === 0 ? 'user' : 'assistant', `${turn} `.repeat(200)),
  )
  // Nothing that packing would make small.
  const noise = Array.from({ length: 20 }, (_, index) => hash('sha512', `${number} ${index}`)).join('')
  const { input, output } = makeFacts(number)
  return makeRow(number, {
    task: `task ${number}`,
    session: 's',
    user: `user ${number}`,
    service: `service ${number}`,
    input: { ...input, system: `system ${number} ${noise}`, messages: history },
    output: { ...output, messages: [say('assistant', `${number + 1} `.repeat(200))], text: null },
  })
}

describe('a disk that is full', () => {
  it('takes nothing of a batch, and takes it whole when there is room again', async () => {
    const db = openDatabase({ file: join(folder, 'trimtab.db'), migrationsFolder, mustExist: false })
    const rows = createSqliteRows(db, rules, join(folder, 'trimtab.db'))
    await rows.add(makeBatch({ predictions: [turnOf(1)] }))
    const before = [await readOverview(rows, START), await rows.predictions({ limit: 9 })]

    db.$client.pragma(`max_page_count = ${db.$client.pragma('page_count', { simple: true }) as number}`)
    const large = Array.from({ length: 60 }, (_, number) => turnOf(number + 2))
    const batch = makeBatch({ predictions: large, feedback: [makeFeedback('f-1', { session: 's' })] })
    for (let time = 0; time < 3; time += 1) {
      await expect(rows.add(batch)).rejects.toThrow('full')
      expect([await readOverview(rows, START), await rows.predictions({ limit: 9 })]).toEqual(before)
    }

    db.$client.pragma('max_page_count = 1000000')
    expect(await rows.add(batch)).toEqual({ isWaiting: [false], isNew: [true] })
    for (const { facts } of [turnOf(1), ...large]) {
      expect(await rows.prediction(facts.id)).toEqual(makePrediction(facts, batch.feedback))
    }
    expect(db.$client.pragma('integrity_check', { simple: true })).toBe('ok')
    db.$client.close()
  })

  it('leaves nothing remembered that is not stored: the same rows in other batches read the same', async () => {
    const store = openStoreAt(folder)
    const endless = makeFeedback('f-1')
    endless.metadata['again'] = endless.metadata
    for (let number = 1; number < 20; number += 1) {
      const failing = makeBatch({ predictions: [turnOf(number), turnOf(number + 1)], feedback: [endless] })
      await expect(store.rows.add(failing)).rejects.toThrow('circular')
      await store.rows.add(makeBatch({ predictions: [turnOf(number)] }))
      expect(await store.rows.prediction(turnOf(number).facts.id)).toEqual(makePrediction(turnOf(number).facts, []))
    }
    for (let number = 1; number < 20; number += 1) {
      expect(await store.rows.prediction(turnOf(number).facts.id)).toEqual(makePrediction(turnOf(number).facts, []))
    }
    store.close()
  })
})

describe('a batch that fails half-way through a conversation', () => {
  it('leaves no turn behind that was never stored', async () => {
    const store = openStoreAt(folder)
    const say = (text: string) => ({ role: 'user', parts: [{ type: 'text' as const, text }] })
    const never = { ...say('d'), again: {} }
    never.again = never
    const turn = (number: number, messages: Message[]) =>
      makeRow(number, { session: 's', input: { ...makeFacts(number).input, messages } })
    await store.rows.add(makeBatch({ predictions: [turn(1, [say('a'), say('b')])] }))
    await expect(
      store.rows.add(makeBatch({ predictions: [turn(2, [say('a'), say('c'), say('d'), never])] })),
    ).rejects.toThrow('circular')
    const other = turn(3, [say('x'), say('y'), say('z')])
    const next = turn(4, [say('a'), say('c'), say('d'), say('e')])
    await store.rows.add(makeBatch({ predictions: [{ ...other, facts: { ...other.facts, session: 't' } }, next] }))
    expect(await store.rows.prediction(next.facts.id)).toEqual(makePrediction(next.facts, []))
    store.close()
  })
})

describe('two stores on one file', () => {
  it('see what the other wrote, and neither stores a copy', async () => {
    const [one, other] = [openStoreAt(folder), openStoreAt(folder)]
    for (let number = 1; number < 9; number += 1) {
      const [first, second] = number % 2 === 0 ? [one, other] : [other, one]
      await first.rows.add(makeBatch({ predictions: [turnOf(number)] }))
      await second.rows.add(makeBatch({ predictions: [turnOf(number)] }))
      expect((await readOverview(one.rows, START)).predictions).toBe(number)
      expect(await other.rows.prediction(turnOf(number).facts.id)).toEqual(makePrediction(turnOf(number).facts, []))
    }
    one.close()
    other.close()
  })

  it('of which one only reads, add through the other', async () => {
    const writer = openStoreAt(folder)
    const reader = openSqliteStore({ data: folder, rules, role: 'reader' })
    await writer.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    expect((await readOverview(reader.rows, START)).predictions).toBe(1)
    const { facts, startedNs } = makeRow(1)
    const [trace] = await reader.rows.traces([{ traceId: facts.traceId, fromNs: startedNs, toNs: startedNs }])
    expect(trace?.predictions).toEqual([makeRow(1)])
    await expect(reader.rows.add(makeBatch({}))).rejects.toThrow('for reading')
    reader.close()
    writer.close()
  })
})
