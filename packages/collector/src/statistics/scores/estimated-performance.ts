// How well a model does before anybody knows the labels, by its own probabilities: confidence-based estimation (CBPE).

import { accuracyOf, type Confusion } from './confusion.ts'
import { poissonBinomial } from './poisson-binomial.ts'

/**
 * What is said at a threshold against what is expected to be so: a row of probability p that is said to be 1 is p of a true
 * positive and 1 − p of a false one; a row said to be 0 is p of a false negative and 1 − p of a true one. All that is read
 * from four counts can be read from these.
 *
 * Valid only as far as the probabilities are true where they are used: calibrate them on labelled rows (`isotonicRegression`)
 * and watch calibration as labels come in. Where the world has changed and the probabilities have not, the estimate stays
 * as it was while the model is wrong. It never notices; labels do.
 * Golden: `nannyml:cbpe.estimate_…[threshold 0.5, scores taken as calibrated]`.
 */
export function expectedConfusion(threshold: number, probabilities: readonly number[]): Confusion {
  let [truePositive, falsePositive, falseNegative, trueNegative] = [0, 0, 0, 0]
  for (const p of probabilities)
    if (p >= threshold) {
      truePositive += p
      falsePositive += 1 - p
    } else {
      falseNegative += p
      trueNegative += 1 - p
    }
  return { truePositive, falsePositive, falseNegative, trueNegative }
}

export interface EstimatedAccuracy {
  value: number
  /** Of the share that will turn out right, rows being apart from each other, were each probability true. */
  variance: number
}

/** The accuracy that probabilities promise at a threshold, and how far chance alone takes what turns out from it. */
export function cbpeAccuracy(probabilities: readonly number[], threshold: number): EstimatedAccuracy {
  const { variance } = poissonBinomial(probabilities)
  return {
    value: accuracyOf(expectedConfusion(threshold, probabilities)),
    variance: variance / probabilities.length ** 2,
  }
}
