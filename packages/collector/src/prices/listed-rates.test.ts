import { calcPrice, findProvider } from '@pydantic/genai-prices'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findListedRates } from './listed-rates.ts'
import { costIn } from './rates.ts'

const PROVIDERS = ['anthropic', 'aws', 'azure', 'cohere', 'deepseek', 'google', 'groq', 'mistral', 'openai', 'x-ai']
const MODELS = PROVIDERS.flatMap((provider) =>
  (findProvider({ providerId: provider })?.models ?? []).map(({ id }) => ({ provider, model: id })),
)

const anyShare = fc.double({ min: 0, max: 1, noNaN: true })
const anyUsage = fc
  .tuple(fc.nat(1_000_000), fc.nat(100_000), anyShare, anyShare)
  .map(([inputTokens, outputTokens, cached, reasoning]) => ({
    inputTokens,
    outputTokens,
    cachedInputTokens: Math.floor(inputTokens * cached),
    reasoningTokens: Math.floor(outputTokens * reasoning),
    costUsd: null,
  }))
const anyTime = fc.date({
  min: new Date('2025-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
})

it('a call costs what the list itself makes of it, whatever the model, the tokens and the time', () => {
  expect(MODELS.length).toBeGreaterThan(300)
  fc.assert(
    fc.property(fc.constantFrom(...MODELS), anyUsage, anyTime, ({ provider, model }, usage, timestamp) => {
      const rates = findListedRates(provider, model)?.(timestamp.toISOString()) ?? null
      const expected = calcPrice(
        {
          input_tokens: usage.inputTokens,
          cache_read_tokens: usage.cachedInputTokens,
          output_tokens: usage.outputTokens,
          output_reasoning_tokens: usage.reasoningTokens,
        },
        model,
        { providerId: provider, timestamp },
      )
      if (expected === null || !isToldByTokens(expected.model_price)) return rates === null
      const usd = rates === null ? null : costIn(rates, usage)
      // Sums of the same numbers in another order differ in the last places.
      return usd !== null && Math.abs(usd - expected.total_price) < 1e-9
    }),
    { numRuns: 1000 },
  )
})

function isToldByTokens(prices: { [key: string]: unknown }): boolean {
  const isText = Object.keys(prices).every((key) => !/^output_(?:audio|image|video)_/.test(key))
  return prices['input_mtok'] !== undefined && isText
}
