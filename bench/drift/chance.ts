// Draws of everything a simulation needs, all from one seed. Counts of millions of rows cost what their cells cost.
import { normalFrom } from '../../packages/collector/src/statistics/normal-from.ts'
import { createRandom } from '../../packages/collector/src/statistics/random.ts'

export interface Chance {
  /** From 0, below 1. */
  uniform: () => number
  normal: () => number
  /** How many of so many rows are of a share. */
  binomial: (rows: number, share: number) => number
  /** How many of so many rows fall into each cell; shares need not add up to 1. */
  multinomial: (rows: number, shares: readonly number[]) => number[]
  /** One that has its own course, whatever is drawn of this one later. */
  split: () => Chance
}

/** Fewer on average are found by going through them. */
const FEW = 10

export function createChance(seed: number): Chance {
  const uniform = createRandom(seed)
  const normal = (): number => normalFrom(uniform)

  function binomial(rows: number, share: number): number {
    if (rows <= 0 || share <= 0) return 0
    if (share >= 1) return rows
    if (share > 0.5) return rows - binomial(rows, 1 - share)
    return rows * share < FEW ? byInversion(uniform, rows, share) : byRejection(uniform, rows, share)
  }

  function multinomial(rows: number, shares: readonly number[]): number[] {
    return rows < shares.length ? rowByRow(uniform, rows, shares) : cellByCell(binomial, rows, shares)
  }

  const split = (): Chance => createChance(Math.floor(uniform() * 2 ** 32))
  return { uniform, normal, binomial, multinomial, split }
}

function rowByRow(uniform: () => number, rows: number, shares: readonly number[]): number[] {
  let all = 0
  const ends = shares.map((share) => (all += share))
  const counts = shares.map(() => 0)
  for (let row = 0; row < rows; row += 1) {
    const cell = cellAt(ends, uniform() * all)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return counts
}

/** The first cell that ends beyond it. */
export function cellAt(ends: readonly number[], at: number): number {
  let [low, high] = [0, ends.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at < (ends[middle] ?? Infinity)) high = middle
    else low = middle + 1
  }
  return low
}

/** Each cell takes its part of what the cells before it left. */
function cellByCell(
  binomial: (rows: number, share: number) => number,
  rows: number,
  shares: readonly number[],
): number[] {
  let [left, leftShare] = [rows, shares.reduce((sum, share) => sum + share, 0)]
  const last = shares.findLastIndex((share) => share > 0)
  return shares.map((share, cell) => {
    const count = cell === last ? left : Math.min(left, binomial(left, share / leftShare))
    left -= count
    leftShare -= share
    return count
  })
}

function byInversion(uniform: () => number, rows: number, share: number): number {
  const odds = share / (1 - share)
  let at = uniform()
  let chance = Math.exp(rows * Math.log1p(-share))
  for (let count = 0; ; count += 1) {
    if (at < chance || count >= rows) return count
    at -= chance
    chance *= ((rows - count) / (count + 1)) * odds
  }
}

/** W. Hörmann, "The generation of binomial random variates", J. Stat. Comput. Simul. 46 (1993), algorithm BTRS. */
function byRejection(uniform: () => number, rows: number, share: number): number {
  const deviation = Math.sqrt(rows * share * (1 - share))
  const b = 1.15 + 2.53 * deviation
  const a = -0.0873 + 0.0248 * b + 0.01 * share
  const centre = rows * share + 0.5
  const squeeze = 0.92 - 4.2 / b
  const alpha = (2.83 + 5.1 / b) * deviation
  const mode = Math.floor((rows + 1) * share)
  const odds = Math.log(share / (1 - share))
  const height = logFactorial(mode) + logFactorial(rows - mode)
  for (;;) {
    const u = uniform() - 0.5
    const v = uniform()
    const edge = 0.5 - Math.abs(u)
    const count = Math.floor(((2 * a) / edge + b) * u + centre)
    if (edge >= 0.07 && v <= squeeze) return count
    if (count < 0 || count > rows) continue
    const log = Math.log((v * alpha) / (a / edge ** 2 + b))
    if (log <= height - logFactorial(count) - logFactorial(rows - count) + (count - mode) * odds) return count
  }
}

const FACTORIALS = Array.from({ length: 128 }, () => 0)
for (let n = 2; n < FACTORIALS.length; n += 1) FACTORIALS[n] = (FACTORIALS[n - 1] ?? 0) + Math.log(n)

/** From some hundred on by Stirling's series. */
function logFactorial(n: number): number {
  const known = FACTORIALS[n]
  if (known !== undefined) return known
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3)
}
