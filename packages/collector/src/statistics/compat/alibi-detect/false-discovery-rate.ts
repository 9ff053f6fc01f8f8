// The correction of alibi-detect for many features at once, for those who come from there.

/**
 * As Benjamini and Hochberg, but with < in place of ≤, and it tells of no single test: whether any is rejected, and below
 * which p value. Where none is, it gives back all the limits instead of one. `fdr` in alibi_detect/utils/statstest.py.
 */
export function alibiFalseDiscoveryRate(
  pValues: readonly number[],
  level: number,
): { any: boolean; threshold: number | number[] } {
  const sorted = pValues.toSorted((one, other) => one - other)
  const limits = sorted.map((_, rank) => (level * (rank + 1)) / sorted.length)
  const last = sorted.findLastIndex((p, rank) => p < (limits[rank] ?? 0))
  return { any: last !== -1, threshold: limits[last] ?? limits }
}
