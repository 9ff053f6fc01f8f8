import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan } from '../../fixtures/recorded.ts'

const asked = [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship?' }] }]
const answered = [{ role: 'assistant', parts: [{ type: 'text', text: 'Yes.' }] }]

describe('Braintrust', () => {
  const attributes = {
    'braintrust.span_attributes': '{"type":"llm","name":"reply"}',
    'braintrust.input_json': '[{"role":"user","content":"Do you ship?"}]',
    'braintrust.output_json': '[{"index":0,"message":{"role":"assistant","content":"Yes."},"finish_reason":"stop"}]',
    'braintrust.metadata':
      '{"model":"gpt-4o-mini","provider":"openai","temperature":0.2,"user_id":"u-1","plan":"gold"}',
    'braintrust.metrics':
      '{"prompt_tokens":11,"completion_tokens":5,"tokens":16,"prompt_cached_tokens":4,"time_to_first_token":0.25}',
    'braintrust.tags': ['beta'],
  }

  it('has everything in a handful of JSON texts', () => {
    const { role, convention, said } = itemOf(makeSpan(attributes))
    expect({ role, convention }).toEqual({ role: 'call', convention: 'braintrust' })
    expect(said).toEqual({
      modelRequested: 'gpt-4o-mini',
      provider: 'openai',
      parameters: { temperature: 0.2 },
      tags: ['beta'],
      finishReason: 'stop',
      firstTokenMs: 250,
      inputTokens: 11,
      outputTokens: 5,
      cachedInputTokens: 4,
      inputMessages: asked,
      outputMessages: answered,
      user: 'u-1',
      metadata: { plan: 'gold' },
    })
  })

  it('surrounds calls by tasks', () => {
    const task = { 'braintrust.span_attributes': '{"type":"task"}' }
    expect(itemOf(makeSpan(task, { name: 'reply' }))).toMatchObject({
      role: 'wrapper',
      said: { functionName: 'reply' },
    })
  })
})
