// What a stored prediction cost, whatever engine keeps it: what its sender said goes before every list of prices.

import type { PredictionCost } from '@trimtab/contract'
import type { PredictionRow } from './stored.ts'

export function costOf({ facts, estimate }: Pick<PredictionRow, 'facts' | 'estimate'>): PredictionCost | null {
  const said = facts.usage.costUsd
  if (said !== null) return { usd: said, origin: 'sender', prices: null }
  return estimate === undefined ? null : { usd: estimate.usd, origin: 'prices', prices: estimate.prices }
}
