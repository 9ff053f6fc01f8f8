// How many of several things come true of which each has its own probability.

import { normalQuantile } from '../distributions/normal.ts'

/** Of more than so many the distribution is not worked out, which costs their square, but taken from the normal. */
const EXACT_MAX = 4000

export interface TrueCount {
  mean: number
  variance: number
}

/**
 * Of things that come true each for itself: mean Σ p, variance Σ p(1 − p). The variance is never above that of as many with
 * the mean probability each. Not valid where they hang together: it is then too small. Golden:
 * `rule:poisson_binomial(sum of Bernoulli(p))`.
 */
export function poissonBinomial(probabilities: readonly number[]): TrueCount {
  return probabilities.reduce(({ mean, variance }, p) => ({ mean: mean + p, variance: variance + p * (1 - p) }), {
    mean: 0,
    variance: 0,
  })
}

/**
 * The least counts that are not passed with these chances, exact by adding one thing after the other; of more than 4,000 things
 * by the normal with the half step, whose error is then far below one.
 */
export function poissonBinomialQuantiles(probabilities: readonly number[], shares: readonly number[]): number[] {
  const { mean, variance } = poissonBinomial(probabilities)
  const count = probabilities.length
  if (count > EXACT_MAX) {
    const at = (share: number): number => Math.ceil(mean + normalQuantile(share) * Math.sqrt(variance) - 0.5)
    return shares.map((share) => Math.min(count, Math.max(0, at(share))))
  }
  const chances = chancesOf(probabilities)
  return shares.map((share) => {
    let sum = 0
    for (const [trues, chance] of chances.entries()) {
      sum += chance
      if (sum >= share) return trues
    }
    return count
  })
}

/** Of 0, 1, … of them coming true. */
function chancesOf(probabilities: readonly number[]): Float64Array {
  const chances = new Float64Array(probabilities.length + 1)
  chances[0] = 1
  for (const [added, p] of probabilities.entries())
    for (let trues = added + 1; trues >= 0; trues--)
      chances[trues] = (chances[trues] ?? 0) * (1 - p) + (trues > 0 ? (chances[trues - 1] ?? 0) * p : 0)
  return chances
}
