// In how many orders two samples of one source come to lie so far apart: the exact law of two samples' Kolmogorov-Smirnov.

/**
 * The share of all orders of `n` and `m` rows in which the two staircases of shares, F and G, come `steps` apart somewhere,
 * counted in steps of 1/lcm(n, m). Each order is a path from (0, 0) to (n, m), right for a row of the one sample and up for
 * one of the other. With A(i, j) the share of the paths to (i, j) that have left the band |i/n − j/m| < steps/lcm:
 *
 *   A(i, j) = (i A(i−1, j) + j A(i, j−1)) / (i + j),     1 outside the band
 *
 * for of the paths to (i, j), i/(i + j) come from the left. Nothing is subtracted, so that tiny shares are right to the last
 * digits. It takes n·m/… steps: those within the band, n·m at most.
 *
 * Not valid with ties: there it is too large, and never too small. J. L. Hodges, "The significance probability of the Smirnov
 * two-sample test", Arkiv för Matematik 3 (1958).
 */
export function shareOfPathsLeaving(n: number, m: number, steps: number): number {
  if (steps <= 0) return 1
  if (n === m) return shareOfDiagonalPathsLeaving(n, steps)
  const common = greatestCommonDivisor(n, m)
  const [right, up] = [m / common, n / common]
  const left = new Float64Array(m + 1).fill(1)
  for (let i = 0; i <= n; i += 1) {
    const lowest = Math.max(0, Math.floor((i * right - steps) / up) + 1)
    const highest = Math.min(m, Math.ceil((i * right + steps) / up) - 1)
    if (lowest > highest) return 1
    let below = lowest === 0 ? 0 : 1
    for (let j = lowest; j <= highest; j += 1) {
      below = i + j === 0 ? 0 : (i * (left[j] ?? 1) + j * below) / (i + j)
      left[j] = below
    }
    if (lowest > 0) left[lowest - 1] = 1
  }
  return left[m] ?? NaN
}

/**
 * Where both have `n` rows the paths that leave can be reflected, and there is a sum, whose terms fall off quickly:
 *
 *   2 (C(2n, n−h) − C(2n, n−2h) + C(2n, n−3h) − …) / C(2n, n),     h = steps
 *
 * B. V. Gnedenko and V. S. Korolyuk, "On the maximum discrepancy between two empirical distributions" (1951).
 */
function shareOfDiagonalPathsLeaving(n: number, steps: number): number {
  let [share, term, sign] = [0, 1, 1]
  for (let from = 0; from + steps <= n; from += steps) {
    for (let step = from; step < from + steps; step += 1) term *= (n - step) / (n + step + 1)
    share += sign * term
    sign = -sign
  }
  return 2 * share
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
