// How often a prediction of some confidence turns out well, as known outcomes have it, and how sure that is.

import { createRandom } from '../../statistics/random.ts'
import { isotonicRegression } from '../../statistics/scores/isotonic-regression.ts'
import { drawCounts } from '../causes/draw-counts.ts'

type Counts = ReadonlyMap<number, number>

/** By bin: those that turned out well, and those that did not. */
export interface KnownOutcomes {
  good: Counts
  bad: Counts
}

/** The share that will turn out well of so many of each bin. NaN of none. */
type ShareGood = (bins: Counts) => number

export interface Calibration {
  shareGood: ShareGood
  /** The deviation of something that is worked out of it, as far as outcomes might have been others. */
  deviationOf: (figure: (shareGood: ShareGood) => number) => number
}

const REPLICATES = 200
/** The same outcomes have the same intervals. */
const SEED = 13

/**
 * The rising curve nearest to the outcomes (isotonic regression), and 200 more of outcomes drawn from those with replacement
 * (bootstrap). `dependence`: so many outcomes say as much as one. There is one outcome at least.
 */
export function calibrate({ good, bad }: KnownOutcomes, dependence: number): Calibration {
  const bins = [...new Set([...good.keys(), ...bad.keys()])].toSorted((left, right) => left - right)
  const counts = [...bins.map((bin) => good.get(bin) ?? 0), ...bins.map((bin) => bad.get(bin) ?? 0)]
  const all = counts.reduce((sum, count) => sum + count, 0)
  const shares = counts.map((count) => count / all)
  const rows = Math.max(1, all / dependence)
  const random = createRandom(SEED)
  const drawn = Array.from({ length: REPLICATES }, () => curveOf(bins, drawCounts(rows, shares, random)))
  return {
    shareGood: curveOf(bins, counts),
    deviationOf: (figure) => deviationOf(drawn.map(figure).filter((value) => Number.isFinite(value))),
  }
}

function curveOf(bins: readonly number[], counts: readonly number[]): ShareGood {
  const labels = counts.map((_, place) => Number(place < bins.length))
  const { apply } = isotonicRegression([...bins, ...bins], labels, counts)
  return (asked) => {
    let [good, all] = [0, 0]
    for (const [bin, count] of asked) {
      good += count * apply(bin)
      all += count
    }
    return good / all
  }
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
