// The optimal allocation of Neyman: how to spread a budget of reviews over strata, so that the rate over all of them is
// estimated with the smallest variance.

export interface Allocation {
  /** How many there are in each stratum. */
  sizes: readonly number[]
  /** How much the answers in it differ: the standard deviation, √(p(1−p)) of a rate. */
  deviations: readonly number[]
  budget: number
}

/**
 * How many of each stratum to look at, in the order of the strata; no whole numbers. With N the size, σ the deviation:
 *
 *   n_h = budget · N_h σ_h / Σ N_k σ_k,  but never more than N_h
 *
 * What a full stratum cannot take is shared out among the others by the same rule; what is left once all that differ are
 * full goes to those in which nothing differs, by their size. They add up to the budget, or to all there are.
 *
 * Not the best where a look costs more in one stratum than in another, or strata are to be compared with each other.
 * J. Neyman, "On the two different aspects of the representative method", JRSS 97 (1934); Cochran, Sampling Techniques, 5.5.
 */
export function allocate({ sizes, deviations, budget }: Allocation): number[] {
  const allocated = sizes.map(() => 0)
  const spread = sizes.map((size, stratum) => size * (deviations[stratum] ?? 0))
  const left = fill({ allocated, sizes, shares: spread, budget })
  const calm = sizes.map((size, stratum) => (spread[stratum] === 0 ? size : 0))
  fill({ allocated, sizes, shares: calm, budget: left })
  return allocated
}

interface Filling {
  allocated: number[]
  sizes: readonly number[]
  /** By which it is shared out; a stratum of share 0 gets nothing. */
  shares: readonly number[]
  budget: number
}

/** Each round fills a stratum at least or is the last. What is left over where all are full. */
function fill({ allocated, sizes, shares, budget }: Filling): number {
  let left = budget
  let open = shares.flatMap((share, stratum) => (share > 0 ? [stratum] : []))
  while (open.length > 0 && left > 0) {
    const total = open.reduce((sum, stratum) => sum + (shares[stratum] ?? 0), 0)
    const perShare = left / total
    const full = open.filter((stratum) => (shares[stratum] ?? 0) * perShare >= (sizes[stratum] ?? 0))
    const given = full.length === 0 ? open : full
    for (const stratum of given) {
      allocated[stratum] = Math.min(sizes[stratum] ?? 0, (shares[stratum] ?? 0) * perShare)
      left -= allocated[stratum]
    }
    if (full.length === 0) return 0
    open = open.filter((stratum) => !full.includes(stratum))
  }
  return Math.max(0, left)
}
