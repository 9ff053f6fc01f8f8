// What predictions used: tokens, and what they cost in nano-dollars, a token of the cheapest model being some twenty.

import { addCount, addSummand, sumOf } from '../../sketches/tally.ts'
import type { FigureSignal } from './signal.ts'

const NANODOLLARS = 1e9

const TOKENS = ['inputTokens', 'outputTokens', 'cachedInputTokens', 'reasoningTokens'] as const

export const usage: FigureSignal<(typeof TOKENS)[number] | 'costUsd' | 'estimatedUsd' | 'unpriced'> = {
  count: (measured, into, sign) => {
    for (const name of TOKENS) {
      const tokens = measured[name]
      if (tokens !== null) addSummand(into, name, tokens, sign)
    }
    const { costUsd, estimatedUsd, inputTokens, outputTokens } = measured
    if (costUsd !== null) addSummand(into, 'cost', costUsd * NANODOLLARS, sign)
    else if (estimatedUsd !== null) {
      addSummand(into, 'cost', estimatedUsd * NANODOLLARS, sign)
      addSummand(into, 'estimated', estimatedUsd * NANODOLLARS, sign)
    } else if (inputTokens !== null || outputTokens !== null) addCount(into, 'unpriced', sign)
  },
  figuresOf: (tally) => ({
    inputTokens: sumOf(tally, 'inputTokens'),
    outputTokens: sumOf(tally, 'outputTokens'),
    cachedInputTokens: sumOf(tally, 'cachedInputTokens'),
    reasoningTokens: sumOf(tally, 'reasoningTokens'),
    costUsd: sumOf(tally, 'cost') / NANODOLLARS,
    estimatedUsd: sumOf(tally, 'estimated') / NANODOLLARS,
    unpriced: tally.counts.get('unpriced') ?? 0,
  }),
}
