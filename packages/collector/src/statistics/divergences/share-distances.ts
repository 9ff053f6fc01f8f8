// Three plain distances between shares of the same categories: of Hellinger, of total variation, and the largest change.

import { sharesOf } from './shares-of.ts'

/**
 * √( ½ Σ (√p − √q)² ), of counts or shares: 0 where they are the same, 1 where they have nothing in common. A metric; gentle to
 * rare categories. E. Hellinger, Journal für die reine und angewandte Mathematik 136 (1909). Golden: `rule:hellinger`.
 */
export function hellingerDistance(reference: readonly number[], current: readonly number[]): number {
  const now = sharesOf(current)
  const squares = sharesOf(reference).reduce(
    (sum, share, index) => sum + (Math.sqrt(share) - Math.sqrt(now[index] ?? 0)) ** 2,
    0,
  )
  return Math.sqrt(squares / 2)
}

/**
 * ½ Σ |p − q|, of counts or shares: which part of all rows is now in another category. Grows with the number of categories where
 * nothing changed, as of any two samples. Golden: `rule:tvd`.
 */
export function totalVariation(reference: readonly number[], current: readonly number[]): number {
  const now = sharesOf(current)
  return sharesOf(reference).reduce((sum, share, index) => sum + Math.abs(share - (now[index] ?? 0)), 0) / 2
}

/** max |p − q|, of counts or shares: the change of the category that changed the most. Golden: `rule:l_infinity`. */
export function largestChange(reference: readonly number[], current: readonly number[]): number {
  const now = sharesOf(current)
  return sharesOf(reference).reduce((most, share, index) => Math.max(most, Math.abs(share - (now[index] ?? 0))), 0)
}
