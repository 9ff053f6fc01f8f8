// The law of the squared gap between two distribution functions, summed over all rows: for endless samples, and for few.

import { logGamma } from './chi-squared.ts'
import { scaledBesselK } from './bessel-k.ts'
import { greatestCommonDivisor } from './lattice-paths.ts'

/** Terms below this are not added any more, and what is below it is not known. */
const LEAST_TERM = 1e-7

/**
 * The share above `x` of the law for endless samples. With y = 4k + 1, q = y²/16x and K the modified Bessel function of order ¼:
 *
 *   1 − Σ Γ(k+½)/k! · √y · e^(−q) K(q) / (π^1.5 √x),     k = 0, 1, …
 *
 * It is right to seven digits behind the point, as scipy's is, which ends the sum at the same term: tiny p values are not to be
 * believed. S. Csörgő and J. J. Faraway, "The exact and asymptotic distributions of Cramér-von Mises statistics", JRSS B 58
 * (1996), equation 1.2; T. W. Anderson and D. A. Darling (1952).
 */
export function cramerVonMisesAbove(x: number): number {
  if (x < 0.003) return 1
  let below = 0
  for (let k = 0; ; k += 1) {
    const y = 4 * k + 1
    const q = (y * y) / (16 * x)
    const ways = Math.exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x))
    const term = ways * Math.sqrt(y) * Math.exp(-2 * q) * scaledBesselK(0.25, q)
    below += term
    if (term < LEAST_TERM) return Math.max(0, 1 - below)
  }
}

/**
 * The share of all orders of `n` and `m` rows, none alike, in which Σ (a·i − b·j)² over all steps of the path of rows is `least`
 * or more, with a = lcm/n and b = lcm/m. The paths to (i, j) are counted by their sum so far. Sums only grow, so those that are
 * there are counted together, and those that cannot get there any more are left out.
 *
 * The number of different sums grows fast with the rows: meant for some twenty a side.
 * Y. Xiao, A. Gordon and A. Yakovlev, "A C++ program for the Cramér-von Mises two-sample test", Journal of Statistical
 * Software 17 (2007).
 */
export function shareOfPathsSummingTo(n: number, m: number, least: number): number {
  const common = greatestCommonDivisor(n, m)
  const squared = (i: number, j: number): number => ((i * m - j * n) / common) ** 2
  const ahead = mostAhead(n, m, squared)
  const column: Sums[] = []
  let all = 1
  for (let i = 0; i <= n; i += 1) {
    for (let j = 0; j <= m; j += 1) {
      const left = i > 0 ? column[j] : undefined
      const below = j > 0 ? column[j - 1] : undefined
      const missing = least - (ahead[i * (m + 1) + j] ?? NaN)
      column[j] = onwards(together(left, below), squared(i, j), { least, missing })
    }
    if (i > 0) all *= (m + i) / i
  }
  return Math.min(1, (column[m]?.there ?? NaN) / all)
}

/** The largest sum of a path from each point on, itself left out. */
function mostAhead(n: number, m: number, squared: (i: number, j: number) => number): Float64Array {
  const ahead = new Float64Array((n + 1) * (m + 1))
  for (let i = n; i >= 0; i -= 1) {
    for (let j = m; j >= 0; j -= 1) {
      const at = i * (m + 1) + j
      const right = i < n ? squared(i + 1, j) + (ahead[at + m + 1] ?? NaN) : 0
      const up = j < m ? squared(i, j + 1) + (ahead[at + 1] ?? NaN) : 0
      ahead[at] = Math.max(right, up)
    }
  }
  return ahead
}

/** How many paths to a point have each sum, and how many have reached what is asked for. */
interface Sums {
  readonly paths: ReadonlyMap<number, number>
  readonly there: number
}

/** Where no path comes from, one starts. */
function together(left: Sums | undefined, below: Sums | undefined): Sums {
  if (left === undefined || below === undefined) return left ?? below ?? { paths: new Map([[0, 1]]), there: 0 }
  const paths = new Map(left.paths)
  for (const [sum, count] of below.paths) paths.set(sum, (paths.get(sum) ?? 0) + count)
  return { paths, there: left.there + below.there }
}

/** `missing` is the least sum from which what is asked for can be reached. */
function onwards(before: Sums, squared: number, { least, missing }: { least: number; missing: number }): Sums {
  const paths = new Map<number, number>()
  let { there } = before
  for (const [sum, count] of before.paths) {
    if (sum + squared >= least) there += count
    else if (sum + squared >= missing) paths.set(sum + squared, count)
  }
  return { paths, there }
}
