// Keeps the database below a size: what can be made smaller is, and then the oldest predictions go, of whatever task, some
// at a time, with what only they refer to.

import type { Buffer } from 'node:buffer'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { Clock } from '../../../clock.ts'
import { prepareBeginEra } from '../content/eras.ts'
import { idOf } from '../identity.ts'
import type { OldRow } from './find-old.ts'
import type { Act } from './hunt.ts'
import type { PackStep } from './pack.ts'
import type { Sweeper } from './sweep.ts'

const FOUND_MAX = 500
/** Of all there are, before it is looked how large the database is then. */
const SHARE_MAX = 0.1

interface ShrinkStep {
  bytesMax: number
  isOver: () => boolean
  act: Act
  doRemove: (rowIds: number[]) => void
}

export interface Shrinking {
  /** False: there was no time for all of it. */
  shrink: (step: ShrinkStep) => Promise<boolean>
}

interface ShrinkOptions {
  client: Database.Database
  clock: Clock
  pack: PackStep
  sweeper: Sweeper
}

export function createShrinking({ client, clock, pack, sweeper }: ShrinkOptions): Shrinking {
  const select = client.prepare<[number, number], { rowId: number; trace: Buffer; span: Buffer }>(
    'SELECT id AS rowId, trace, span FROM prediction WHERE id > ? ORDER BY id LIMIT ?',
  )
  const selectEnds = client.prepare<[], { first: number | null; last: number | null }>(
    'SELECT (SELECT min(id) FROM prediction) AS first, (SELECT max(id) FROM prediction) AS last',
  )
  const selectLittered = client.prepare<[], number>('SELECT id FROM era WHERE is_littered <> 0 ORDER BY id').pluck()
  const selectNewest = client.prepare<[], { isLittered: number; firstPrediction: number }>(
    `SELECT is_littered AS isLittered, first_prediction AS firstPrediction FROM era ORDER BY id DESC LIMIT 1`,
  )
  const beginEra = prepareBeginEra(client)
  const begin = client.transaction(() => beginEra(clock()))
  let sweeping: Generator<number> | null = null
  let after = 0
  /** How many are still to go before the size is looked at again. */
  let owed = 0

  /** Whether everything is as small as it gets without removing anything. */
  async function makeSmall(isOver: () => boolean): Promise<boolean> {
    if (sweeping === null && selectLittered.all().length > 0) {
      if (selectNewest.get()?.isLittered !== 0) begin.immediate()
      sweeping = sweeper.eras(selectLittered.all())
    }
    while (sweeping !== null) {
      if (sweeping.next().done === true) sweeping = null
      await nextTurn()
      if (sweeping !== null && isOver()) return false
    }
    while (pack()) if (isOver()) return false
    return true
  }

  function usedBytes(): number {
    const [pages, free, size] = ['page_count', 'freelist_count', 'page_size'].map((name) =>
      Number(client.pragma(name, { simple: true })),
    )
    return ((pages ?? 0) - (free ?? 0)) * (size ?? 0)
  }

  /** As many as the bytes beyond are worth, if all are worth the same. */
  function owedAt(used: number, bytesMax: number): number {
    const { first, last } = selectEnds.get() ?? { first: null, last: null }
    if (first === null || last === null) return 0
    return Math.ceil((last - first + 1) * Math.min((used - bytesMax) / used, SHARE_MAX))
  }

  return {
    shrink: async ({ bytesMax, isOver, act, doRemove }) => {
      for (;;) {
        if (owed === 0) {
          if (usedBytes() <= bytesMax) return true
          if (!(await makeSmall(isOver))) return false
          const used = usedBytes()
          if (used <= bytesMax) return true
          owed = owedAt(used, bytesMax)
        }
        while (owed > 0) {
          const found = select.all(after, Math.min(owed, FOUND_MAX)).map(({ rowId, trace, span }) => ({
            rowId,
            id: `${idOf(trace)}-${idOf(span)}`,
            started: 0n,
            isStripped: false,
          }))
          // All that is left must stay.
          if (found.length === 0) {
            ;[owed, after] = [0, 0]
            return true
          }
          const pass = ({ rowId }: OldRow) => {
            owed -= found.filter((each) => each.rowId > after && each.rowId <= rowId).length
            after = rowId
          }
          if (!(await act(found, pass, doRemove))) return false
        }
      }
    },
  }
}
