// The prices that hold now: what people change counts for what is written from the next second on.

import type { PriceOverride } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import type { PriceOf } from './pricer.ts'

const LOOK_AGAIN_MS = 1000

interface CurrentPricesOptions {
  /** The overrides, and how often they were changed. */
  read: () => Promise<{ version: number; overrides: PriceOverride[] }>
  clock: Clock
}

export type CurrentPrices = () => Promise<PriceOf>

export function createCurrentPrices({ read, clock }: CurrentPricesOptions): CurrentPrices {
  let current: { priceOf: PriceOf; version: number; readMs: number } | null = null
  return async () => {
    const now = clock()
    // A clock that was set back must not keep old prices for as long.
    if (current !== null && Math.abs(now - current.readMs) < LOOK_AGAIN_MS) return current.priceOf
    const { version, overrides } = await read()
    if (current?.version === version) current.readMs = now
    else {
      // The list takes 30 ms and 3 MB to load, which only a thread that prices has to pay.
      const { createPricer } = await import('./pricer.ts')
      current = { priceOf: createPricer({ overrides, version }), version, readMs: now }
    }
    return current.priceOf
  }
}
