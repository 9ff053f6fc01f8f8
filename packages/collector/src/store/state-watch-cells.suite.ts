// The laws of cells: they add up, and are read in their order.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addSummary, emptySummary, isEmptySummary } from '../sketches/summary.ts'
import type { OpenedState } from './fixtures/opened-state.ts'
import { addCells, DAY, HOUR_MS, makeCell, makeSummary, makeWatch, move, TASK } from './fixtures/watches.ts'
import { CELLS_OF, type WatchCell } from './state-watch.ts'
import type { State } from './state.ts'

/** Few places, so that cells meet; counts of either sign, so that they come to nothing. */
const anyCell: fc.Arbitrary<WatchCell> = fc
  .record({
    of: fc.constantFrom(...CELLS_OF),
    signal: fc.integer({ min: 1, max: 3 }),
    hour: fc.nat(2),
    segment: fc.nat(1),
    bins: fc.array(fc.tuple(fc.integer({ min: -2, max: 2 }), fc.constantFrom(-2, -1, 1, 2)), { maxLength: 3 }),
    missing: fc.integer({ min: -1, max: 1 }),
    odd: fc.integer({ min: -1, max: 1 }),
    sums: fc.constantFrom<number[]>([], [1, -2], [-1, 2]),
  })
  .map(({ hour, bins, missing, odd, sums, ...place }) => ({
    ...place,
    startMs: DAY + hour * HOUR_MS,
    summary: makeSummary([...new Map(bins)], { missing, odd, sums }),
  }))

const keyOf = ({ of, signal, startMs, segment }: WatchCell): string =>
  [CELLS_OF.indexOf(of), signal, startMs, segment].join(' ')

/** What they add up to, in the order in which cells are read. */
function added(cells: readonly WatchCell[]): WatchCell[] {
  const sums = new Map<string, WatchCell>()
  for (const cell of cells) {
    const known = sums.get(keyOf(cell)) ?? { ...cell, summary: emptySummary() }
    addSummary(known.summary, cell.summary)
    sums.set(keyOf(cell), known)
  }
  return [...sums]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, cell]) => cell)
    .filter(({ summary }) => !isEmptySummary(summary))
}

/** Opens an empty store each time. */
export function testWatchCells(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  async function allCells(of: State, task: string): Promise<WatchCell[]> {
    const cells = await Promise.all(CELLS_OF.map((each) => of.watchCells({ task, of: each })))
    return cells.flat()
  }

  describe(`cells in ${engine}`, () => {
    it('add up to the same whatever the order and the number of moves, and leave nothing where they add up to nothing', async () => {
      let times = 0
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(anyCell, { maxLength: 8 }), { maxLength: 4 }), async (moves) => {
          times += 1
          const [forth, back] = [`${times} forth`, `${times} back`]
          for (const cells of moves) await addCells(state, cells, forth)
          await addCells(state, moves.toReversed().flat().toReversed(), back)
          const expected = added(moves.flat())
          expect(await allCells(state, forth)).toEqual(expected)
          expect(await allCells(state, back)).toEqual(expected)
          const inverse = expected.map((cell) => {
            const summary = emptySummary()
            addSummary(summary, cell.summary, -1)
            return { ...cell, summary }
          })
          await addCells(state, inverse, forth)
          expect(await allCells(state, forth)).toEqual([])
        }),
        { numRuns: 15 },
      )
    })

    it('are read by signal, time and segment, of a time and of signals where that is asked', async () => {
      const cells = [2, 10, 1].flatMap((signal) =>
        [DAY + HOUR_MS, DAY, DAY - HOUR_MS].flatMap((startMs) =>
          [7, 0].map((segment) => makeCell({ signal, startMs, segment })),
        ),
      )
      await addCells(state, cells)
      const order = async (query: Partial<Parameters<State['watchCells']>[0]>) => {
        const read = await state.watchCells({ task: TASK, of: 'hour', ...query })
        return read.map(({ signal, startMs, segment }) => [signal, (startMs - DAY) / HOUR_MS, segment].join('/'))
      }
      const inHours =
        (...hours: number[]) =>
        (signal: number) =>
          hours.flatMap((hour) => [0, 7].map((segment) => [signal, hour, segment].join('/')))
      expect(await order({})).toEqual([1, 2, 10].flatMap(inHours(-1, 0, 1)))
      expect(await order({ signals: [10, 3, 1, 10] })).toEqual([1, 10].flatMap(inHours(-1, 0, 1)))
      expect(await order({ fromMs: DAY })).toEqual([1, 2, 10].flatMap(inHours(0, 1)))
      expect(await order({ fromMs: DAY, toMs: DAY + HOUR_MS, signals: [2] })).toEqual([2].flatMap(inHours(0)))
      expect(await order({ signals: [] })).toEqual([])
      expect(await order({ of: 'day' })).toEqual([])
      expect(await order({ task: 'other' })).toEqual([])
    })

    it('are of one task alone', async () => {
      await move(state, {
        watches: [makeWatch('a'), makeWatch('b')],
        cells: [
          { task: 'a', cells: [makeCell()] },
          { task: 'b', cells: [makeCell({ signal: 2 })] },
        ],
      })
      expect(await allCells(state, 'a')).toEqual([makeCell()])
      expect(await allCells(state, 'b')).toEqual([makeCell({ signal: 2 })])
    })

    it('that are pinned take the place of all that were, and of no others', async () => {
      const pinned = (signal: number) => makeCell({ of: 'pinned', signal, startMs: 0 })
      await addCells(state, [makeCell()])
      await state.pinCells(TASK, [pinned(1), pinned(2)])
      await state.pinCells(TASK, [pinned(3)])
      expect(await allCells(state, TASK)).toEqual([makeCell(), pinned(3)])
      await state.pinCells('nobody watches it', [pinned(1)])
      expect(await allCells(state, 'nobody watches it')).toEqual([])
      await state.pinCells(TASK, [])
      expect(await allCells(state, TASK)).toEqual([makeCell()])
    })
  })
}
