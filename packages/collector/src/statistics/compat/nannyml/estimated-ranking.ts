// How nannyml 0.13 estimates rankings without labels, and its own ways to a calibration error and to the noise of a ranking.

import { errorOver, rowsByScore } from '../../scores/calibration-error.ts'

/** The counts it sums up are rounded to so many parts of one. */
const ROUNDED_TO = 1e5

/**
 * Its estimate of the area under the ROC curve, of probabilities that are taken to be true: rows from the highest score down,
 * each p of a one and 1 − p of a zero, by trapezoids. Equal scores are not grouped. Golden: `nannyml:cbpe.estimate_roc_auc`.
 */
export function nannymlEstimatedRocAuc(probabilities: readonly number[]): number {
  const steps = expectedSteps(probabilities)
  const last = steps.at(-1)
  if (last === undefined) return NaN
  let [area, ones, zeros] = [0, 0, 0]
  for (const step of steps) {
    area += ((step.zeros - zeros) * (step.ones + ones)) / 2
    ;[ones, zeros] = [step.ones, step.zeros]
  }
  return area / (last.ones * last.zeros)
}

/** Its estimate of average precision, in the same way. Golden: `nannyml:cbpe.estimate_ap`. */
export function nannymlEstimatedAveragePrecision(probabilities: readonly number[]): number {
  const steps = expectedSteps(probabilities)
  let [area, ones] = [0, 0]
  for (const [index, step] of steps.entries()) {
    area += (step.ones - ones) * (step.ones / (index + 1))
    ones = step.ones
  }
  return area / ones
}

/**
 * Its calibration error: bins of as many rows each, at most half as many bins as rows, what is left over in the last one.
 * Null for fewer than four rows, where it gives up. Golden: `nannyml:ece[10 equal-frequency bins]`.
 */
export function nannymlCalibrationError(
  scores: readonly number[],
  labels: readonly number[],
  bins: number,
): number | null {
  const count = scores.length <= 2 * bins ? Math.floor(scores.length / 2) : bins
  if (count < 2) return null
  const size = Math.floor(scores.length / count)
  const last = Math.floor(scores.length / size) - 1
  const rows = rowsByScore(scores)
  const cells = Array.from({ length: last + 1 }, (_, bin) =>
    rows.slice(bin * size, bin === last ? rows.length : (bin + 1) * size),
  )
  return errorOver(cells, scores, labels).expected
}

/**
 * What it takes the deviation of a single row of the area under the ROC curve to be, to be divided by √(rows · fraction). Of
 * each one the share of zeros below it; of the rarer label, so that scores are turned round where most are ones. What is
 * wrong with it: the lowest row is left out where it is a one, and only the ones vary, never the zeros.
 * Golden: `nannyml:auroc_sampling_error_components`.
 */
export function nannymlRocAucDeviation(
  scores: readonly number[],
  labels: readonly number[],
): { deviation: number; fraction: number } {
  const ones = labels.filter((label) => label === 1).length
  const isTurned = ones / labels.length > 0.5
  const rows = rowsByScore(isTurned ? scores.map((score) => 1 - score) : scores)
  const ranks = rows.flatMap((row, rank) => (rank > 0 && (labels[row] === 1) !== isTurned ? [rank] : []))
  const count = isTurned ? labels.length - ones : ones
  const below = ranks.map((rank, index) => (rank - index) / (labels.length - count))
  const mean = below.reduce((sum, share) => sum + share, 0) / below.length
  const variance = below.reduce((sum, share) => sum + (share - mean) ** 2, 0) / below.length
  return { deviation: Math.sqrt(variance), fraction: count / labels.length }
}

function expectedSteps(probabilities: readonly number[]): { ones: number; zeros: number }[] {
  let ones = 0
  const rounded = (count: number): number => Math.round(count * ROUNDED_TO) / ROUNDED_TO
  return probabilities
    .toSorted((first, second) => second - first)
    .map((p, index) => {
      ones += p
      return { ones: rounded(ones), zeros: rounded(index + 1 - ones) }
    })
}
