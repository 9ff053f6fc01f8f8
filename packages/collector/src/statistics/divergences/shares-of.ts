// What each of several counts is of all of them.

/**
 * Counts, or shares that already add up to one, as shares. None of nothing: where all are zero each is NaN, and so is what
 * is worked out of them.
 */
export function sharesOf(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => count / all)
}
