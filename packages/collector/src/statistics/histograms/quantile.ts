// Below what value a share of a sample lies.

/**
 * Between the two values next to the place (n − 1) · share of the sorted sample, in proportion: Hyndman and Fan's type 7, the
 * usual one of numpy, R and spreadsheets. Its last bit is numpy's: bins are cut at such values, and a value on the cut is
 * in one bin or the other by that bit.
 *
 * Of an empty sample it is NaN. Not to be read into the tails: of 20 values nothing is known above the 95 % quantile.
 * R. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996).
 */
export function quantileOfSorted(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const index = Math.floor(place)
  const [before, after] = [sorted[index] ?? NaN, sorted[Math.min(index + 1, sorted.length - 1)] ?? NaN]
  const part = place - index
  const gap = after - before
  return part < 0.5 ? before + gap * part : after - gap * (1 - part)
}

/** From the least to the greatest. */
export function sortedValues(values: readonly number[]): number[] {
  return [...Float64Array.from(values).toSorted()]
}
