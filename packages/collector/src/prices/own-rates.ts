// Prices that the people who run the collector gave themselves: they go before the list.

import type { PriceOverride } from '@trimtab/contract'
import type { Rates } from './rates.ts'

/** More than any prefix counts, whose length is bounded as every name is. */
const EXACT = Number.MAX_SAFE_INTEGER - 1

/** The one that says most: an exact model before a prefix, a longer prefix before a shorter, then one of this provider. */
export function findOwnRates(
  overrides: readonly PriceOverride[],
  provider: string | null,
  model: string,
): Rates | null {
  let best: { override: PriceOverride; rank: number } | null = null
  for (const override of overrides) {
    const rank = rankOf(override, provider, model)
    if (rank !== null && (best === null || rank > best.rank)) best = { override, rank }
  }
  return best === null ? null : ratesOf(best.override)
}

/** Null where it does not speak of this model. Of two that say as much the first counts. */
function rankOf(override: PriceOverride, provider: string | null, model: string): number | null {
  if (override.provider !== null && override.provider !== provider) return null
  const ofProvider = Number(override.provider !== null)
  if (override.model === model) return EXACT + ofProvider
  if (!override.model.endsWith('*')) return null
  const prefix = override.model.slice(0, -1)
  return model.startsWith(prefix) ? prefix.length * 2 + ofProvider : null
}

function ratesOf(override: PriceOverride): Rates {
  return {
    input: override.inputUsdPerMillion,
    cachedInput: override.cachedInputUsdPerMillion,
    output: override.outputUsdPerMillion,
    reasoning: null,
    usdPerCall: 0,
  }
}
