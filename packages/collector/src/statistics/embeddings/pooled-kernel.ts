// How alike any two rows of both samples are, and from that the maximum mean discrepancy between the samples.

import { quantileOfSorted, sortedValues } from '../histograms/quantile.ts'

/** The likeness of each pooled row to each, those of the reference first: `size` rows of `size` values. */
export interface PooledKernel {
  readonly size: number
  readonly likeness: Float64Array
}

export type Points = readonly (readonly number[])[]

/** Of each pair of rows exp(−|x − y|² / 2σ²): 1 where they are equal, near 0 where they are some σ apart. Costs rows squared. */
export function gaussianKernel(points: Points, squaredWidth: number): PooledKernel {
  const likeness = new Float64Array(points.length ** 2)
  for (const [row, x] of points.entries())
    for (const [column, y] of points.entries())
      likeness[row * points.length + column] = Math.exp(-squaredDistance(x, y) / (2 * squaredWidth))
  return { size: points.length, likeness }
}

/**
 * The usual σ²: half the median of the squared distances of all distinct pairs of the pooled rows, 1 where that is 0. Rows at
 * the usual distance are then 1/e alike.
 */
export function medianSquaredWidth(points: Points): number {
  const squares = points.flatMap((x, row) => points.slice(row + 1).map((y) => squaredDistance(x, y)))
  const median = quantileOfSorted(sortedValues(squares), 0.5)
  return median === 0 ? 1 : median / 2
}

export interface MeanDiscrepancy {
  /** May be below 0, and is 0 on average where nothing differs. */
  unbiased: number
  /** Never below 0, and above it on average also where nothing differs. */
  biased: number
}

/**
 * MMD², the squared distance between the means of both samples in the space of the kernel. With n rows x in the reference (the
 * first of the kernel) and m rows y in the current window:
 *
 *   unbiased = Σ_{i≠j} k(xᵢ, xⱼ) / n(n−1) + Σ_{i≠j} k(yᵢ, yⱼ) / m(m−1) − 2 Σ k(xᵢ, yⱼ) / nm
 *   biased   = the same with i = j, divided by n² and m²
 *
 * 0 in truth only between equal distributions. Its size depends on the width of the kernel, so it has no threshold of its
 * own: `permutationShare` says how surprising it is. The unbiased one needs two rows on either side, else it is NaN.
 * A. Gretton et al., "A kernel two-sample test", JMLR 13 (2012). Golden: `numpy:mmd2`.
 */
export function meanDiscrepancy(kernel: PooledKernel, referenceRows: number): MeanDiscrepancy {
  const { size, likeness } = kernel
  const [n, m] = [referenceRows, size - referenceRows]
  const [reference, current] = [sumOfPairs(kernel, 0, n), sumOfPairs(kernel, n, size)]
  let across = 0
  for (let row = 0; row < n; row++)
    for (let column = n; column < size; column++) across += likeness[row * size + column] ?? NaN
  return {
    unbiased: reference.others / (n * (n - 1)) + current.others / (m * (m - 1)) - (2 * across) / (n * m),
    biased:
      (reference.others + reference.selves) / n ** 2 +
      (current.others + current.selves) / m ** 2 -
      (2 * across) / (n * m),
  }
}

function sumOfPairs({ size, likeness }: PooledKernel, from: number, to: number): { others: number; selves: number } {
  let [others, selves] = [0, 0]
  for (let row = from; row < to; row++) {
    selves += likeness[row * size + row] ?? NaN
    for (let column = from; column < row; column++) others += 2 * (likeness[row * size + column] ?? NaN)
  }
  return { others, selves }
}

export function squaredDistance(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, index) => sum + (value - (y[index] ?? NaN)) ** 2, 0)
}
