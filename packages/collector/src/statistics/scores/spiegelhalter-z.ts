// Whether probabilities can be what came true: a test of calibration that needs no bins.

import { normalAbove } from '../distributions/normal.ts'

/**
 *   z = Σ (y − p)(1 − 2p) / √( Σ (1 − 2p)² p(1 − p) )
 *
 * How far the Brier score is from what it would be on average if each probability were true, in standard deviations; nearly a
 * standard normal then. It cannot see scores that are all too high by the same where half of them are above .5, nor any of
 * .5. Infinite where all are 0 or 1 and one of them is wrong; NaN where none is. Not valid for some ten rows or fewer.
 * D. Spiegelhalter, Statistics in Medicine 5 (1986). Golden: `rule:spiegelhalter_z`.
 */
export function spiegelhalterZ(scores: readonly number[], labels: readonly number[]): { z: number; pvalue: number } {
  let [off, variance] = [0, 0]
  for (const [row, score] of scores.entries()) {
    off += ((labels[row] ?? NaN) - score) * (1 - 2 * score)
    variance += (1 - 2 * score) ** 2 * score * (1 - score)
  }
  const z = off / Math.sqrt(variance)
  return { z, pvalue: 2 * normalAbove(Math.abs(z)) }
}
