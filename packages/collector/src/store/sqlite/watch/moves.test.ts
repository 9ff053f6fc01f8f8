import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeCell, makeSaid, makeSummary, makeWatch, move, TASK } from '../../fixtures/watches.ts'
import type { WatchMove } from '../../state-watch.ts'
import type { Store } from '../../store.ts'
import { makeFolder, openStoreAt } from '../fixtures/open-store.ts'

let folder: string
let stores: Store[]

beforeEach(() => {
  folder = makeFolder()
  stores = [openStoreAt(folder), openStoreAt(folder)]
})
afterEach(() => {
  for (const store of stores) store.close()
  rmSync(folder, { recursive: true })
})

/** Counts one row, of one prediction. */
function counting(step: number, number: number): WatchMove {
  return {
    step,
    mark: `${step}`,
    watches: [makeWatch(TASK, { counted: number })],
    cells: [{ task: TASK, cells: [makeCell({ summary: makeSummary([[0, 1]]) })] }],
    said: [{ task: TASK, said: [makeSaid(`p-${number}`)] }],
  }
}

it('what two connections count, each from where it looked last, is counted once by whoever is first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ by: fc.nat(1), kind: fc.constantFrom('look', 'move') }), { maxLength: 20 }),
      async (moves) => {
        const states = stores.map(({ state }) => state)
        const [one] = states
        if (one === undefined) return
        await one.unwatch()
        await move(one)
        const { step: start } = await one.watching()
        const seen = states.map(() => start)
        const answers: [isMoved: boolean, isFirst: boolean][] = []
        let moved = 0
        for (const { by, kind } of moves) {
          const state = states[by] ?? one
          if (kind === 'look') seen[by] = (await state.watching()).step
          else {
            const isMoved = await state.moveWatching(counting(seen[by] ?? 0, moved))
            answers.push([isMoved, seen[by] === start + moved])
            if (isMoved) moved += 1
          }
        }
        expect(answers.filter(([isMoved, isFirst]) => isMoved !== isFirst)).toEqual([])
        for (const state of states) {
          const [cell] = await state.watchCells({ task: TASK, of: 'hour' })
          expect(cell?.summary.rows ?? 0).toBe(moved)
          const ids = Array.from({ length: moved + 1 }, (_, number) => `p-${number}`)
          expect([...(await state.saidCounted(TASK, ids)).keys()]).toEqual(ids.slice(0, moved))
          expect((await state.watching()).step).toBe(start + moved)
        }
      },
    ),
    { numRuns: 8 },
  )
})

it('of moves that two connections make at the same time none is lost and none is counted twice', async () => {
  const moved = await Promise.all(
    stores.map(async ({ state }) => {
      let count = 0
      for (let tries = 0; tries < 10; tries += 1) {
        const { step } = await state.watching()
        if (await state.moveWatching(counting(step, tries))) count += 1
      }
      return count
    }),
  )
  const [{ state }] = stores as [Store]
  const [cell] = await state.watchCells({ task: TASK, of: 'hour' })
  expect(cell?.summary.rows).toBe(moved.reduce((sum, count) => sum + count, 0))
  expect(await state.watching()).toMatchObject({ step: cell?.summary.rows })
})
