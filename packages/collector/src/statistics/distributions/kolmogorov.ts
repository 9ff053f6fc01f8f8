// How far a sample lies from its source, by the largest gap between their distribution functions: the law of Kolmogorov.

import { powerOfDurbinMatrix } from './durbin-matrix.ts'
import { pelzGood } from './pelz-good.ts'

/**
 * The law of √n D for endless n: how probable it is that it comes out above `z`. The same two sums by the theta function, of
 * which the one is quick for large z and the other for small:
 *
 *   2 Σ (−1)^(k−1) e^(−2k²z²)  =  1 − √(2π)/z Σ e^(−(2k−1)²π²/8z²),     k = 1, 2, …
 *
 * For finite samples it is too large, by some 1/(6√n) in z. Source: `scipy:special.kolmogorov`.
 */
export function kolmogorovAbove(z: number): number {
  if (z <= 0) return 1
  if (z < 1) {
    let below = 0
    for (let odd = 1; odd <= 9; odd += 2) below += Math.exp(-((odd * Math.PI) ** 2) / (8 * z * z))
    return 1 - (Math.sqrt(2 * Math.PI) / z) * below
  }
  let above = 0
  for (let k = 1; k <= 6; k += 1) above += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * z) ** 2)
  return above
}

/** For more rows than these the law for endless ones is as good: sums over them would be long. */
const SUMMED_ROWS = 2 ** 20

/**
 * How probable it is that a sample of `n` has a distribution function that is `d` or further from that of its source.
 * Each way is taken where it is exact or, with many rows, has the most digits:
 *
 * - nearly all or nearly none of the range: closed forms of Ruben and Gambino;
 * - far off: twice the one-sided law, as being so far off to both sides at once is impossible or next to it;
 * - few rows, or close: Durbin's matrix;
 * - otherwise the sum of Pelz and Good.
 *
 * R. Simard and P. L'Ecuyer, "Computing the two-sided Kolmogorov-Smirnov distribution", Journal of Statistical Software 39
 * (2011), whose limits these are, as in `scipy.stats.kstwo`. Of no rows it is NaN.
 */
export function kolmogorovSmirnovAbove(d: number, n: number): number {
  if (!(n >= 1) || Number.isNaN(d)) return NaN
  const steps = n * d
  if (steps <= 0.5) return 1
  if (d >= 1) return 0
  if (steps <= 1) return 1 - belowOneStep(2 * steps - 1, n)
  if (steps >= n - 1) return 2 * (1 - d) ** n
  if (d >= 0.5) return 2 * smirnovAbove(d, n)
  const squared = steps * d
  if (n <= 140) return squared <= 4 ? 1 - powerOfDurbinMatrix(d, n) : Math.min(1, 2 * smirnovAbove(d, n))
  if (squared >= 370) return 0
  if (n > SUMMED_ROWS) return kolmogorovAbove(d * Math.sqrt(n) + 1 / (6 * Math.sqrt(n)))
  if (squared >= 2.2) return Math.min(1, 2 * smirnovAbove(d, n))
  return 1 - (n <= 100_000 && n * d ** 1.5 <= 1.4 ? powerOfDurbinMatrix(d, n) : pelzGood(d, n))
}

/** n!/nⁿ · xⁿ. */
function belowOneStep(x: number, n: number): number {
  let product = 1
  for (let row = 1; row <= n && product > 0; row += 1) product *= (row / n) * x
  return product
}

/**
 * How probable it is that a sample of `n` has a distribution function that is, somewhere, `d` or more above that of its
 * source. By Birnbaum and Tingey (1951), from which nothing is subtracted:
 *
 *   d Σ C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j),     j = 0 … ⌊n(1 − d)⌋
 */
function smirnovAbove(d: number, n: number): number {
  let [sum, logChoose] = [0, 0]
  const last = Math.floor(n * (1 - d))
  for (let j = 0; j <= last; j += 1) {
    const at = Math.min(1, d + j / n)
    sum += Math.exp(logChoose + (j - 1) * Math.log(at) + (n - j) * Math.log1p(-at))
    logChoose += Math.log((n - j) / (j + 1))
  }
  return d * sum
}
