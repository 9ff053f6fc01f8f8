// How far apart the means of two samples of vectors are, by length and by angle.

import { type Points, squaredDistance } from './pooled-kernel.ts'

/** |x̄ − ȳ|. Sees the mean alone: samples may differ in everything else. Golden: `numpy:mean embedding distances`. */
export function meanEuclideanDistance(reference: Points, current: Points): number {
  return Math.sqrt(squaredDistance(meanOf(reference), meanOf(current)))
}

/**
 * 1 − x̄·ȳ / |x̄||ȳ|, from 0 of the same direction to 2 of the opposite one. Of vectors around 0 the direction of the mean is
 * noise, and so is this. Golden: `numpy:mean embedding distances`.
 */
export function meanCosineDistance(reference: Points, current: Points): number {
  const [x, y] = [meanOf(reference), meanOf(current)]
  return 1 - dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y))
}

function meanOf(points: Points): number[] {
  return (points[0] ?? []).map(
    (_, part) => points.reduce((sum, point) => sum + (point[part] ?? NaN), 0) / points.length,
  )
}

function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, index) => sum + value * (y[index] ?? NaN), 0)
}
