import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan, recordedSpan } from '../../fixtures/recorded.ts'

describe('OpenTelemetry’s older words', () => {
  it('tell a conversation in events of the span, in their order', () => {
    const { role, said } = itemOf(recordedSpan('otel span events'))
    expect(role).toBe('call')
    expect(said.system).toMatch(/^You are Nimbus/)
    expect(said.inputMessages?.map((message) => message.role)).toEqual(['user', 'assistant', 'tool'])
    expect(said.inputMessages?.[2]?.parts).toEqual([
      {
        type: 'toolResult',
        id: 'call_ord_2077',
        result: '{"status":"in_transit","carrier":"DHL","eta":"2026-11-24"}',
      },
    ])
    expect(said.outputMessages).toEqual([
      {
        role: 'assistant',
        parts: [{ type: 'text', text: 'Order A-2077 is in transit with DHL and should arrive on 24 November.' }],
      },
    ])
    expect(said).toMatchObject({ provider: 'openai', finishReason: 'stop', inputTokens: 171 })
  })

  it('may have one event for each of what was said', () => {
    const { said } = itemOf(recordedSpan('strands chat'))
    expect(said).toMatchObject({
      system: 'You are of the shop.',
      inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship to Iceland?' }] }],
      outputMessages: [{ role: 'assistant', parts: [{ type: 'text', text: 'Reply number 1, of the model.' }] }],
      finishReason: 'stop',
      firstTokenMs: 664,
      tags: ['tag-blue'],
    })
  })

  it('had the whole prompt in one event, and before that in one attribute', () => {
    const prompt = '[{"role":"user","content":"Do you ship?"}]'
    const completion = '[{"role":"assistant","content":"Yes."}]'
    const timeNs = 1_795_255_200_500_000_000n
    const events = [
      { name: 'gen_ai.content.prompt', timeNs, attributes: new Map([['gen_ai.prompt', prompt]]) },
      { name: 'gen_ai.content.completion', timeNs, attributes: new Map([['gen_ai.completion', completion]]) },
    ]
    const attributes = { 'gen_ai.system': 'OpenAI', 'gen_ai.request.model': 'a' }
    const expected = {
      provider: 'openai',
      inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship?' }] }],
      outputMessages: [{ role: 'assistant', parts: [{ type: 'text', text: 'Yes.' }] }],
    }
    expect(itemOf(makeSpan(attributes, { events })).said).toMatchObject(expected)
    const whole = { ...attributes, 'gen_ai.prompt': prompt, 'gen_ai.completion': completion }
    expect(itemOf(makeSpan(whole)).said).toMatchObject(expected)
  })

  it('counted tokens as prompt and completion', () => {
    const { said, role } = itemOf(
      makeSpan({ 'gen_ai.request.model': 'a', 'gen_ai.usage.prompt_tokens': 7, 'gen_ai.usage.completion_tokens': 3 }),
    )
    expect({ role, said }).toMatchObject({ role: 'call', said: { inputTokens: 7, outputTokens: 3 } })
  })
})
