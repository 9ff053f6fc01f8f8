import type { Usage } from '@trimtab/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { costIn, type Rates } from './rates.ts'

const anyPrice = fc.double({ min: 0, max: 1000, noNaN: true })
const anyRates: fc.Arbitrary<Rates> = fc.record({
  input: anyPrice,
  cachedInput: fc.option(anyPrice, { nil: null }),
  output: fc.option(anyPrice, { nil: null }),
  reasoning: fc.option(anyPrice, { nil: null }),
  usdPerCall: fc.constant(0),
})
const anyUsage = fc
  .tuple(fc.nat(10_000), fc.nat(10_000), fc.nat(10_000), fc.nat(10_000))
  .map(([plain, cached, said, thought]) => usageOf(plain + cached, said + thought, cached, thought))

function usageOf(input: number, output: number | null, cached: number | null, reasoning: number | null): Usage {
  return {
    inputTokens: input,
    outputTokens: output,
    cachedInputTokens: cached,
    reasoningTokens: reasoning,
    costUsd: null,
  }
}

it('twice the tokens cost twice as much where nothing has tiers', () => {
  fc.assert(
    fc.property(anyRates, anyUsage, (rates, usage) => {
      const [once, twice] = [costIn(rates, usage), costIn(rates, doubled(usage))]
      expect(twice).toBeCloseTo(2 * (once ?? Number.NaN), 9)
    }),
  )
})

it('what is not priced by itself costs what the rest does', () => {
  fc.assert(
    fc.property(anyRates, anyUsage, (rates, usage) => {
      const plain = { ...usage, cachedInputTokens: null, reasoningTokens: null }
      const rest = { ...rates, cachedInput: null, reasoning: null }
      expect(costIn(rest, usage)).toBeCloseTo(costIn(rest, plain) ?? Number.NaN, 9)
    }),
  )
})

it('the tier that the input goes beyond counts for every token', () => {
  const rates: Rates = {
    input: {
      base: 1,
      tiers: [
        { start: 100, price: 2 },
        { start: 200, price: 3 },
      ],
    },
    cachedInput: null,
    output: { base: 10, tiers: [{ start: 100, price: 20 }] },
    reasoning: null,
    usdPerCall: 0,
  }
  const microsOf = (input: number) => (costIn(rates, usageOf(input, 1, null, null)) ?? Number.NaN) * 1_000_000
  expect([100, 101, 200, 201].map((input) => Math.round(microsOf(input)))).toEqual([110, 222, 420, 623])
})

function doubled(usage: Usage): Usage {
  return {
    inputTokens: (usage.inputTokens ?? 0) * 2,
    outputTokens: (usage.outputTokens ?? 0) * 2,
    cachedInputTokens: (usage.cachedInputTokens ?? 0) * 2,
    reasoningTokens: (usage.reasoningTokens ?? 0) * 2,
    costUsd: null,
  }
}
