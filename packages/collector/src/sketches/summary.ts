// What is known of one signal in one hour: how many rows, how many of them had nothing or something odd, how the others
// fell into bins, and what their random features add up to. All numbers are whole, so adding and taking back leave
// exactly what was there before, in whatever order: summaries are an abelian group, and the empty one is neutral.

/** A bin that counts nothing is not in it, and sums that are all zero are none. */
export interface Summary {
  rows: number
  missing: number
  /** Of another type than the signal has, no number, or infinite. */
  odd: number
  /** By bin: of numbers the one of the grid, of categories their code, of vectors the cluster they are nearest to. */
  bins: Map<number, number>
  /** Of vectors: of each random feature, in 1/1024. */
  sums: number[]
}

export function emptySummary(): Summary {
  return { rows: 0, missing: 0, odd: 0, bins: new Map(), sums: [] }
}

export function isEmptySummary({ rows, missing, odd, bins, sums }: Summary): boolean {
  return rows === 0 && missing === 0 && odd === 0 && bins.size === 0 && sums.length === 0
}

export function addToBin({ bins }: Summary, bin: number, by: number): void {
  const count = (bins.get(bin) ?? 0) + by
  if (count === 0) bins.delete(bin)
  else bins.set(bin, count)
}

export function addSummary(into: Summary, { rows, missing, odd, bins, sums }: Summary, sign: 1 | -1 = 1): void {
  into.rows += sign * rows
  into.missing += sign * missing
  into.odd += sign * odd
  for (const [bin, count] of bins) addToBin(into, bin, sign * count)
  addSums(into, sums, sign)
}

/** Of as many features as there are. */
export function addSums(into: Summary, sums: readonly number[], sign: 1 | -1): void {
  for (const [place, sum] of sums.entries()) into.sums[place] = (into.sums[place] ?? 0) + sign * sum
  if (into.sums.every((sum) => sum === 0)) into.sums = []
}
