// Many alarms watched at once, and few false among those that sound, however they hang together.

/**
 * Of e values (evidence whose mean without an effect is at most 1), rejects the k largest, with k the largest for which
 * the k-th is at least n/(kα). Of what is rejected at most a share of α is false on average, for any dependence: the
 * monitors may look at the same rows. The e values of e-processes may be taken at any time, but all at the same one.
 * R. Wang and A. Ramdas, "False discovery rate control with e-values", JRSS B 84 (2022).
 */
export function eBenjaminiHochberg(eValues: readonly number[], alpha: number): { count: number; rejected: boolean[] } {
  const sorted = eValues.toSorted((one, other) => other - one)
  const count = sorted.findLastIndex((e, rank) => e >= eValues.length / ((rank + 1) * alpha)) + 1
  const least = sorted[count - 1] ?? Infinity
  return { count, rejected: eValues.map((e) => count > 0 && e >= least) }
}
