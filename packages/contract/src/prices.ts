// What models cost where senders do not say: a list that comes with Trimtab, and before it one's own.

export interface PriceOverride {
  /** As predictions name it; null for any. */
  provider: string | null
  /** As predictions name it. A star at the end stands for anything. */
  model: string
  inputUsdPerMillion: number
  outputUsdPerMillion: number
  /** For cached input; null is what input costs. */
  cachedInputUsdPerMillion: number | null
}

/** `GET /api/prices`. */
export interface Prices {
  /** The name and version that a prediction shows which is priced from now on. */
  list: string
  overrides: PriceOverride[]
}

/** The body of `PUT /api/prices`: for predictions that come after it. */
export type PricesInput = Pick<Prices, 'overrides'>
