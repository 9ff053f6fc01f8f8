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
  /** The list, with its version, as a prediction shows it that is priced by it. */
  list: string
  /** How often one's own were changed: a prediction that is priced by them shows `own prices 3`. */
  version: number
  overrides: PriceOverride[]
}

/** The body of `PUT /api/prices`: for predictions that come after it. */
export type PricesInput = Pick<Prices, 'overrides'>
