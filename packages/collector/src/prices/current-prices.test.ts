import type { PriceOverride } from '@trimtab/contract'
import { expect, it } from 'vitest'
import { makeFacts } from '../fixtures/predictions.ts'
import { createCurrentPrices } from './current-prices.ts'

const facts = makeFacts(1, {
  model: { requested: 'ours', responded: null },
  usage: { inputTokens: 1e6, outputTokens: 0, cachedInputTokens: null, reasoningTokens: null, costUsd: null },
})
const ours = (inputUsdPerMillion: number): PriceOverride[] => [
  { provider: null, model: 'ours', inputUsdPerMillion, outputUsdPerMillion: 0, cachedInputUsdPerMillion: null },
]

it('a changed price counts within a second, and the store is asked once in it', async () => {
  let now = 10_000
  let reads = 0
  let stored = { version: 1, overrides: ours(2) }
  const prices = createCurrentPrices({
    read: () => Promise.resolve(stored).finally(() => (reads += 1)),
    clock: () => now,
  })
  const price = async () => (await prices())(facts)
  expect(await price()).toEqual({ usd: 2, prices: 'own prices 1' })
  stored = { version: 2, overrides: ours(3) }
  now += 999
  expect(await price()).toEqual({ usd: 2, prices: 'own prices 1' })
  expect(reads).toBe(1)
  now += 1
  expect(await price()).toEqual({ usd: 3, prices: 'own prices 2' })
  now -= 3_600_000
  stored = { version: 3, overrides: [] }
  expect(await price()).toBeNull()
  expect(reads).toBe(3)
})

it('the same prices are not made again', async () => {
  let now = 0
  const prices = createCurrentPrices({
    read: () => Promise.resolve({ version: 0, overrides: [] }),
    clock: () => (now += 1000),
  })
  expect(await prices()).toBe(await prices())
})
