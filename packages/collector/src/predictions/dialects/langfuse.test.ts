import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan, recordedSpan } from '../fixtures/recorded.ts'

function generation(attributes: { [key: string]: string }) {
  return itemOf(makeSpan({ 'langfuse.observation.type': 'generation', ...attributes })).said
}

describe('Langfuse', () => {
  it('has the request and the answer of a wrapped client as they were', () => {
    const { role, convention, said } = itemOf(recordedSpan('langfuse tool'))
    expect({ role, convention }).toEqual({ role: 'call', convention: 'langfuse' })
    expect(said).toMatchObject({
      kind: 'generation',
      modelResponded: 'gpt-4o-mini-2026-08-06',
      promptName: 'support-prompt',
      promptVersion: '3',
      functionName: 'support-answer',
      inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Where is my order A-2077?' }] }],
      tools: [{ name: 'get_order_status' }],
      outputMessages: [
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
      ],
      parameters: { temperature: 0.2, maxTokens: 300 },
      inputTokens: 118,
      outputTokens: 26,
      session: 'sess-lf-8',
      user: 'user-lf-2',
      tags: ['beta'],
      metadata: { plan: 'gold' },
    })
    expect(said.system).toMatch(/^You are Nimbus/)
  })

  it('of what an app says itself has the cost, the first token and words for the whole trace', () => {
    const { said, origin } = itemOf(recordedSpan('langfuse manual'))
    expect(origin).toMatchObject({ environment: 'staging', release: 'v1.4.2' })
    expect(said).toMatchObject({
      functionName: 'answer',
      modelRequested: 'gpt-4o-mini',
      costUsd: 0.0001234,
      firstTokenMs: expect.any(Number) as unknown,
      tags: ['beta', 'eu'],
      metadata: { tenant: 'acme', version: '7' },
    })
    expect(said).not.toHaveProperty('modelResponded')
  })

  it('says that a call failed by a level, not by the status of its span', () => {
    expect(itemOf(recordedSpan('langfuse failed'))).toMatchObject({
      status: 'error',
      said: {
        modelRequested: 'gpt-4o-mini',
        error: { type: 'Error', message: expect.stringContaining('Rate limit reached') as unknown, httpStatus: 429 },
      },
    })
  })

  it('calls embeddings a generation too: the name of the model tells, and an empty output is none', () => {
    const { said } = itemOf(recordedSpan('langfuse embeddings'))
    expect(said).toMatchObject({ kind: 'embedding', modelRequested: 'text-embedding-3-small' })
    expect(said.inputMessages).toHaveLength(2)
    expect(said).not.toHaveProperty('outputMessages')
  })

  it('surrounds calls by spans, beside which tools are none; what they are given are the app’s words', () => {
    const { role, said } = itemOf(recordedSpan('langfuse span'))
    expect(role).toBe('wrapper')
    expect(said).toMatchObject({ functionName: 'handle-ticket', metadata: { ticket: '12', tenant: 'acme' } })
    expect(said).not.toHaveProperty('inputMessages')
    expect(itemOf(recordedSpan('langfuse failed tool')).role).toBe('step')
  })

  it.each([
    ['Do you ship?', 'Do you ship?'],
    ['{"question":"Do you ship?"}', '{"question":"Do you ship?"}'],
    ['[sic] he said', '[sic] he said'],
    ['"Do you ship?"', 'Do you ship?'],
  ])('takes any input; what is no conversation is the text that it came as: %s', (input, text) => {
    expect(generation({ 'langfuse.observation.input': input }).inputMessages).toEqual([
      { role: 'user', parts: [{ type: 'text', text }] },
    ])
  })

  it('may count what was cached beside the input: then its total is the sum of all parts', () => {
    const usage = { input: 100, input_cached_tokens: 900, output: 20, output_reasoning_tokens: 5, total: 1025 }
    const key = 'langfuse.observation.usage_details'
    expect(generation({ [key]: JSON.stringify(usage) })).toMatchObject({ inputTokens: 1000, outputTokens: 25 })
    expect(generation({ [key]: JSON.stringify({ ...usage, input: 1000, output: 25, total: 1025 }) })).toMatchObject({
      inputTokens: 1000,
      outputTokens: 25,
      cachedInputTokens: 900,
      reasoningTokens: 5,
    })
  })

  it('takes from a client’s metadata what that says of the trace, and unquotes what its Python client quotes', () => {
    const metadata = 'langfuse.observation.metadata.'
    expect(
      generation({
        [`${metadata}langfuse_session_id`]: '"s-1"',
        [`${metadata}langfuse_user_id`]: '"u-1"',
        [`${metadata}langfuse_tags`]: '["beta"]',
        [`${metadata}tags`]: '["seq:step:2"]',
        [`${metadata}plan`]: '"gold"',
        [`${metadata}ls_provider`]: 'openai',
        [`${metadata}ls_model_name`]: 'gpt-4o',
        [`${metadata}tools`]: '[{"type":"function","name":"get_order"}]',
      }),
    ).toMatchObject({
      session: 's-1',
      user: 'u-1',
      metadata: { plan: 'gold' },
      provider: 'openai',
      modelRequested: 'gpt-4o',
      tools: [{ name: 'get_order' }],
    })
  })

  it('speaks of the whole trace also on spans of other dialects', () => {
    const said = {
      'ai.operationId': 'ai.generateText.doGenerate',
      'langfuse.trace.tags': ['eu'],
      'langfuse.user.id': 'u-1',
    }
    expect(itemOf(makeSpan(said))).toMatchObject({ convention: 'vercel-ai', said: { tags: ['eu'], user: 'u-1' } })
  })
})

it('Langfuse tells of tools as if they had spoken, of two answers in a list, and why a stream ended', () => {
  const { said } = itemOf(recordedSpan('langfuse langchain tool'))
  expect(said.tools).toMatchObject([{ name: 'get_weather', description: 'The city of the weather' }])
  expect(said.inputMessages?.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'tool'])
  expect(said.metadata).toEqual({ plan: 'plan-gold' })
  const { outputMessages } = itemOf(recordedSpan('langfuse two choices')).said
  expect(outputMessages?.map(({ parts }) => parts)).toEqual([
    [{ type: 'text', text: 'Reply number 10, of the model.' }],
    [{ type: 'text', text: 'Reply number 10, of the model. B' }],
  ])
  const streamed = itemOf(recordedSpan('langfuse streamed')).said
  expect(streamed.finishReason).toBe('stop')
  expect(streamed.metadata).toEqual({ plan: 'plan-gold' })
})
