// Whether the means of two samples differ by more than their spread explains.

import { studentBeyond } from '../distributions/beta.ts'
import { type Moments, momentsOf } from './moments.ts'
import type { PooledCount } from './pooled-counts.ts'
import type { Tested } from './tested.ts'

/**
 * Welch's test, which lets either sample have a spread of its own. With s² the variances over n − 1:
 *
 *   t = (x̄ − ȳ) / √(s²ₓ/n + s²ᵧ/m),     ν = (s²ₓ/n + s²ᵧ/m)² / ((s²ₓ/n)²/(n−1) + (s²ᵧ/m)²/(m−1))
 *
 * It asks about means alone. Not valid for few rows of far from normal values (costs, latencies: take logarithms first), nor
 * for rows that hang together. NaN with fewer than two rows a side, or where nothing varies and nothing differs.
 * B. L. Welch (1947). Source: `scipy:ttest_ind[welch]`.
 */
export function welchTest(cells: readonly PooledCount[]): Tested {
  const [reference, current] = [momentsOf(cells, 'reference'), momentsOf(cells, 'current')]
  const [first, second] = [varianceOfMean(reference), varianceOfMean(current)]
  const varianceOfDifference = first + second
  const spread = first ** 2 / (reference.count - 1) + second ** 2 / (current.count - 1)
  // Where nothing varies any freedom will do: the difference is endlessly many errors, or unknown.
  const freedom = varianceOfDifference === 0 ? 1 : varianceOfDifference ** 2 / spread
  return tested(reference.mean - current.mean, varianceOfDifference, freedom)
}

/**
 * Student's test, which takes both samples to have the same spread; where they do not and have unequal sizes, it is wrong by
 * much, and Welch's is not.
 *
 *   t = (x̄ − ȳ) / √(s² (1/n + 1/m)),     s² = (Σ(x − x̄)² + Σ(y − ȳ)²)/ν,  ν = n + m − 2
 *
 * Source: `scipy:ttest_ind[student]`, which is also what evidently offers.
 */
export function studentTest(cells: readonly PooledCount[]): Tested {
  const [reference, current] = [momentsOf(cells, 'reference'), momentsOf(cells, 'current')]
  const freedom = reference.count + current.count - 2
  const isEnough = Math.min(reference.count, current.count) > 1
  const variance = isEnough ? (reference.squares + current.squares) / freedom : NaN
  return tested(reference.mean - current.mean, variance * (1 / reference.count + 1 / current.count), freedom)
}

function varianceOfMean({ count, squares }: Moments): number {
  return count > 1 ? squares / (count - 1) / count : NaN
}

function tested(difference: number, variance: number, freedom: number): Tested {
  const statistic = difference / Math.sqrt(variance)
  return { statistic, pValue: studentBeyond(statistic, freedom) }
}
