// What a prediction cost, where its sender did not say: by one's own prices first, then by the list. Every prediction
// that is written comes by here, so what was looked up once is remembered, also that there is nothing.

import { NAME_CHARS_MAX, type PredictionFacts, type Prices } from '@trimtab/contract'
import { findListedRates, type RatesAt } from './listed-rates.ts'
import { findOwnRates } from './own-rates.ts'
import { PRICE_LIST_NAME } from './price-list.ts'
import { costIn } from './rates.ts'

interface Estimate {
  usd: number
  /** Of the list and its version. */
  prices: string
}

/** Null where nobody knows. It never throws, whatever a model calls itself. */
export type PriceOf = (facts: PredictionFacts) => Estimate | null

interface PricerOptions {
  overrides: Prices['overrides']
  /** Of the overrides. */
  version: number
}

interface Found {
  prices: string
  ratesAt: RatesAt
}

/** Pairs of a provider and a model. Names are made by clients, so more of them may come than there are. */
const REMEMBERED_MAX = 4096

export function createPricer({ overrides, version }: PricerOptions): PriceOf {
  const known = new Map<string | null, Map<string, Found | null>>()
  let knownCount = 0

  function find(provider: string | null, model: string): Found | null {
    const own = findOwnRates(overrides, provider, model)
    if (own !== null) return { prices: `own prices ${version}`, ratesAt: () => own }
    const ratesAt = findListedRates(provider, model)
    return ratesAt === null ? null : { prices: PRICE_LIST_NAME, ratesAt }
  }

  function remembered(provider: string | null, model: string): Found | null {
    const before = known.get(provider)?.get(model)
    if (before !== undefined) return before
    if (knownCount >= REMEMBERED_MAX) {
      known.clear()
      knownCount = 0
    }
    const found = find(provider, model)
    const ofProvider = known.get(provider) ?? new Map<string, Found | null>()
    known.set(provider, ofProvider.set(model, found))
    knownCount += 1
    return found
  }

  return ({ usage, provider, model: { requested, responded }, startedAt }) => {
    const model = responded ?? requested
    if (usage.costUsd !== null || usage.inputTokens === null || model === null) return null
    if (model.length > NAME_CHARS_MAX || (provider?.length ?? 0) > NAME_CHARS_MAX) return null
    const found = remembered(provider, model)
    const rates = found?.ratesAt(startedAt) ?? null
    const usd = rates === null ? null : costIn(rates, usage)
    return usd === null || found === null ? null : { usd, prices: found.prices }
  }
}
