// How far apart two windows of texts, vectors or whole rows are: the length between their mean features, and what is noise.

import type { NoisyDistance } from './distance-interval.ts'

/** What is kept of a window, whose parts add up: of features whose squared length is at most 1. */
export interface MeanEmbedding {
  readonly mean: readonly number[]
  /** The mean of the squared length of the features, not the squared length of their mean. */
  readonly squaredLength: number
  /** How many rows that do not hang together it is worth. */
  readonly count: number
}

/**
 * The Euclidean length between two means of features. With trace = squaredLength − |mean|², which is the sum of the
 * variances of all the features:
 *
 *   observed  = |mean(reference) − mean(current)|
 *   noise     = √(trace(reference)/n + trace(current)/m)
 *   deviation = √(λ(reference)/n + λ(current)/m),     λ ≤ trace
 *
 * With random Fourier features of a kernel it is, nearly, the maximum mean discrepancy (its square root), which is 0 only
 * between equal distributions; the features add up, so that a window costs no more than one vector.
 * Noise: E|a + e| ≤ √(|a|² + E|e|²) ≤ |a| + √E|e|². Deviation: λ is the largest variance of any direction; without the
 * covariance of the features all that is known of it is that it is no more than the trace, so the trace is taken and
 * intervals are wide: a distance is told from none only where it is nearly four times the noise.
 *
 * Not valid for features of unbounded length. Of no rows on either side nothing is known: NaN.
 * A. Gretton et al., "A kernel two-sample test", JMLR 13 (2012); A. Rahimi and B. Recht, "Random features for large-scale
 * kernel machines", NIPS 2007.
 */
export function meanEmbeddingDistance(reference: MeanEmbedding, current: MeanEmbedding): NoisyDistance {
  const squared = reference.mean.reduce((sum, value, index) => sum + (value - (current.mean[index] ?? NaN)) ** 2, 0)
  const noise = Math.sqrt(trace(reference) / reference.count + trace(current) / current.count)
  return { observed: Math.sqrt(squared), noise, deviation: noise }
}

/** Never below 0, where rounding would have it for features that are all alike. */
function trace({ mean, squaredLength }: MeanEmbedding): number {
  return Math.max(0, squaredLength - mean.reduce((sum, value) => sum + value * value, 0))
}
