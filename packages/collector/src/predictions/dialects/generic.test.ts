import { describe, expect, it } from 'vitest'
import type { AnyValue } from '../../otlp/otlp.ts'
import { itemOf, makeSpan } from '../fixtures/recorded.ts'

const asked = [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship?' }] }]
const answered = [{ role: 'assistant', parts: [{ type: 'text', text: 'Yes.' }] }]
const chat = '[{"role":"user","content":"Do you ship?"}]'
const answer = '{"role":"assistant","content":"Yes."}'

describe('a dialect that nobody knows', () => {
  it.each<[string, { [key: string]: AnyValue }]>([
    ['dots', { 'acme.model': 'm-1', 'acme.usage.input_tokens': 7, 'acme.input': chat, 'acme.output': answer }],
    ['capitals', { 'acme.modelName': 'm-1', 'acme.promptTokens': 7, 'acme.prompt': chat, 'acme.completion': answer }],
    ['colons', { 'acme:model_id': 'm-1', 'acme:tokens:prompt': '7', 'acme:request': chat, 'acme:response': answer }],
    ['lines', { llm_model: 'm-1', prompt_tokens: 7, messages: chat, output_messages: `[${answer}]` }],
  ])('is read by what its names end in, with %s between the words', (_spelling, attributes) => {
    expect(itemOf(makeSpan(attributes))).toMatchObject({
      role: 'call',
      convention: 'generic',
      said: { modelRequested: 'm-1', inputTokens: 7, inputMessages: asked, outputMessages: answered },
    })
  })

  it.each<[string, { [key: string]: AnyValue }]>([
    ['a phone', { 'device.model.name': 'iPhone', 'http.request': 'GET /' }],
    ['a model without a count or a chat', { 'acme.model': 'm-1', 'acme.input': '{"a":1}', 'acme.output': 'Yes.' }],
    ['tokens without a model', { 'acme.input_tokens': 7, 'auth.token': 'secret' }],
    ['a query', { 'db.query.text': 'select 1', 'db.system': 'sqlite', 'db.response.status_code': '0' }],
    ['nothing', {}],
  ])('is not %s', (_what, attributes) => {
    expect(itemOf(makeSpan(attributes))).toMatchObject({ role: 'span', convention: null, said: {} })
  })

  it('tells the chat of a call that is known by other words', () => {
    const { convention, said } = itemOf(
      makeSpan({
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'm-1',
        'acme.input': chat,
        'acme.output': answer,
      }),
    )
    expect(convention).toBe('gen-ai')
    expect(said).toMatchObject({ inputMessages: asked, outputMessages: answered })
  })
})
