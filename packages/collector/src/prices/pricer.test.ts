import type { PredictionFacts, PriceOverride, Usage } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPricer, type PriceOf } from './pricer.ts'

const NOTHING: Usage = {
  inputTokens: null,
  outputTokens: null,
  cachedInputTokens: null,
  reasoningTokens: null,
  costUsd: null,
}

interface Call {
  provider: string | null
  model: string | null
  usage: Partial<Usage>
  startedAt?: string
}

/** Only what a price depends on. */
function callOf({ provider, model, usage, startedAt = '2026-11-21T10:00:00.000Z' }: Call): PredictionFacts {
  const facts: Pick<PredictionFacts, 'provider' | 'model' | 'usage' | 'startedAt'> = {
    provider,
    model: { requested: null, responded: model },
    usage: { ...NOTHING, ...usage },
    startedAt,
  }
  return facts as PredictionFacts
}

const listed = createPricer({ overrides: [], version: 0 })
const costOf = (call: Call, priceOf: PriceOf = listed): number | null => priceOf(callOf(call))?.usd ?? null

const override = (said: Partial<PriceOverride> & { model: string }): PriceOverride => ({
  provider: null,
  inputUsdPerMillion: 1,
  outputUsdPerMillion: 2,
  cachedInputUsdPerMillion: null,
  ...said,
})

describe('by the list', () => {
  // Worked out by hand from the published prices a million tokens.
  it.each<[string, Call, number]>([
    [
      'gpt-4o at 2.50 and 10',
      { provider: 'openai', model: 'gpt-4o-2024-08-06', usage: { inputTokens: 1000, outputTokens: 200 } },
      0.0045,
    ],
    [
      'what gpt-4o read from a cache at 1.25',
      {
        provider: 'openai',
        model: 'gpt-4o',
        usage: { inputTokens: 1000, cachedInputTokens: 400, outputTokens: 200 },
      },
      0.004,
    ],
    [
      'gpt-4o-mini at 0.15 and 0.60, known by its name alone',
      { provider: null, model: 'gpt-4o-mini', usage: { inputTokens: 10_000, outputTokens: 500 } },
      0.0018,
    ],
    [
      'gpt-4o of Azure, under the name that OpenTelemetry has for it',
      { provider: 'azure.ai.openai', model: 'gpt-4o', usage: { inputTokens: 1000, outputTokens: 200 } },
      0.0045,
    ],
    [
      'a Claude of Bedrock at 3 and 15',
      {
        provider: 'aws.bedrock',
        model: 'anthropic.claude-3-5-sonnet-20241022-v2:0',
        usage: { inputTokens: 1000, outputTokens: 100 },
      },
      0.0045,
    ],
    [
      'claude-sonnet-4-5 at 3 and 15 up to 200,000 tokens of input',
      { provider: 'anthropic', model: 'claude-sonnet-4-5', usage: { inputTokens: 200_000, outputTokens: 1000 } },
      0.615,
    ],
    [
      'all of its tokens at 6, 0.60 and 22.50 beyond them',
      {
        provider: 'anthropic',
        model: 'claude-sonnet-4-5',
        usage: { inputTokens: 200_001, cachedInputTokens: 100_000, outputTokens: 1000 },
      },
      0.682506,
    ],
    [
      'gemini-2.5-flash at 0.30, 0.03 and 2.50, under the path that Google gives it',
      {
        provider: 'gcp.vertex_ai',
        model: 'publishers/google/models/gemini-2.5-flash',
        usage: { inputTokens: 2000, cachedInputTokens: 1000, outputTokens: 400 },
      },
      0.00133,
    ],
    [
      'o3 at 10 and 40 before it became cheaper',
      {
        provider: 'openai',
        model: 'o3',
        usage: { inputTokens: 1000, outputTokens: 100 },
        startedAt: '2025-06-09T23:59:59.999Z',
      },
      0.014,
    ],
    [
      'o3 at 2 and 8 since',
      {
        provider: 'openai',
        model: 'o3',
        usage: { inputTokens: 1000, outputTokens: 100 },
        startedAt: '2025-06-10T00:00:00.000Z',
      },
      0.0028,
    ],
    [
      'deepseek-chat at 0.27 and 1.10 by day',
      {
        provider: 'deepseek',
        model: 'deepseek-chat',
        usage: { inputTokens: 10_000, outputTokens: 1000 },
        startedAt: '2026-11-21T16:29:59.999Z',
      },
      0.0038,
    ],
    [
      'and at half of that by night',
      {
        provider: 'deepseek',
        model: 'deepseek-chat',
        usage: { inputTokens: 10_000, outputTokens: 1000 },
        startedAt: '2026-11-21T16:30:00.000Z',
      },
      0.0019,
    ],
    [
      'an embedding, of which only the input costs',
      { provider: 'openai', model: 'text-embedding-3-large', usage: { inputTokens: 1_000_000 } },
      0.13,
    ],
    [
      'a search at 12 for a thousand calls besides its tokens',
      { provider: 'perplexity', model: 'sonar', usage: { inputTokens: 500, outputTokens: 500 } },
      0.013,
    ],
    [
      'reasoning at a price of its own',
      {
        provider: 'perplexity',
        model: 'sonar-deep-research',
        usage: { inputTokens: 1000, outputTokens: 3000, reasoningTokens: 2000 },
      },
      0.016,
    ],
    [
      'grok-4 at 3 and 15',
      { provider: 'x_ai', model: 'grok-4', usage: { inputTokens: 1000, outputTokens: 100 } },
      0.0045,
    ],
    ['no tokens at all', { provider: 'openai', model: 'gpt-4o', usage: { inputTokens: 0, outputTokens: 0 } }, 0],
  ])('%s', (_title, call, usd) => {
    expect(costOf(call)).toBeCloseTo(usd, 12)
    expect(listed(callOf(call))?.prices).toBe('genai-prices 0.1.8')
  })

  const counted = { inputTokens: 1000, outputTokens: 100 }
  it.each<[string, Call]>([
    ['a model that is not on it', { provider: 'openai', model: 'gpt-4o-of-our-own', usage: counted }],
    ['a provider that is not on it', { provider: 'ollama', model: 'gpt-4o', usage: counted }],
    ['a server that only speaks like one', { provider: 'my-openai-proxy', model: 'gpt-4o', usage: counted }],
    ['no model', { provider: 'openai', model: null, usage: counted }],
    ['a name of any length', { provider: 'openai', model: `gpt-4o${'o'.repeat(10_000)}`, usage: counted }],
    ['a model whose output nobody counted', { provider: 'openai', model: 'gpt-4o', usage: { inputTokens: 9 } }],
    ['a model whose input nobody counted', { provider: 'openai', model: 'gpt-4o', usage: { outputTokens: 9 } }],
    [
      'more tokens from a cache than there were',
      { provider: 'openai', model: 'gpt-4o', usage: { ...counted, cachedInputTokens: 1001 } },
    ],
    ['a model that puts out pictures', { provider: 'google', model: 'gemini-2.5-flash-image', usage: counted }],
    ['a model that is paid by the hour', { provider: 'openai', model: 'whisper-1', usage: counted }],
    ['what its sender has priced', { provider: 'openai', model: 'gpt-4o', usage: { ...counted, costUsd: 0 } }],
  ])('says nothing of %s', (_title, call) => {
    expect(listed(callOf(call))).toBeNull()
  })

  it('goes by the model that responded, and by the one that was asked for where that is not known', () => {
    const facts = callOf({ provider: 'openai', model: 'gpt-4o-mini', usage: { inputTokens: 1e6, outputTokens: 0 } })
    expect(listed({ ...facts, model: { requested: 'gpt-4o', responded: 'gpt-4o-mini' } })?.usd).toBeCloseTo(0.15, 12)
    expect(listed({ ...facts, model: { requested: 'gpt-4o', responded: null } })?.usd).toBeCloseTo(2.5, 12)
  })
})

describe('by the prices of those who run it', () => {
  const usage = { inputTokens: 1000, cachedInputTokens: 500, outputTokens: 100 }
  const overrides = [
    override({ model: 'gpt-*', inputUsdPerMillion: 1, outputUsdPerMillion: 1 }),
    override({ model: 'gpt-4o*', inputUsdPerMillion: 2, cachedInputUsdPerMillion: 1, outputUsdPerMillion: 10 }),
    override({ model: 'ours', provider: 'ollama', inputUsdPerMillion: 0, outputUsdPerMillion: 0 }),
  ]
  const priceOf = createPricer({ overrides, version: 3 })

  it('they go before the list, the longest that fits first, and say which version of them it was', () => {
    const facts = callOf({ provider: 'openai', model: 'gpt-4o-mini', usage })
    expect(priceOf(facts)).toEqual({ usd: 0.0025, prices: 'own prices 3' })
    expect(costOf({ provider: null, model: 'gpt-5', usage }, priceOf)).toBeCloseTo(0.0011, 12)
  })

  it('they price what no list knows, and the list prices the rest', () => {
    expect(priceOf(callOf({ provider: 'ollama', model: 'ours', usage }))).toEqual({ usd: 0, prices: 'own prices 3' })
    expect(priceOf(callOf({ provider: 'other', model: 'ours', usage }))).toBeNull()
    expect(priceOf(callOf({ provider: 'x_ai', model: 'grok-4', usage }))?.prices).toBe('genai-prices 0.1.8')
  })
})

describe('whatever a call says of itself', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.constantFrom('', '__proto__', 'constructor', '*', '\ud800', 'models/', 'litellm', 'openai/', 'gpt-4o', 'o3'),
  )
  const anyNumber = fc.option(fc.oneof(fc.nat(), fc.double()), { nil: null })
  const anyCall = fc.record({
    provider: fc.option(anyText, { nil: null }),
    model: fc.option(anyText, { nil: null }),
    usage: fc.record({
      inputTokens: anyNumber,
      outputTokens: anyNumber,
      cachedInputTokens: anyNumber,
      reasoningTokens: anyNumber,
    }),
    startedAt: fc.oneof(anyText, fc.constant('2026-11-21T10:00:00.000Z')),
  })

  it('there is a cost that is a number, or none, and the same the second time', () => {
    const overrides = [override({ model: '*', provider: 'gpt-4o' }), override({ model: 'o3' })]
    fc.assert(
      fc.property(fc.array(anyCall, { maxLength: 20 }), (calls) => {
        const priceOf = createPricer({ overrides, version: 1 })
        const first = calls.map((call) => priceOf(callOf(call)))
        expect(first.filter((found) => found !== null && !(found.usd >= 0))).toEqual([])
        expect(calls.map((call) => priceOf(callOf(call)))).toEqual(first)
      }),
      { numRuns: 300 },
    )
  })

  it('a call is priced right after more names than are remembered', () => {
    const calls = Array.from({ length: 10_000 }, (_, number) => ({
      provider: 'openai',
      model: `gpt-4o-${number}`,
      usage: { inputTokens: 1, outputTokens: 1 },
    }))
    for (const call of calls) expect(costOf(call)).toBeNull()
    expect(costOf({ provider: 'openai', model: 'gpt-4o', usage: { inputTokens: 0, outputTokens: 0 } })).toBe(0)
  })
})
