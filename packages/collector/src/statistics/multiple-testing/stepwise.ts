// What corrections of many p values share: they go through the sorted ones, from the smallest (step down) or from the
// largest (step up), and each is compared with a limit of its own.

export interface Corrected {
  /** In the order given: the smallest level at which this one is rejected. */
  adjusted: number[]
  rejected: boolean[]
}

/** Ranks count from 0, the smallest p value first. */
export interface Stepwise {
  adjust: (p: number, rank: number) => number
  limit: (rank: number) => number
}

/** Rejects the smallest until one is above its limit, however small the rest. */
export function stepDown(pValues: readonly number[], { adjust, limit }: Stepwise): Corrected {
  const sorted = inOrder(pValues)
  const failed = sorted.findIndex(({ p }, rank) => p > limit(rank))
  let largest = 0
  const adjusted = sorted.map(({ p }, rank) => (largest = Math.max(largest, adjust(p, rank))))
  return asGiven(sorted, adjusted, failed === -1 ? sorted.length : failed)
}

/** Rejects the largest that is within its limit, and all that are smaller. */
export function stepUp(pValues: readonly number[], { adjust, limit }: Stepwise): Corrected {
  const sorted = inOrder(pValues)
  const last = sorted.findLastIndex(({ p }, rank) => p <= limit(rank))
  let smallest = 1
  const adjusted = sorted
    .map(({ p }, rank) => adjust(p, rank))
    .toReversed()
    .map((raw) => (smallest = Math.min(smallest, raw)))
    .toReversed()
  return asGiven(sorted, adjusted, last + 1)
}

interface Placed {
  p: number
  place: number
}

export function inOrder(pValues: readonly number[]): Placed[] {
  return pValues.map((p, place) => ({ p, place })).toSorted((one, other) => one.p - other.p)
}

/** Back in the order given, of sorted ones of which the first so many are rejected. */
function asGiven(sorted: readonly Placed[], adjusted: readonly number[], count: number): Corrected {
  const corrected: Corrected = { adjusted: [], rejected: [] }
  for (const [rank, { place }] of sorted.entries()) {
    corrected.adjusted[place] = Math.min(1, adjusted[rank] ?? 1)
    corrected.rejected[place] = rank < count
  }
  return corrected
}
