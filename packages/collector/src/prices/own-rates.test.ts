import type { PriceOverride } from '@trimtab/contract'
import { expect, it } from 'vitest'
import { findOwnRates } from './own-rates.ts'

/** Told apart by what input costs. */
function override(model: string, inputUsdPerMillion: number, provider: string | null = null): PriceOverride {
  return { provider, model, inputUsdPerMillion, outputUsdPerMillion: 1, cachedInputUsdPerMillion: null }
}

const OVERRIDES = [
  override('*', 1),
  override('gpt-*', 2),
  override('gpt-4o*', 3),
  override('gpt-4o', 4),
  override('gpt-4o', 5, 'openai'),
  override('gpt-*', 6, 'openai'),
  override('*', 7, 'ollama'),
  override('gpt-*', 8),
]

it.each([
  ['gpt-4o', 'openai', 5],
  ['gpt-4o', 'azure.ai.openai', 4],
  ['gpt-4o', null, 4],
  ['gpt-4o-mini', 'openai', 3],
  ['gpt-5', 'openai', 6],
  ['gpt-5', null, 2],
  ['llama', 'ollama', 7],
  ['gpt-5', 'ollama', 2],
  ['llama', 'OpenAI', 1],
  ['GPT-4o', 'openai', 1],
])('%s of %s is priced by what says most of it', (model, provider, input) => {
  expect(findOwnRates(OVERRIDES, provider, model)?.input).toBe(input)
})

it('a star counts at the end alone, and what no price speaks of has none', () => {
  const overrides = [override('g*t', 1), override('m', 2, 'p')]
  expect(findOwnRates(overrides, null, 'gpt')).toBeNull()
  expect(findOwnRates(overrides, null, 'g*t')?.input).toBe(1)
  expect(findOwnRates(overrides, null, 'm')).toBeNull()
  expect(findOwnRates([], null, 'm')).toBeNull()
})
