import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan, recordedSpan } from '../fixtures/recorded.ts'

describe('OpenLLMetry', () => {
  it('flattens a conversation into names of attributes', () => {
    const { role, convention, said } = itemOf(recordedSpan('traceloop-0.14 tool'))
    expect({ role, convention }).toEqual({ role: 'call', convention: 'traceloop' })
    expect(said).toMatchObject({
      functionName: 'answer',
      kind: 'generation',
      provider: 'openai',
      modelRequested: 'gpt-4o-mini',
      modelResponded: 'gpt-4o-mini-2026-08-06',
      inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Where is my order A-2077?' }] }],
      finishReason: 'tool_calls',
      parameters: { temperature: 0.2, maxTokens: 300 },
      inputTokens: 118,
      outputTokens: 26,
      session: 'sess-tl-1',
      user: 'user-77',
      metadata: { chat_id: 'c9' },
    })
    expect(said.system).toMatch(/^You are Nimbus/)
    expect(said.tools).toMatchObject([{ name: 'get_order_status', parameters: { type: 'object' } }])
    expect(said.outputMessages?.[0]?.parts).toMatchObject([
      { type: 'toolCall', name: 'get_order_status', arguments: { order_id: 'A-2077', include_history: true } },
    ])
  })

  it('surrounds calls by tasks and workflows that have names', () => {
    expect(itemOf(recordedSpan('traceloop-0.14 task'))).toMatchObject({
      role: 'wrapper',
      said: { functionName: 'answer', session: 'sess-tl-1' },
    })
    expect(itemOf(makeSpan({ 'traceloop.span.kind': 'tool' })).role).toBe('step')
  })

  it('speaks the words of OpenTelemetry in newer versions', () => {
    expect(itemOf(recordedSpan('traceloop-0.27 anthropic'))).toMatchObject({
      role: 'call',
      convention: 'gen-ai',
      said: { functionName: 'answer', provider: 'anthropic', finishReason: 'tool_calls', session: 'sess-tl-1' },
    })
  })

  it('loses the end of what a length limit cuts, and it is known that it was cut', () => {
    const { said } = itemOf(recordedSpan('traceloop-0.27 cut'))
    expect(said.truncated).toBe(true)
    const [part] = said.inputMessages?.[0]?.parts ?? []
    expect(part?.type === 'text' && part.text).toMatch(/^LONG COMPLAINT: \(1\)/)
  })

  it('keeps the order of its messages, whatever the order of its attributes, with gaps where messages were dropped', () => {
    const { said } = itemOf(
      makeSpan({
        'gen_ai.prompt.10.content': 'last',
        'gen_ai.prompt.10.role': 'user',
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': 'first',
        'gen_ai.prompt.2.content': 'second',
        'gen_ai.prompt.2.role': 'assistant',
        'llm.request.type': 'chat',
      }),
    )
    expect(said.inputMessages?.map(({ parts: [part] }) => part)).toEqual([
      { type: 'text', text: 'first' },
      { type: 'text', text: 'second' },
      { type: 'text', text: 'last' },
    ])
  })

  it('has pieces such as images as JSON, and a text that only looks like JSON as a text', () => {
    const pieces =
      '[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"https://a.example/1.png"}}]'
    const { said } = itemOf(
      makeSpan({
        'llm.request.type': 'chat',
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': pieces,
        'gen_ai.prompt.1.role': 'user',
        'gen_ai.prompt.1.content': '{"order":7}',
      }),
    )
    expect(said.inputMessages?.flatMap(({ parts }) => parts)).toEqual([
      { type: 'text', text: 'What is it?' },
      { type: 'image', url: 'https://a.example/1.png' },
      { type: 'text', text: '{"order":7}' },
    ])
  })
})
