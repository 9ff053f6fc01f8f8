// The sequential test of online experiments: a difference of a mean from what it should be, looked at at any time.

export interface MixtureRatio {
  count: number
  mean: number
  /** What the mean should be. */
  expected: number
  /** Of one value; known. */
  variance: number
  /** Of the difference, where there is one: how large it is thought to be. */
  effectVariance: number
}

/**
 * The log of how much likelier the mean is under a difference drawn from a normal distribution than under none: with
 * variance σ² of a value and τ² of the difference,
 *
 *   ½ ln(σ²/(σ² + nτ²)) + n²τ²(x̄ − θ)² / (2σ²(σ² + nτ²))
 *
 * Without a difference the chance that e to the power of it ever reaches 1/α is at most α. Not valid where σ² was estimated
 * from few, or values are far from normal and few.
 * R. Johari, P. Koomen, L. Pekelis and D. Walsh, "Peeking at A/B tests", KDD (2017): mSPRT.
 */
export function mixtureLikelihoodRatio({ count, mean, expected, variance, effectVariance }: MixtureRatio): number {
  const total = variance + count * effectVariance
  const pull = (count ** 2 * effectVariance * (mean - expected) ** 2) / (2 * variance * total)
  return 0.5 * Math.log(variance / total) + pull
}
