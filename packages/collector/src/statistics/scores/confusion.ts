// What is said at a threshold against what is so: four counts, and what is read from them.

import { cohenKappaOfYesNo } from '../cohen-kappa.ts'

/** Counts of rows, or what they are expected to be. */
export interface Confusion {
  readonly truePositive: number
  readonly falsePositive: number
  readonly falseNegative: number
  readonly trueNegative: number
}

/** Of labels of 0 or 1; a score that is just the threshold says 1. */
export function confusionAt(threshold: number, scores: readonly number[], labels: readonly number[]): Confusion {
  const count = (isSaid: boolean, label: number): number =>
    scores.filter((score, row) => score >= threshold === isSaid && labels[row] === label).length
  return {
    truePositive: count(true, 1),
    falsePositive: count(true, 0),
    falseNegative: count(false, 1),
    trueNegative: count(false, 0),
  }
}

/** The share of rows of which the truth is said; of none NaN. Where 98 in 100 are of one label, .98 is no feat. */
export function accuracyOf({ truePositive, falsePositive, falseNegative, trueNegative }: Confusion): number {
  return (truePositive + trueNegative) / (truePositive + falsePositive + falseNegative + trueNegative)
}

/** Of what is said to be so, the share that is; 0 where nothing is said to be. */
export function precisionOf({ truePositive, falsePositive }: Confusion): number {
  return partOf(truePositive, truePositive + falsePositive)
}

/** Of what is so, the share that is said to be; 0 where nothing is. */
export function recallOf({ truePositive, falseNegative }: Confusion): number {
  return partOf(truePositive, truePositive + falseNegative)
}

/** Of what is not so, the share that is said not to be; 0 where all is. */
export function specificityOf({ trueNegative, falsePositive }: Confusion): number {
  return partOf(trueNegative, trueNegative + falsePositive)
}

/** 2TP / (2TP + FP + FN), the harmonic mean of precision and recall; blind to what is rightly said not to be so. */
export function f1Of({ truePositive, falsePositive, falseNegative }: Confusion): number {
  return partOf(truePositive, truePositive + (falsePositive + falseNegative) / 2)
}

/** Cohen's kappa of what is said and what is so; NaN where both are always one and the same. */
export function kappaOf({ truePositive, falsePositive, falseNegative, trueNegative }: Confusion): number {
  const counts = { bothYes: truePositive, onlyFirst: falsePositive, onlySecond: falseNegative, bothNo: trueNegative }
  return cohenKappaOfYesNo(counts)?.value ?? NaN
}

/**
 * The correlation of what is said and what is so, by B. W. Matthews, Biochimica et Biophysica Acta 405 (1975): 0 where either
 * is always the same. Golden, as the others: `sklearn:f1/kappa/mcc at >=0.5`.
 */
export function matthewsOf({ truePositive, falsePositive, falseNegative, trueNegative }: Confusion): number {
  const margins =
    Math.sqrt((truePositive + falsePositive) * (truePositive + falseNegative)) *
    Math.sqrt((trueNegative + falsePositive) * (trueNegative + falseNegative))
  return partOf(truePositive * trueNegative - falsePositive * falseNegative, margins)
}

function partOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
