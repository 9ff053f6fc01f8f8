// What signals are made of in simulations: laws of numbers, of categories, of rates, of vectors and of what is missing, each
// as shares of the cells that the engine counts in. Rows that are drawn from a law and then counted are, cell by cell, a
// multinomial draw from these shares; so a million rows need not be drawn one by one.
import type { SignalAspect } from '@trimtab/contract/drift'
import { binOf, type Grid, middleOf, startOf } from '../../packages/collector/src/sketches/grid.ts'
import { scaleOf } from '../../packages/collector/src/sketches/grid-scale.ts'
import { normalAbove } from '../../packages/collector/src/statistics/distributions/normal.ts'
import type { EmbeddingScale, SignalKind } from '../../packages/collector/src/store/state-watch.ts'
import type { Chance } from './chance.ts'
import { layOutVectors } from './vectors.ts'

export type LawGroup = 'numbers' | 'categories' | 'rates' | 'missing' | 'vectors'

/** What is drawn: rows of a cell are counted in a bin, or are missing. */
export interface LawCell {
  bin: number | 'missing'
  /** As others are given it, who take numbers and not bins. */
  value: number
  share: number
  /** Of vectors. */
  features?: readonly number[]
}

/** A law on a scale that was learned. */
export interface LaidOut {
  grid: Grid | null
  embedding: EmbeddingScale | null
  categories: string[]
  cells: LawCell[]
  /** The shares of the same cells after a change by so much, in a unit of the law's own. */
  moved: (by: number) => number[]
}

export interface Law {
  name: string
  group: LawGroup
  kind: SignalKind
  aspect: SignalAspect
  layOut: (chance: Chance) => LaidOut
}

/** From so many values the engine learns a scale. */
const LEARNED_FROM = 64
/** Less than this is never drawn. */
const SHARE_MIN = 1e-13

export const LAWS: readonly Law[] = [
  numberLaw(
    'normal',
    (x) => normalBelow(x),
    (chance) => chance.normal(),
  ),
  numberLaw(
    'lognormal',
    (x) => (x <= 0 ? 0 : normalBelow(Math.log(x))),
    (chance) => Math.exp(chance.normal()),
    scaled,
  ),
  numberLaw('heavy tails (t3)', studentBelow, drawStudent),
  wholeNumbers('whole numbers (Poisson 4)', 4),
  constant(),
  categoryLaw('3 categories', 3),
  categoryLaw('10 categories', 10),
  categoryLaw('200 categories', 200),
  rateLaw('rate .5', 0.5),
  rateLaw('rate .02', 0.02),
  missingLaw('missing .05', 0.05),
  { name: 'vectors', group: 'vectors', kind: 'vector', aspect: 'values', layOut: layOutVectors },
]

export function lawNamed(name: string): Law {
  const law = LAWS.find((one) => one.name === name)
  if (law === undefined) throw new Error(`there is no law called ${name}`)
  return law
}

type Below = (x: number) => number

/** By how much a value is moved is undone before its share is asked for. */
function shifted(by: number): (x: number) => number {
  return (x) => x - by
}

/** Of what is only above zero. */
function scaled(by: number): (x: number) => number {
  return (x) => x / Math.exp(by)
}

function numberLaw(
  name: string,
  below: Below,
  draw: (chance: Chance) => number,
  undo: (by: number) => (x: number) => number = shifted,
): Law {
  return {
    name,
    group: 'numbers',
    kind: 'number',
    aspect: 'values',
    layOut: (chance) => {
      const grid = scaleOf(Array.from({ length: LEARNED_FROM }, () => draw(chance)))
      const sharesBy = (by: number, bins: readonly number[]): number[] => {
        const back = undo(by)
        return bins.map((bin) => below(back(startOf(grid, bin + 1))) - below(back(startOf(grid, bin))))
      }
      const all = Array.from({ length: 2_001 }, (_, place) => place - 1_000)
      const shares = sharesBy(0, all)
      const bins = all.filter((_, place) => (shares[place] ?? 0) > SHARE_MIN)
      const cells = bins.map((bin, place) => ({
        bin,
        value: middleOf(grid, bin),
        share: sharesBy(0, bins)[place] ?? 0,
      }))
      return { grid, embedding: null, categories: [], cells, moved: (by) => sharesBy(by, bins) }
    },
  }
}

function normalBelow(x: number): number {
  return normalAbove(-x)
}

/** Of Student's t with three degrees of freedom. */
function studentBelow(x: number): number {
  const scaledX = x / Math.sqrt(3)
  return 0.5 + (Math.atan(scaledX) + scaledX / (1 + scaledX ** 2)) / Math.PI
}

function drawStudent(chance: Chance): number {
  const squares = chance.normal() ** 2 + chance.normal() ** 2 + chance.normal() ** 2
  return chance.normal() / Math.sqrt(squares / 3)
}

function wholeNumbers(name: string, mean: number): Law {
  const values = Array.from({ length: 40 }, (_, value) => value)
  const sharesOf = (by: number): number[] => {
    let share = Math.exp(-(mean + by))
    return values.map((value) => (value === 0 ? share : (share *= (mean + by) / value)))
  }
  return {
    name,
    group: 'numbers',
    kind: 'number',
    aspect: 'values',
    layOut: (chance) => {
      const first = chance.multinomial(LEARNED_FROM, sharesOf(0))
      const grid = scaleOf(first.flatMap((count, value) => Array.from({ length: count }, () => value)))
      const cells = sharesOf(0).map((share, value) => ({ bin: binOf(grid, value), value, share }))
      return { grid, embedding: null, categories: [], cells, moved: sharesOf }
    },
  }
}

function constant(): Law {
  const grid = scaleOf(Array.from({ length: LEARNED_FROM }, () => 7))
  return {
    name: 'constant',
    group: 'numbers',
    kind: 'number',
    aspect: 'values',
    layOut: () => ({
      grid,
      embedding: null,
      categories: [],
      cells: [{ bin: 0, value: 7, share: 1 }],
      moved: () => [1],
    }),
  }
}

/** The second of two ranks comes half as often as the first, the third a third (Zipf). */
function categoryLaw(name: string, count: number): Law {
  const weights = Array.from({ length: count }, (_, place) => 1 / (place + 1))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = weights.map((weight) => weight / all)
  return {
    name,
    group: 'categories',
    kind: 'category',
    aspect: 'values',
    layOut: () => ({
      grid: null,
      embedding: null,
      categories: shares.map((_, place) => `category ${place + 1}`),
      cells: shares.map((share, place) => ({ bin: place + 1, value: place, share })),
      // From the first to all others alike, so that no share falls below zero.
      moved: (by) => shares.map((share, place) => (place === 0 ? share - by : share + by / (count - 1))),
    }),
  }
}

function rateLaw(name: string, rate: number): Law {
  return {
    name,
    group: 'rates',
    kind: 'category',
    aspect: 'values',
    layOut: () => ({
      grid: null,
      embedding: null,
      categories: ['true', 'false'],
      cells: [
        { bin: 1, value: 1, share: rate },
        { bin: 2, value: 0, share: 1 - rate },
      ],
      moved: (by) => [rate + by, 1 - rate - by],
    }),
  }
}

/** Of numbers that are always the same, so that nothing else is looked at. */
function missingLaw(name: string, rate: number): Law {
  return {
    name,
    group: 'missing',
    kind: 'number',
    aspect: 'missing',
    layOut: () => ({
      grid: { centre: 0, spread: 1 },
      embedding: null,
      categories: [],
      cells: [
        { bin: 'missing', value: 1, share: rate },
        { bin: 0, value: 0, share: 1 - rate },
      ],
      moved: (by) => [rate + by, 1 - rate - by],
    }),
  }
}
