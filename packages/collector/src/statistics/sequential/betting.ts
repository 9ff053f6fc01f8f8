// Doubt as a wager: whoever grows rich by betting against a mean, in a game that is fair if it is right, has shown it wrong.

import type { Interval } from '../interval.ts'
import { predictableBets } from './predictable-bets.ts'

/** The share of the capital that may be lost on one observation. */
const RISKED = 0.5
/** How many steps there are between 0 and 1 where every mean is tried. */
const STEPS = 1000

/** Logs of two capitals that each began with 1, after every observation. */
export interface Capital {
  /** Of who bets that the mean is higher. */
  higher: number[]
  /** Of who bets that it is lower. */
  lower: number[]
}

/**
 * For observations between 0 and 1 and a mean m: capitals multiplied by 1 + λ(x − m) and 1 − λ(x − m), with bets λ chosen
 * before x is seen, so that no more than half is ever lost. If the mean is m given the past, both stay near 1: the chance
 * that half the richer one ever reaches 1/α is at most α, however often one looks.
 * I. Waudby-Smith and A. Ramdas, "Estimating means of bounded random variables by betting", JRSS B 86 (2024);
 * `betting_mart` of confseq.
 */
export function bettingCapital(values: readonly number[], mean: number, alpha: number): Capital {
  return capitalOf(values, predictableBets(values, alpha), mean)
}

/**
 * All means that nobody has grown rich against, after every observation: a confidence sequence, narrower than those with a
 * formula. The ends lie one step of a thousandth outside the last mean tried that holds. The cost is a thousand times that
 * of one mean.
 * Waudby-Smith and Ramdas (2024); `betting_cs` of confseq, without the running intersection.
 */
export function bettingSequence(values: readonly number[], alpha: number): Interval[] {
  const bets = predictableBets(values, alpha)
  const limit = Math.log(2 / alpha)
  const found: ({ low: number; high: number } | null)[] = values.map(() => null)
  for (let step = 0; step <= STEPS; step += 1) {
    const { higher, lower } = capitalOf(values, bets, step / STEPS)
    for (const [at, log] of higher.entries()) {
      if (Math.max(log, lower[at] ?? 0) > limit) continue
      found[at] = { low: found[at]?.low ?? step, high: step }
    }
  }
  return found.map((steps) => {
    // Where no mean holds, the wager was no fair one, and nothing can be said.
    if (steps === null) return { low: 0, high: 1 }
    return { low: Math.max(0, (steps.low - 1) / STEPS), high: Math.min(1, (steps.high + 1) / STEPS) }
  })
}

function capitalOf(values: readonly number[], bets: readonly number[], mean: number): Capital {
  const [most, least] = [RISKED / mean, RISKED / (1 - mean)]
  let [up, down] = [0, 0]
  const capital: Capital = { higher: [], lower: [] }
  for (const [at, value] of values.entries()) {
    const bet = bets[at] ?? 0
    up += Math.log1p(Math.min(bet, most) * (value - mean))
    down += Math.log1p(-Math.min(bet, least) * (value - mean))
    capital.higher.push(up)
    capital.lower.push(down)
  }
  return capital
}
