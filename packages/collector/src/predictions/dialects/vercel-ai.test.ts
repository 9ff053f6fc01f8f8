import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan, recordedSpan } from '../fixtures/recorded.ts'

describe('the AI SDK in its own words', () => {
  it('says of a call of a model all that it sent and got', () => {
    const { role, convention, said } = itemOf(recordedSpan('vercel-ai-4'))
    expect({ role, convention }).toEqual({ role: 'call', convention: 'vercel-ai' })
    expect(said).toEqual({
      functionName: 'answer-ticket',
      operation: 'generateText',
      kind: 'generation',
      provider: 'openai',
      modelRequested: 'gpt-4o-mini',
      modelResponded: 'gpt-4o-mini-2026-08-06',
      responseId: 'chatcmpl-sys00001',
      finishReason: 'stop',
      system:
        'You are Nimbus, the support assistant of Nimbus Outdoor. Be brief, polite and factual. Policy: refunds within 30 days.',
      inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship to Iceland?' }] }],
      outputMessages: [
        {
          role: 'assistant',
          parts: [
            { type: 'text', text: 'Yes, we ship to Iceland; delivery takes 6-9 business days and costs EUR 14.90.' },
          ],
        },
      ],
      parameters: { temperature: 0.2, maxTokens: 300 },
      inputTokens: 64,
      outputTokens: 22,
      cachedInputTokens: 0,
      reasoningTokens: 0,
      session: 'sess-ai-5',
      user: 'user-31',
      metadata: { plan: 'gold', nested: 'x' },
    })
  })

  it('surrounds it by a span for what the app asked, and puts tools beside it', () => {
    const outer = itemOf(recordedSpan('vercel-ai-4 outer'))
    expect(outer.role).toBe('wrapper')
    expect(outer.said).toMatchObject({ functionName: 'answer-ticket', operation: 'generateText', session: 'sess-ai-5' })
    expect(outer.said.inputMessages).toHaveLength(1)
    expect(itemOf(recordedSpan('vercel-ai-6 tool')).role).toBe('step')
  })

  it('says of a stream when it began, and which tools were called with what', () => {
    const { said } = itemOf(recordedSpan('vercel-ai-6 stream'))
    expect(said).toMatchObject({ firstTokenMs: 54.718051, finishReason: 'tool_calls', inputTokens: 118 })
    expect(said.tools?.map(({ name }) => name)).toEqual(['get_order_status'])
    expect(said.outputMessages).toEqual([
      {
        role: 'assistant',
        parts: [
          {
            type: 'toolCall',
            id: 'call_ord_2077',
            name: 'get_order_status',
            arguments: { order_id: 'A-2077', include_history: true },
          },
        ],
      },
    ])
  })

  it('says in version 7 the words of OpenTelemetry, and whose call it is on the spans around', () => {
    expect(itemOf(recordedSpan('vercel-ai-7'))).toMatchObject({ role: 'call', convention: 'gen-ai' })
    expect(itemOf(recordedSpan('vercel-ai-7 step'))).toMatchObject({
      role: 'wrapper',
      said: { session: 'sess-ai-5', user: 'user-31' },
    })
    expect(itemOf(recordedSpan('vercel-ai-7 agent'))).toMatchObject({
      role: 'wrapper',
      said: { functionName: 'answer-ticket', session: 'sess-ai-5' },
    })
  })

  it('said in version 3 `result`, and is renamed by Sentry', () => {
    const third = { 'ai.operationId': 'ai.streamText.doStream', 'ai.result.text': 'Yes.', 'ai.finishReason': 'stop' }
    const renamed = { 'vercel.ai.operationId': 'ai.streamText.doStream', 'vercel.ai.response.text': 'Yes.' }
    for (const attributes of [third, renamed]) {
      const item = itemOf(makeSpan(attributes))
      expect(item.role).toBe('call')
      expect(item.said.outputMessages).toEqual([{ role: 'assistant', parts: [{ type: 'text', text: 'Yes.' }] }])
    }
  })

  it('embeds values, each of them JSON', () => {
    const { role, said } = itemOf(
      makeSpan({
        'ai.operationId': 'ai.embedMany.doEmbed',
        'ai.model.id': 'text-embedding-3-small',
        'ai.values': ['"a pole"', '"a tent"'],
        'ai.usage.tokens': 4,
      }),
    )
    expect({ role, said }).toMatchObject({ role: 'call', said: { kind: 'embedding', inputTokens: 4 } })
    expect(said.inputMessages?.flatMap(({ parts }) => parts)).toEqual([
      { type: 'text', text: 'a pole' },
      { type: 'text', text: 'a tent' },
    ])
  })

  it('counts what its provider read from a cache where it does not say so itself', () => {
    const { said } = itemOf(
      makeSpan({
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.usage.promptTokens': 149,
        'ai.response.providerMetadata': '{"anthropic":{"cacheReadInputTokens":1152}}',
      }),
    )
    expect(said).toMatchObject({ inputTokens: 1301, cachedInputTokens: 1152 })
  })

  it('gives an object as the text that the model wrote, and thoughts apart from it', () => {
    const { said } = itemOf(
      makeSpan({
        'ai.operationId': 'ai.generateObject.doGenerate',
        'ai.response.object': '{"label":"refund"}',
        'ai.response.reasoning': 'Hm.',
      }),
    )
    expect(said.outputMessages?.[0]?.parts).toEqual([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: '{"label":"refund"}' },
    ])
  })
})

it('the AI SDK counts what Anthropic read from a cache where Anthropic itself did', () => {
  const { said } = itemOf(recordedSpan('ai sdk on anthropic'))
  expect(said).toMatchObject({ inputTokens: 10_105, cachedInputTokens: 4305, outputTokens: 3205 })
})
