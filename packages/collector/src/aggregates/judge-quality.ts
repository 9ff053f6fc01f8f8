// What a judge says of a task, made right by people, out of sums over what each of them rated.

import type { Estimate, JudgeQuality } from '@trimtab/contract'
import { cohenKappaOfYesNo } from '../statistics/cohen-kappa.ts'
import { pearsonCorrelation } from '../statistics/pearson-correlation.ts'
import { labelledSums, predictionPoweredMean } from '../statistics/prediction-powered-mean.ts'
import type { JudgeSums } from './signals/ratings.ts'

/** Below it the corrected mean would be surer of itself than it may be. */
export const LABELS_MIN = 10

/**
 * Labels of which nobody knows how far off one can be need more: that one in ten is far off is not seen among a few, and then
 * the interval is far too narrow. It held the true mean in 92 of 100 simulated samples of fifty, and in 85 of twenty.
 */
export const NUMBERS_MIN = 50

/** Scores are summed in millionths. */
const ROUNDING = 1e-6

export function judgeQuality(judge: string, { alone, both }: JudgeSums): JudgeQuality {
  const count = alone.count + both.count
  return {
    judge,
    raw: { mean: count === 0 ? 0 : (alone.scores + both.scores) / count, count },
    corrected: correctedMean({ alone, both }),
    kappa: isYesNo(both) ? kappaOf(both) : null,
    correlation: pearsonCorrelation({
      count: both.count,
      first: both.scores,
      second: both.trusted,
      firstSquares: both.squares,
      secondSquares: both.trustedSquares,
      products: both.products,
    }),
    both: both.count,
  }
}

function correctedMean({ alone, both }: JudgeSums): Estimate | null {
  const areLabelsYesNo = areEqual(both.trusted, both.trustedSquares, both.count)
  if (both.count < (areLabelsYesNo ? LABELS_MIN : NUMBERS_MIN) || (!areLabelsYesNo && isOne(both))) return null
  const found = predictionPoweredMean({
    labelled: labelledSums(both.count, {
      labels: both.trusted,
      scores: both.scores,
      labelSquares: both.trustedSquares,
      scoreSquares: both.squares,
      products: both.products,
    }),
    judged: alone,
    ...(areLabelsYesNo ? { furthest: 1 } : { freedom: both.count - 1 }),
  })
  return found === null || !areLabelsYesNo ? found : withinRate(found)
}

/** All labels are one number, so that nothing says how far off another could be. */
function isOne({ trusted, trustedSquares, count }: JudgeSums['both']): boolean {
  return trustedSquares / count - (trusted / count) ** 2 <= ROUNDING * Math.max(1, Math.abs(trusted / count))
}

/** A part of all is from none to all. */
function withinRate({ value, low, high, count }: Estimate): Estimate {
  const within = (end: number): number => Math.max(0, Math.min(1, end))
  return { value: within(value), low: within(low), high: within(high), count }
}

/** A number is its own square only where it is 0 or 1. */
function isYesNo({ scores, squares, trusted, trustedSquares, count }: JudgeSums['both']): boolean {
  return areEqual(scores, squares, count) && areEqual(trusted, trustedSquares, count)
}

function areEqual(left: number, right: number, count: number): boolean {
  return Math.abs(left - right) <= ROUNDING * count
}

function kappaOf({ count, scores, trusted, products }: JudgeSums['both']): Estimate | null {
  return cohenKappaOfYesNo({
    bothYes: products,
    onlyFirst: scores - products,
    onlySecond: trusted - products,
    bothNo: count - scores - trusted + products,
  })
}
