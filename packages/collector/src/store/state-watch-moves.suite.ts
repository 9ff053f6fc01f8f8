// The laws of how the watching moves: what was counted and how far that is are stored together, by one of many.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import {
  addCells,
  DAY,
  makeCell,
  makeSaid,
  makeSignal,
  makeSummary,
  makeWatch,
  move,
  TASK,
} from './fixtures/watches.ts'
import type { State } from './state.ts'

/** Opens an empty store each time. */
export function testWatchMoves(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  describe(`the watching in ${engine}`, () => {
    it('has come nowhere before its first move, and knows no task', async () => {
      expect(await state.watching()).toEqual({ mark: null, step: 0 })
      expect(await state.watchedTasks()).toEqual([])
      expect(await state.watch(TASK)).toBeNull()
      expect(await state.watchCells({ task: TASK, of: 'hour' })).toEqual([])
      expect(await state.saidCounted(TASK, ['p-1'])).toEqual(new Map())
    })

    it('is as far as the last move said, and counts the moves', async () => {
      expect(await move(state, { mark: 'a', watches: [] })).toBe(true)
      expect(await state.watching()).toEqual({ mark: 'a', step: 1 })
      expect(await move(state, { mark: 'b', watches: [] })).toBe(true)
      expect(await state.watching()).toEqual({ mark: 'b', step: 2 })
    })

    it('stores nothing of a move from where it is no more', async () => {
      await addCells(state, [makeCell()])
      const late = { step: 0, mark: 'late', watches: [makeWatch('other')], cells: [], said: [] }
      const cells = [{ task: TASK, cells: [makeCell()] }]
      expect(await state.moveWatching({ ...late, cells, said: [{ task: TASK, said: [makeSaid('p-1')] }] })).toBe(false)
      expect(await state.watching()).toEqual({ mark: 'mark 1', step: 1 })
      expect(await state.watchedTasks()).toEqual([TASK])
      expect(await state.watchCells({ task: TASK, of: 'hour' })).toEqual([makeCell()])
      expect(await state.saidCounted(TASK, ['p-1'])).toEqual(new Map())
    })

    it('stores nothing of a move that fails in the middle', async () => {
      const cells = [
        { task: TASK, cells: [makeCell()] },
        { task: 'nobody watches it', cells: [makeCell()] },
      ]
      await expect(move(state, { cells })).rejects.toThrow('not watched')
      expect(await state.watching()).toEqual({ mark: null, step: 0 })
      expect(await state.watchedTasks()).toEqual([])
      expect(await addCells(state, [])).toBe(true)
      expect(await state.watchCells({ task: TASK, of: 'hour' })).toEqual([])
    })

    it('moves once for any number that count the same at once', async () => {
      await addCells(state, [])
      const { step } = await state.watching()
      const cells = [{ task: TASK, cells: [makeCell()] }]
      const same = { step, mark: 'same', watches: [], cells, said: [] }
      const moved = await Promise.all([1, 2, 3, 4].map(() => state.moveWatching(same)))
      expect(moved.filter(Boolean)).toHaveLength(1)
      expect(await state.watchCells({ task: TASK, of: 'hour' })).toEqual([makeCell()])
    })
  })

  describe(`what is known of a task in ${engine}`, () => {
    it('comes back whole, whatever it is called and however large it is', async () => {
      const large = makeWatch('half \ud800 of a pair', {
        signals: [
          makeSignal(1, {
            pending: [{ startedMs: DAY, segment: 0, value: [0.1, -1e-9] }],
            embedding: null,
            grid: null,
          }),
          makeSignal(2, {
            kind: 'category',
            grid: null,
            categories: Array.from({ length: 256 }, (_, of) => `c ${of} \u0000`),
          }),
          makeSignal(3, { isIdentifier: true, embedding: { bandwidth: 0.3, clusters: [[1, 2.5]] } }),
        ],
        segments: [{ is: { model: 'gpt-x', language: 'de' }, firstMs: DAY, lastMs: DAY + 1 }],
        vocabulary: Array.from({ length: 4_096 }, (_, place) => place * 524_287),
        counted: 12,
      })
      await move(state, { watches: [large, makeWatch('b')] })
      expect(await state.watch(large.task)).toEqual(large)
      expect(await state.watchedTasks()).toEqual(['b', large.task])
    })

    it('is as the last move that changed it said, and others stay', async () => {
      await move(state, { watches: [makeWatch('a'), makeWatch('b')] })
      await move(state, { watches: [makeWatch('a', { counted: 7 })] })
      expect(await state.watch('a')).toEqual(makeWatch('a', { counted: 7 }))
      expect(await state.watch('b')).toEqual(makeWatch('b'))
    })
  })

  describe(`what was counted of what is said in ${engine}`, () => {
    it('is known by task and prediction, as it was counted last', async () => {
      const said = [
        makeSaid('p-1', {
          values: [
            [1, 2],
            [2, 'missing'],
            [3, 'odd'],
          ],
          outcome: 'bad',
        }),
        makeSaid('p-2'),
      ]
      const watches = [makeWatch(TASK), makeWatch('other')]
      await move(state, {
        watches,
        said: [
          { task: TASK, said },
          { task: 'other', said: [makeSaid('p-1')] },
        ],
      })
      expect(await state.saidCounted(TASK, ['p-2', 'p-1', 'p-3'])).toEqual(
        new Map(said.map((each) => [each.prediction, each])),
      )
      const now = makeSaid('p-1', { segment: 4, values: [], outcome: 'good', startedMs: DAY + 1 })
      await move(state, { said: [{ task: TASK, said: [now] }] })
      expect(await state.saidCounted(TASK, ['p-1'])).toEqual(new Map([['p-1', now]]))
      expect(await state.saidCounted('other', ['p-1'])).toEqual(new Map([['p-1', makeSaid('p-1')]]))
    })
  })

  describe(`watching anew in ${engine}`, () => {
    it('finds nothing of what was counted before, and what was chosen as it was', async () => {
      await addCells(state, [makeCell(), makeCell({ of: 'day' }), makeCell({ of: 'heard' })])
      await move(state, { said: [{ task: TASK, said: [makeSaid('p-1')] }] })
      await state.pinCells(TASK, [makeCell({ of: 'pinned', startMs: 0 })])
      const day = { task: TASK, day: '2026-11-21', signals: [] }
      await state.saveDriftDay(day)
      await state.unwatch()
      expect(await state.watching()).toMatchObject({ mark: null })
      expect(await state.watchedTasks()).toEqual([])
      await addCells(state, [makeCell({ summary: makeSummary([[9, 1]]) })])
      expect(await state.watchCells({ task: TASK, of: 'hour' })).toEqual([makeCell({ summary: makeSummary([[9, 1]]) })])
      for (const of of ['day', 'heard', 'pinned'] as const)
        expect(await state.watchCells({ task: TASK, of })).toEqual([])
      expect(await state.saidCounted(TASK, ['p-1'])).toEqual(new Map())
      expect(await state.driftDays(TASK, 9)).toEqual([day])
    })

    it('stores nothing of what somebody has counted meanwhile', async () => {
      await addCells(state, [makeCell()])
      const { step } = await state.watching()
      await state.unwatch()
      const late = { step, mark: 'late', watches: [makeWatch(TASK)], cells: [], said: [] }
      expect(await state.moveWatching(late)).toBe(false)
      expect(await state.moveWatching({ ...late, step: 0 })).toBe(false)
      expect(await state.watching()).toMatchObject({ mark: null })
    })
  })
}
