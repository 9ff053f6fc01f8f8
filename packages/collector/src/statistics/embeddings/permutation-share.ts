// How surprising a discrepancy between two samples is, by what it would be had their rows been dealt out otherwise.

import { meanDiscrepancy, type PooledKernel } from './pooled-kernel.ts'

/** So many ways to deal the rows are all gone through; of more, some are drawn by chance. */
const SPLITS_MAX = 20_000
/** What is less than this apart, of the kernel's likeness of at most 1, is equal but for rounding. */
const ROUNDING = 1e-12

export interface PermutationShare {
  pvalue: number
  /** How many ways were looked at: all there are, or those drawn. */
  splits: number
  isExact: boolean
}

/**
 * The p value of the unbiased MMD²: the share of all ways to deal the pooled rows to samples of these sizes whose MMD² is at
 * least that of the samples. Where there are more than 20,000 ways, `draws` of them are drawn, and the samples themselves
 * count as one more: (1 + k) / (1 + draws), which is never 0 and never too small.
 *
 * Valid at any size and for any kernel fixed before, or worked out of the pooled rows alone. Not where rows hang together.
 * B. Phipson and G. Smyth, "Permutation p-values should never be zero" (2010). Golden: `rule:exact permutation …` and
 * `rule:monte-carlo permutation …`.
 */
export function permutationShare(
  kernel: PooledKernel,
  referenceRows: number,
  draws: number,
  random: () => number,
): PermutationShare {
  const { unbiased: observed } = meanDiscrepancy(kernel, referenceRows)
  const all = waysToChoose(kernel.size, referenceRows)
  const isExact = all <= SPLITS_MAX
  const discrepancyOf = dealt(kernel, referenceRows)
  let atLeast = 0
  for (const rows of isExact
    ? allSplits(kernel.size, referenceRows)
    : drawnSplits(kernel.size, referenceRows, draws, random))
    if (discrepancyOf(rows) >= observed - ROUNDING) atLeast += 1
  return isExact
    ? { pvalue: atLeast / all, splits: all, isExact }
    : { pvalue: (1 + atLeast) / (1 + draws), splits: draws, isExact }
}

/** MMD² of a split from the sums over its reference rows alone: what is left follows from the sums over all. */
function dealt({ size, likeness }: PooledKernel, n: number): (rows: Int32Array) => number {
  const m = size - n
  const sums = Float64Array.from({ length: size }, (_, row) => {
    let sum = 0
    for (let column = 0; column < size; column++) if (column !== row) sum += likeness[row * size + column] ?? NaN
    return sum
  })
  const all = sums.reduce((sum, one) => sum + one, 0)
  return (rows) => {
    let [own, rowSums] = [0, 0]
    for (let first = 0; first < n; first++) {
      const row = rows[first] ?? 0
      rowSums += sums[row] ?? 0
      for (let second = 0; second < first; second++) own += 2 * (likeness[row * size + (rows[second] ?? 0)] ?? NaN)
    }
    const across = rowSums - own
    return own / (n * (n - 1)) + (all - own - 2 * across) / (m * (m - 1)) - (2 * across) / (n * m)
  }
}

function* allSplits(size: number, n: number): Generator<Int32Array> {
  const rows = Int32Array.from({ length: n }, (_, index) => index)
  for (;;) {
    yield rows
    let last = n - 1
    while (last >= 0 && rows[last] === size - n + last) last -= 1
    if (last < 0) return
    let next = (rows[last] ?? 0) + 1
    for (let index = last; index < n; index++) rows[index] = next++
  }
}

function* drawnSplits(size: number, n: number, draws: number, random: () => number): Generator<Int32Array> {
  const rows = Int32Array.from({ length: size }, (_, index) => index)
  for (let draw = 0; draw < draws; draw++) {
    for (let index = 0; index < n; index++) {
      const other = index + Math.floor(random() * (size - index))
      const row = rows[index] ?? 0
      rows[index] = rows[other] ?? 0
      rows[other] = row
    }
    yield rows
  }
}

function waysToChoose(size: number, n: number): number {
  let ways = 1
  for (let index = 1; index <= n; index++) ways = (ways * (size - n + index)) / index
  return Math.round(ways)
}
