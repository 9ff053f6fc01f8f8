// Vectors: how far apart both sides are on average, in the kernel that their features stand for.

import { FEATURE_SCALE } from '../../sketches/random-features.ts'
import { type MeanEmbedding, meanEmbeddingDistance } from '../../statistics/mean-embedding-distance.ts'
import type { Sample } from '../compared.ts'
import type { Measured } from './change.ts'
import { measureDistance } from './measured-distance.ts'

export function measureMeanDistance(reference: Sample, current: Sample, tolerance: number): Measured {
  const features = Math.max(reference.sums.length, current.sums.length)
  return measureDistance(meanEmbeddingDistance(meanOf(reference, features), meanOf(current, features)), {
    unit: 'distance',
    method: 'distance of mean embeddings beyond the tolerance',
    tolerance,
    most: Math.SQRT2,
    fixed: 0,
  })
}

/** Sums that are all zero are none. Each vector's features are of length one. */
function meanOf({ sums, seen, effective }: Sample, features: number): MeanEmbedding {
  const mean = Array.from({ length: features }, (_, place) => (sums[place] ?? 0) / seen / FEATURE_SCALE)
  return { mean, squaredLength: 1, count: effective }
}
