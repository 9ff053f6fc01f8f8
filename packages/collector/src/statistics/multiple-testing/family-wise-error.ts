// Many tests at once, and hardly ever a single false alarm: corrections that keep the chance of even one at a level.

import { type Corrected, inOrder, stepDown, stepUp } from './stepwise.ts'

/**
 * Each p value times how many there are. Valid however the tests hang together, and the least able to find anything.
 * As `bonferroni` of statsmodels' multipletests.
 */
export function bonferroni(pValues: readonly number[], alpha: number): Corrected {
  const n = pValues.length
  return stepDown(pValues, { adjust: (p) => p * n, limit: () => alpha / n })
}

/**
 * The smallest times n, the next times n − 1, and so on, stopping at the first that fails. Valid however the tests hang
 * together, and finds all that Bonferroni finds: there is no reason to prefer that one.
 * S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979); `holm` of statsmodels.
 */
export function holm(pValues: readonly number[], alpha: number): Corrected {
  const n = pValues.length
  return stepDown(pValues, { adjust: (p, rank) => p * (n - rank), limit: (rank) => alpha / (n - rank) })
}

/**
 * The limits of Holm, gone through from the largest. Valid for independent or positively dependent tests.
 * Y. Hochberg, "A sharper Bonferroni procedure", Biometrika 75 (1988); `simes-hochberg` of statsmodels.
 */
export function simesHochberg(pValues: readonly number[], alpha: number): Corrected {
  const n = pValues.length
  return stepUp(pValues, { adjust: (p, rank) => p * (n - rank), limit: (rank) => alpha / (n - rank) })
}

/**
 * Rejects one where Simes' test rejects every group of tests that it is in. Finds a little more than Hochberg, and is
 * valid where that one is; its cost grows with the square of the number of tests.
 * G. Hommel, "A stagewise rejective multiple test procedure", Biometrika 75 (1988); `hommel` of statsmodels.
 */
export function hommel(pValues: readonly number[], alpha: number): Corrected {
  const sorted = inOrder(pValues)
  const n = sorted.length
  const adjusted = sorted.map(({ p }) => p)
  for (let size = n; size > 1; size -= 1) {
    const simes = Math.min(...sorted.slice(n - size).map(({ p }, rank) => (size * p) / (rank + 1)))
    for (const [rank, { p }] of sorted.entries()) {
      const least = rank >= n - size ? simes : Math.min(size * p, simes)
      adjusted[rank] = Math.max(adjusted[rank] ?? 0, least)
    }
  }
  const corrected: Corrected = { adjusted: [], rejected: [] }
  for (const [rank, { p, place }] of sorted.entries()) {
    const value = adjusted[rank] ?? p
    corrected.adjusted[place] = value
    corrected.rejected[place] = value <= alpha
  }
  return corrected
}
