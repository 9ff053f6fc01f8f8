// Whether the values of one sample tend to be larger than those of another, where their spreads may differ.

import { studentBeyond } from '../distributions/beta.ts'
import { momentsOf } from './moments.ts'
import { type PooledCount, sizesOf } from './pooled-counts.ts'
import { type Tested, UNKNOWN } from './tested.ts'

/**
 * The Brunner-Munzel test. A row's place is the share of the other sample that is below it, rows alike counting half. With p̄ and q̄
 * the mean places of the reference's and the current's rows, and s² their variances over n − 1:
 *
 *   W = (q̄ − p̄) / 2√v,     v = s²ₚ/n + s²_q/m,     ν = v² / ((s²ₚ/n)²/(n−1) + (s²_q/m)²/(m−1))
 *
 * (q̄ − p̄)/2 = P(reference < current) − ½. Mann-Whitney takes both distributions to have the same shape, and where they do not
 * its p value is wrong; this one's is not. Not valid for fewer than some ten rows a side, nor for rows that hang together. Where
 * the samples lie apart nothing varies: the statistic is infinite and there is no p value, as in scipy.
 * E. Brunner and U. Munzel, Biometrical Journal 42 (2000). Source: `scipy:brunnermunzel`.
 */
export function brunnerMunzel(cells: readonly PooledCount[]): Tested {
  const { reference: n, current: m } = sizesOf(cells)
  if (n < 2 || m < 2) return UNKNOWN
  const { ofReference, ofCurrent } = placesOf(cells)
  const [first, second] = [momentsOf(ofReference, 'reference'), momentsOf(ofCurrent, 'current')]
  const [ofFirst, ofSecond] = [first.squares / ((n - 1) * n * m * m), second.squares / ((m - 1) * m * n * n)]
  const variance = ofFirst + ofSecond
  const statistic = (second.mean / n - first.mean / m) / (2 * Math.sqrt(variance))
  const freedom = variance ** 2 / (ofFirst ** 2 / (n - 1) + ofSecond ** 2 / (m - 1))
  return { statistic, pValue: Number.isNaN(freedom) ? NaN : studentBeyond(statistic, freedom) }
}

/** With the places, times the rows of the other sample so that they are exact, instead of the values. */
function placesOf(cells: readonly PooledCount[]): { ofReference: PooledCount[]; ofCurrent: PooledCount[] } {
  let [belowReference, belowCurrent] = [0, 0]
  const [ofReference, ofCurrent]: [PooledCount[], PooledCount[]] = [[], []]
  for (const cell of cells) {
    ofReference.push({ ...cell, at: belowCurrent + cell.current / 2 })
    ofCurrent.push({ ...cell, at: belowReference + cell.reference / 2 })
    belowReference += cell.reference
    belowCurrent += cell.current
  }
  return { ofReference, ofCurrent }
}
