// Intervals for a mean that may be looked at after every observation: all of them hold at once, where the 95 % of an ordinary
// interval hold for one look alone.

import type { Interval } from '../interval.ts'
import { predictableBets } from './predictable-bets.ts'

/** The largest bet that an empirical Bernstein sequence makes: beyond, its penalty has no use. */
const BOLDEST = 0.5

/** Of observations so far: the sum of bets, of bets times observations, and what the bets cost. */
interface Wagers {
  bets: number
  won: number
  cost: number
}

/**
 * For observations between 0 and 1, after each: with bets λ_i chosen before x_i is seen,
 *
 *   Σλ_i x_i / Σλ_i ± (ln(2/α) + Σλ_i²/8) / Σλ_i,  λ_i = min(1, √(8 ln(2/α) / (i ln(1 + i))))
 *
 * With a chance of 1 − α the mean lies within all of them. It takes the spread for as large as can be; the empirical
 * Bernstein one learns it. Not valid where the mean, given the past, changes: then none of them means anything.
 * Waudby-Smith and Ramdas (2024), as for the bets; `predmix_hoeffding_cs` of confseq.
 */
export function hoeffdingSequence(values: readonly number[], alpha: number): Interval[] {
  const log = Math.log(2 / alpha)
  const bets = values.map((_, at) => Math.min(1, Math.sqrt((8 * log) / ((at + 1) * Math.log1p(at + 1)))))
  const lowOf = (side: readonly number[]): number[] => lowEnds(side, bets, log, (bet) => bet ** 2 / 8)
  return betweenEnds(lowOf(values), lowOf(mirror(values)))
}

/**
 * For observations between 0 and 1, after each: with bets λ_i ≤ 1/2 chosen before x_i is seen, m_{i−1} the mean of those
 * before it, and ψ(λ) = −ln(1 − λ) − λ, from below
 *
 *   (Σλ_i x_i − ln(2/α) − Σ(x_i − m_{i−1})² ψ(λ_i)) / Σλ_i
 *
 * and the same of 1 − x from above. With a chance of 1 − α the mean lies within all of them, and they become narrow as fast
 * as the spread allows. Not valid where the mean, given the past, changes.
 * Waudby-Smith and Ramdas (2024), as for the bets; `predmix_empbern_twosided_cs` of confseq.
 */
export function empiricalBernsteinSequence(values: readonly number[], alpha: number): Interval[] {
  const lowOf = (side: readonly number[]): number[] => {
    const bets = predictableBets(side, alpha).map((bet) => Math.min(BOLDEST, bet))
    let sum = 0
    return lowEnds(side, bets, Math.log(2 / alpha), (bet, value, at) => {
      const before = at === 0 ? 0 : sum / at
      sum += value
      return (value - before) ** 2 * (-Math.log1p(-bet) - bet)
    })
  }
  return betweenEnds(lowOf(values), lowOf(mirror(values)))
}

function lowEnds(
  values: readonly number[],
  bets: readonly number[],
  log: number,
  costOf: (bet: number, value: number, at: number) => number,
): number[] {
  const wagers: Wagers = { bets: 0, won: 0, cost: 0 }
  return values.map((value, at) => {
    const bet = bets[at] ?? 0
    wagers.bets += bet
    wagers.won += bet * value
    wagers.cost += costOf(bet, value, at)
    return (wagers.won - log - wagers.cost) / wagers.bets
  })
}

function mirror(values: readonly number[]): number[] {
  return values.map((value) => 1 - value)
}

function betweenEnds(below: readonly number[], above: readonly number[]): Interval[] {
  const within = (end: number): number => Math.max(0, Math.min(1, end))
  return below.map((low, at) => ({ low: within(low), high: within(1 - (above[at] ?? 0)) }))
}
