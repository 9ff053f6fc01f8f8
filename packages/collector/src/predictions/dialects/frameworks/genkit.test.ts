import { expect, it } from 'vitest'
import { itemOf, recordedSpan } from '../../fixtures/recorded.ts'

it('Genkit calls a model in an action, with its request and its answer', () => {
  const { role, convention, said } = itemOf(recordedSpan('genkit model'))
  expect({ role, convention }).toEqual({ role: 'call', convention: 'genkit' })
  expect(said).toEqual({
    kind: 'generation',
    provider: 'openai',
    modelRequested: 'gpt-4o-mini',
    modelResponded: 'gpt-4o-mini-2026-08-06',
    responseId: 'chatcmpl-1',
    finishReason: 'stop',
    parameters: { temperature: 0.2, maxTokens: 300 },
    system: 'Be kind.',
    inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship?' }] }],
    outputMessages: [{ role: 'assistant', parts: [{ type: 'text', text: 'Hello there' }] }],
    inputTokens: 11,
    outputTokens: 5,
    cachedInputTokens: 4,
    reasoningTokens: 2,
  })
})

it('Genkit surrounds it by what generates and by flows, which have names', () => {
  expect(itemOf(recordedSpan('genkit generate')).role).toBe('wrapper')
  expect(itemOf(recordedSpan('genkit flow'))).toMatchObject({
    role: 'wrapper',
    said: { functionName: 'support-flow', inputMessages: [{ role: 'user' }] },
  })
})
