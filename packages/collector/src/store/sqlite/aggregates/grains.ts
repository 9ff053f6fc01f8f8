// By what the sums are told apart in the store. Each question reads the coarsest grain that answers it, so that it costs
// the times it asks for, and the tasks or sources that it tells apart, whatever else is counted.

import { addTally, emptyTally } from '../../../sketches/tally.ts'
import type { Cell, CellLevel, Folded } from '../../rows-folding.ts'

export const ALL = 0
export const BY_TASK = 1
export const BY_SOURCE = 2
export const BY_BOTH = 3

/** In place of a task or a source: of all where it is not told apart, and else of all beyond the bound. */
export const OTHERS = 0

/** What a fold adds to one time, in each grain. */
interface TimeSums {
  level: CellLevel
  startMs: number
  /** Of everything. */
  all: Cell
  byTask: Cell[]
  bySource: Cell[]
  byBoth: Cell[]
}

/** What a fold adds to what is stored: to be worked out before anybody is held up by its being written. */
export interface Graded {
  times: TimeSums[]
  /** By task. */
  facets: Folded['facets']
  /** Of all tasks together. */
  allFacets: Folded['facets']
  /** Of which tasks there are sums. */
  hasCell: ReadonlySet<string>
}

export function gradedOf({ cells, facets }: Folded): Graded {
  return {
    times: timeSumsOf(cells),
    facets,
    allFacets: sumFacets(facets),
    hasCell: new Set(cells.map(({ task }) => task)),
  }
}

function timeSumsOf(cells: readonly Cell[]): TimeSums[] {
  const byTime = Map.groupBy(cells, ({ level, startMs }) => `${level} ${startMs}`)
  return [...byTime.values()].flatMap((byBoth) => {
    const [all] = sumsBy(byBoth, () => OTHERS)
    if (all === undefined) return []
    const { level, startMs } = all
    return [
      {
        level,
        startMs,
        all,
        byTask: sumsBy(byBoth, ({ task }) => task),
        bySource: sumsBySource(byBoth),
        byBoth,
      },
    ]
  })
}

export function sumsBySource(cells: readonly Cell[]): Cell[] {
  return sumsBy(cells, ({ source }) => source.id)
}

function sumsBy(cells: readonly Cell[], keyOf: (cell: Cell) => string | number): Cell[] {
  return [...Map.groupBy(cells, keyOf).values()].flatMap((alike) => {
    const [first] = alike
    if (first === undefined || alike.length === 1) return alike
    const tally = emptyTally()
    for (const cell of alike) addTally(tally, cell.tally)
    return [{ ...first, tally }]
  })
}

type Facet = Folded['facets'][number]

function sumFacets(facets: readonly Facet[]): Facet[] {
  const byName = Map.groupBy(facets, ({ name }) => name)
  return [...byName.values()].flatMap((ofName) =>
    [...Map.groupBy(ofName, ({ value }) => value).values()].flatMap((alike) => {
      const [first] = alike
      if (first === undefined) return []
      const predictions = alike.reduce((total, each) => total + each.predictions, 0)
      const lastMs = alike.reduce((last, each) => Math.max(last, each.lastMs), 0)
      return predictions === 0 ? [] : [{ ...first, predictions, lastMs }]
    }),
  )
}
