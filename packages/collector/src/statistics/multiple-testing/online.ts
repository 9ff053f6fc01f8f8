// Tests that come one after the other without an end, and few false among those rejected at any time. Each is given its
// level before it is seen, out of what is left: rejections earn, tests cost. For runs of a day or so; a stream is for the
// e-detector.

export interface OnlineTests {
  /** What each p value was compared with. */
  levels: number[]
  rejected: boolean[]
}

/** How much of the wealth of a test is spent so many tests later, from 1; they sum to 1. */
type Spending = (step: number) => number

const slowSpending: Spending = (step) =>
  (0.07720838 * Math.log(Math.max(step, 2))) / (step * Math.exp(Math.sqrt(Math.log(step))))
const fastSpending: Spending = (step) => 0.4374901658 / step ** 1.6

/**
 * α_t = αγ_t (D + 1), with D how many were rejected before: levels based on the number of discoveries. Also valid for
 * positively dependent tests.
 * A. Javanmard and A. Montanari (2015), arXiv 1502.06197; `LOND` of R's onlineFDR.
 */
export function lond(pValues: readonly number[], alpha: number): OnlineTests {
  return testInOrder(pValues, (test, rejections) => alpha * slowSpending(test) * (rejections.length + 1))
}

/**
 * α_t = w₀γ_t + (α − w₀)γ_{t−τ₁} + α Σ_{j≥2} γ_{t−τ_j}, with τ_j the rejections so far and w₀ = α/10: every discovery pays for
 * tests soon after it. Valid for independent tests.
 * A. Ramdas, F. Yang, M. Wainwright and M. Jordan, "Online control of the false discovery rate with decaying memory",
 * NIPS (2017); `LORD` with version `++` of R's onlineFDR.
 */
export function lordPlusPlus(pValues: readonly number[], alpha: number): OnlineTests {
  const start = alpha / 10
  return testInOrder(pValues, (test, rejections) => {
    const earned = rejections.map((at, which) => (which === 0 ? alpha - start : alpha) * slowSpending(test - at))
    return start * slowSpending(test) + sum(earned)
  })
}

/**
 * As LORD++, but tests whose p value is at most λ = 1/2 cost nothing: where many have an effect, few of the rest are needed
 * to pay. With C the number of such candidates meanwhile,
 *
 *   α_t = min(λ, (1 − λ)(w₀γ_{t−C} + (α − w₀)γ_{t−τ₁−C₁} + α Σ_{j≥2} γ_{t−τ_j−C_j})),  w₀ = α/2
 *
 * Valid for independent tests. A. Ramdas, T. Zrnic, M. Wainwright and M. Jordan, "SAFFRON: an adaptive algorithm for online
 * control of the false discovery rate", ICML (2018); `SAFFRON` of R's onlineFDR.
 */
export function saffron(pValues: readonly number[], alpha: number): OnlineTests {
  const lambda = 0.5
  const start = alpha / 2
  const candidates = countSoFar(pValues, lambda)
  return testInOrder(pValues, (test, rejections) => {
    const spent = (since: number): number => fastSpending(test - since - (candidates(test - 1) - candidates(since)))
    const earned = rejections.map((at, which) => (which === 0 ? alpha - start : alpha) * spent(at))
    return Math.min(lambda, (1 - lambda) * (start * spent(0) + sum(earned)))
  })
}

/**
 * As SAFFRON, but tests whose p value is above τ = 1/2 do not count at all: p values that are larger than chance makes them,
 * as of tests that are too careful, cost nothing either. Time is counted in tests with p ≤ τ, and candidates have p ≤ τλ.
 * Valid for independent tests. J. Tian and A. Ramdas, "ADDIS: an adaptive discarding algorithm for online FDR control with
 * conservative nulls", NeurIPS (2019); `ADDIS` of R's onlineFDR.
 */
export function addis(pValues: readonly number[], alpha: number): OnlineTests {
  const [tau, lambda] = [0.5, 0.5]
  const start = (tau * lambda * alpha) / 2
  const earning = tau * (1 - lambda) * alpha
  const counted = countSoFar(pValues, tau)
  const candidates = countSoFar(pValues, tau * lambda)
  return testInOrder(pValues, (test, rejections) => {
    const between = (count: (tests: number) => number, since: number): number => count(test - 1) - count(since)
    const spent = (since: number): number => fastSpending(between(counted, since) - between(candidates, since) + 1)
    const earned = rejections.map((at, which) => (which === 0 ? earning - start : earning) * spent(at))
    return Math.min(tau * lambda, start * spent(0) + sum(earned))
  })
}

/** Tests and rejections count from 1. */
function testInOrder(
  pValues: readonly number[],
  levelOf: (test: number, rejections: readonly number[]) => number,
): OnlineTests {
  const rejections: number[] = []
  const tests: OnlineTests = { levels: [], rejected: [] }
  for (const [at, p] of pValues.entries()) {
    const level = levelOf(at + 1, rejections)
    tests.levels.push(level)
    tests.rejected.push(p <= level)
    if (p <= level) rejections.push(at + 1)
  }
  return tests
}

/** How many of the first so many are at most `limit`. */
function countSoFar(pValues: readonly number[], limit: number): (tests: number) => number {
  const counts = [0]
  for (const p of pValues) counts.push((counts.at(-1) ?? 0) + (p <= limit ? 1 : 0))
  return (tests) => counts[tests] ?? 0
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
