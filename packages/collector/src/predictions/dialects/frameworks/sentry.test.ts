import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan, recordedSpan } from '../../fixtures/recorded.ts'

const asked = [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship?' }] }]

describe('Sentry', () => {
  it.each([
    ['gen_ai.chat', 'call'],
    ['gen_ai.invoke_agent', 'wrapper'],
    ['gen_ai.execute_tool', 'step'],
    ['ai.pipeline.generate_text', 'call'],
    ['http.client', 'span'],
  ])('names the operation %s, which is a %s', (operation, role) => {
    expect(itemOf(makeSpan({ 'sentry.op': operation })).role).toBe(role)
  })

  it('says the answer in pieces, and counts with names that are both a leaf and a prefix', () => {
    const { said } = itemOf(
      makeSpan({
        'sentry.op': 'gen_ai.chat',
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.messages': '[{"role":"user","content":"Do you ship?"}]',
        'gen_ai.request.available_tools': '[{"type":"function","name":"find","description":"Finds"}]',
        'gen_ai.response.text': '["Yes."]',
        'gen_ai.response.tool_calls': '[{"id":"c1","type":"function","function":{"name":"find","arguments":"{}"}}]',
        'gen_ai.usage.input_tokens': 11,
        'gen_ai.usage.input_tokens.cached': 4,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.usage.output_tokens.reasoning': 2,
        'gen_ai.usage.total_cost': 0.5,
      }),
    )
    expect(said).toMatchObject({
      inputMessages: asked,
      tools: [{ name: 'find' }],
      inputTokens: 11,
      cachedInputTokens: 4,
      outputTokens: 5,
      reasoningTokens: 2,
      costUsd: 0.5,
    })
    expect(said.outputMessages?.[0]?.parts.map(({ type }) => type)).toEqual(['text', 'toolCall'])
  })
})

describe('Sentry as it was sent', () => {
  it('has as many answers as reasons to end', () => {
    expect(itemOf(recordedSpan('sentry two choices')).said.outputMessages).toHaveLength(2)
  })

  it('has no call of a tool where a stream only answered', () => {
    const { said } = itemOf(recordedSpan('sentry streamed response'))
    expect(said.outputMessages).toEqual([
      { role: 'assistant', parts: [{ type: 'text', text: 'Reply number 16, of the model.' }] },
    ])
    expect(said.finishReason).toBe('stop')
  })

  it('ends with tools where a response is complete by asking for them', () => {
    expect(itemOf(recordedSpan('sentry response with tools')).said.finishReason).toBe('tool_calls')
  })

  it('says what is embedded as a list of texts', () => {
    expect(itemOf(recordedSpan('sentry embeddings')).said.inputMessages).toEqual(
      ['a raincoat', 'a tent'].map((text) => ({ role: 'user', parts: [{ type: 'text', text }] })),
    )
  })
})
