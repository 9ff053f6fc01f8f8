// Prices of one's own, and the name of the list they go before. The thread that writes reads them by itself: they are
// for predictions that come from now on.

import type { Prices } from '@trimtab/contract'
import type { Hono } from 'hono'
import { PRICE_LIST_NAME } from '../../prices/price-list.ts'
import type { AppParts } from '../app-parts.ts'
import { changedBy } from '../changed-by.ts'
import { endpoint } from '../endpoint.ts'

type PriceParts = Pick<AppParts, 'state' | 'clock' | 'budget'>

export function priceRoutes(app: Hono, parts: PriceParts): void {
  const { state, clock } = parts
  const read = async (): Promise<Prices> => ({ list: PRICE_LIST_NAME, ...(await state.prices()) })

  endpoint(app, parts, 'readPrices', read)

  endpoint(app, parts, 'savePrices', async ({ body, caller }) => {
    await state.savePrices(body.overrides, changedBy(caller, clock))
    return read()
  })
}
