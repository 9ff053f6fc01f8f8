// Prices of one's own, as they are sent and answered: each by itself, and that no two speak of one model.

import * as z from 'zod'
import { PRICE_OVERRIDES_MAX, USD_PER_MILLION_MAX } from '../limits.ts'
import type { PriceOverride, Prices, PricesInput } from '../prices.ts'
import { name, whole } from './values.ts'

const usd = z.number().min(0).max(USD_PER_MILLION_MAX)

const priceOverride: z.ZodType<PriceOverride> = z.strictObject({
  provider: name.nullable(),
  model: name.refine((text) => !text.slice(0, -1).includes('*'), 'may have a star at its end and nowhere else'),
  inputUsdPerMillion: usd,
  outputUsdPerMillion: usd,
  cachedInputUsdPerMillion: usd.nullable(),
})

const overrides = z
  .array(priceOverride)
  .max(PRICE_OVERRIDES_MAX)
  .superRefine((all, context) => {
    const told = new Set<string>()
    for (const [index, { provider, model }] of all.entries()) {
      const both = JSON.stringify([provider, model])
      if (told.has(both)) {
        const message = 'is the second price for this model of this provider'
        context.addIssue({ code: 'custom', path: [index, 'model'], message })
      }
      told.add(both)
    }
  })

export const pricesInputSchema: z.ZodType<PricesInput> = z.strictObject({ overrides })
export const pricesSchema: z.ZodType<Prices> = z.object({ list: z.string(), version: whole, overrides })
