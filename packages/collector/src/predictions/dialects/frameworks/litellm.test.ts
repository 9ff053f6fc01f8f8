import { expect, it } from 'vitest'
import { itemOf, makeSpan, recordedSpan } from '../../fixtures/recorded.ts'

const asked = [{ role: 'user', parts: [{ type: 'text', text: 'What is the weather in two cities?' }] }]
const calls = ['Oslo', 'Bergen3'].map((city, index) => ({
  type: 'toolCall',
  id: `call_3_${index + 1}`,
  name: 'get_weather',
  arguments: { city },
}))

it('LiteLLM has the request and the answer inside the call, as Python prints them', () => {
  const { role, convention, said } = itemOf(recordedSpan('litellm raw request'))
  expect({ role, convention }).toEqual({ role: 'call', convention: 'litellm' })
  expect(said).toMatchObject({
    user: 'u-42',
    inputMessages: asked,
    outputMessages: [{ role: 'assistant', parts: calls }],
    tools: [{ name: 'get_weather', description: 'The city of the weather' }],
    finishReason: 'tool_calls',
    inputTokens: 10_103,
    cachedInputTokens: 4303,
    reasoningTokens: 1503,
  })
  // An app with spans of its own often has no more of the call than this.
  expect(said).toMatchObject({ responseId: 'chatcmpl-x3', modelResponded: 'gpt-4o-mini-2026-01-02' })
  expect(said).not.toHaveProperty('modelRequested')
})

it('LiteLLM says around it who asked, what was counted and what a failure was', () => {
  expect(itemOf(recordedSpan('litellm request')).said).toMatchObject({
    user: 'u-42',
    modelRequested: 'gpt-4o-mini',
    responseId: 'chatcmpl-x3',
    cachedInputTokens: 4303,
    reasoningTokens: 1503,
  })
  const failed = itemOf(recordedSpan('litellm request that failed'))
  expect(failed).toMatchObject({ status: 'error', said: { error: { type: 'RateLimitError', httpStatus: 429 } } })
  expect(failed.said).not.toHaveProperty('inputTokens')
})

it('LiteLLM has of an embedding the request alone, and of a stream nothing', () => {
  const raw = { name: 'raw_gen_ai_request' }
  const attributes = { 'llm.None.model': 'text-embedding-3-small', 'llm.None.input': "['a raincoat', 'a tent']" }
  expect(itemOf(makeSpan(attributes, raw))).toMatchObject({
    role: 'call',
    said: { kind: 'embedding', modelRequested: 'text-embedding-3-small', inputMessages: [{ role: 'user' }, {}] },
  })
  expect(itemOf(makeSpan({}, raw)).role).toBe('span')
})
