// The drift score of deepchecks for categories: Cramér's V, corrected for chance, of windows made equally large.

import { chiSquareWithYates } from '../../tables/chi-square.ts'
import { correctedV } from '../../tables/cramers-v.ts'

/**
 * The larger window is scaled down to the size of the smaller, and its counts rounded; then V, with the corrections of Yates where
 * there are two categories and of Bergsma. 0 of a single category, NaN where nothing is left to divide by.
 *
 * What is wrong with it: it throws away what the larger window knows, rounds rare categories to nothing, and has one threshold
 * whatever the size. Golden: `deepchecks:cramers_v[bias-corrected, downsized]`.
 */
export function deepchecksCramersV(reference: readonly number[], current: readonly number[]): number {
  if (reference.length === 1) return 0
  const [before, now] = [sumOf(reference), sumOf(current)]
  const size = Math.min(before, now)
  const [downsized, other] = [scaled(reference, size / before), scaled(current, size / now)]
  const tested = chiSquareWithYates(downsized, other)
  return tested === null ? NaN : (correctedV(tested, sumOf(downsized) + sumOf(other)) ?? NaN)
}

function scaled(counts: readonly number[], by: number): number[] {
  return counts.map((count) => roundHalfEven(count * by))
}

/** As numpy rounds: 2.5 is 2, 3.5 is 4. */
function roundHalfEven(value: number): number {
  const down = Math.floor(value)
  if (value - down !== 0.5) return Math.round(value)
  return down % 2 === 0 ? down : down + 1
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
