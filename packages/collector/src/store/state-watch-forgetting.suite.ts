// The laws of what goes from the watching: what is old, what is left from before, and what names a prediction.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import { addCells, DAY, HOUR_MS, makeCell, makeSaid, makeWatch, move, TASK } from './fixtures/watches.ts'
import { CELLS_OF } from './state-watch.ts'
import type { State } from './state.ts'

/** Opens an empty store each time. */
export function testWatchForgetting(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  const idsOf = async (ids: string[], task = TASK) => [...(await state.saidCounted(task, ids)).keys()].toSorted()

  describe(`tidying what is watched in ${engine}`, () => {
    it('removes old cells of hours and none of days, and what was said long ago', async () => {
      const startsMs = [DAY - HOUR_MS, DAY]
      await addCells(
        state,
        CELLS_OF.flatMap((of) => startsMs.map((startMs) => makeCell({ of, startMs }))),
      )
      const said = [makeSaid('old', { startedMs: DAY - 1 }), makeSaid('new')]
      await move(state, { watches: [makeWatch('other')], said: [TASK, 'other'].map((task) => ({ task, said })) })
      while (await state.tidyWatching({ hoursMs: DAY, saidMs: DAY }));
      for (const of of CELLS_OF) {
        const left = (await state.watchCells({ task: TASK, of })).map(({ startMs }) => startMs)
        expect(left, of).toEqual(of === 'hour' || of === 'heard' ? [DAY] : startsMs)
      }
      expect([await idsOf(['old', 'new']), await idsOf(['old', 'new'], 'other')]).toEqual([['new'], ['new']])
    })

    it('comes to an end, and says so, however much there is', async () => {
      const cells = Array.from({ length: 1_100 }, (_, hour) => makeCell({ startMs: DAY - hour * HOUR_MS }))
      const said = Array.from({ length: 1_100 }, (_, number) => makeSaid(`p-${number}`, { startedMs: DAY - number }))
      await addCells(state, cells)
      await move(state, { said: [{ task: TASK, said }] })
      expect(await state.tidyWatching({ hoursMs: 0, saidMs: 0 })).toBe(false)
      let steps = 0
      while (await state.tidyWatching({ hoursMs: DAY, saidMs: DAY })) steps += 1
      expect(steps).toBeGreaterThan(1)
      expect(await state.watchCells({ task: TASK, of: 'hour' })).toEqual(cells.slice(0, 1))
      expect(await idsOf(said.map(({ prediction }) => prediction))).toEqual(['p-0'])
    })

    it('finds its end after all was counted anew, and takes nothing of what is counted now', async () => {
      const said = [{ task: TASK, said: [makeSaid('p-1')] }]
      for (const of of ['hour', 'day'] as const) {
        await addCells(state, [makeCell({ of })])
        await move(state, { said })
        await state.unwatch()
      }
      await addCells(state, [makeCell()])
      await move(state, { said })
      expect(await state.tidyWatching({ hoursMs: 0, saidMs: 0 })).toBe(true)
      while (await state.tidyWatching({ hoursMs: 0, saidMs: 0 }));
      expect(await state.watchCells({ task: TASK, of: 'hour' })).toEqual([makeCell()])
      expect(await idsOf(['p-1'])).toEqual(['p-1'])
    })
  })

  describe(`forgetting what was said in ${engine}`, () => {
    it('leaves nothing of these predictions in any task, and all that was counted', async () => {
      const ids = Array.from({ length: 450 }, (_, number) => `p-${number}`)
      const said = ids.map((id) => makeSaid(id))
      await addCells(state, [makeCell()])
      await move(state, { watches: [makeWatch('other')], said: [TASK, 'other'].map((task) => ({ task, said })) })
      await state.forgetSaid(ids.slice(1))
      expect([await idsOf(ids), await idsOf(ids, 'other')]).toEqual([['p-0'], ['p-0']])
      expect(await state.watchCells({ task: TASK, of: 'hour' })).toEqual([makeCell()])
      await state.forgetSaid([])
      await state.forgetSaid(['p-0', 'nobody'])
      expect(await idsOf(ids)).toEqual([])
    })

    it('lets nobody store what they read of them before, and goes on from the same mark', async () => {
      await move(state, { mark: 'here' })
      const { step } = await state.watching()
      await state.forgetSaid(['p-1'])
      const late = { step, mark: 'late', watches: [], cells: [], said: [{ task: TASK, said: [makeSaid('p-1')] }] }
      expect(await state.moveWatching(late)).toBe(false)
      expect(await idsOf(['p-1'])).toEqual([])
      expect(await state.watching()).toMatchObject({ mark: 'here' })
    })
  })
}
