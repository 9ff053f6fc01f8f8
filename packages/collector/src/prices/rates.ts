// What tokens cost at given rates. Tokens that have a price and were not counted make the cost unknown, not smaller.

import type { Usage } from '@trimtab/contract'

const MILLION = 1_000_000

/** In dollars a million tokens; with tiers, the last one that the input of the call goes beyond counts for all of them. */
export type Rate = number | { base: number; tiers: readonly { start: number; price: number }[] }

export interface Rates {
  input: Rate
  /** Null where it is priced as any other. */
  cachedInput: Rate | null
  /** Null where only input costs, as of embeddings. */
  output: Rate | null
  /** Null where it is priced as any other. */
  reasoning: Rate | null
  usdPerCall: number
}

/** Null where it cannot be told from what was counted, or the counts contradict each other. */
export function costIn(rates: Rates, usage: Usage): number | null {
  const { inputTokens, outputTokens, cachedInputTokens, reasoningTokens } = usage
  if (inputTokens === null || (outputTokens === null && rates.output !== null && rates.output !== 0)) return null
  const input = partsOf(inputTokens, cachedInputTokens ?? 0)
  const output = partsOf(outputTokens ?? 0, reasoningTokens ?? 0)
  if (input === null || output === null) return null
  const outputRate = rates.output ?? 0
  const perMillion =
    input.rest * priceAt(rates.input, inputTokens) +
    input.part * priceAt(rates.cachedInput ?? rates.input, inputTokens) +
    output.rest * priceAt(outputRate, inputTokens) +
    output.part * priceAt(rates.reasoning ?? outputRate, inputTokens)
  const usd = perMillion / MILLION + rates.usdPerCall
  return Number.isFinite(usd) ? usd : null
}

function partsOf(whole: number, part: number): { part: number; rest: number } | null {
  return whole >= part && part >= 0 ? { part, rest: whole - part } : null
}

function priceAt(rate: Rate, inputTokens: number): number {
  if (typeof rate === 'number') return rate
  return rate.tiers.findLast(({ start }) => inputTokens > start)?.price ?? rate.base
}
