import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan, recordedSpan } from '../fixtures/recorded.ts'

describe('LangSmith', () => {
  it('has the whole request and the whole answer as one attribute each', () => {
    const { role, convention, status, said } = itemOf(recordedSpan('langsmith call'))
    expect({ role, convention, status }).toEqual({ role: 'call', convention: 'langsmith', status: 'ok' })
    expect(said).toMatchObject({
      kind: 'generation',
      provider: 'openai',
      modelRequested: 'gpt-4o-mini',
      modelResponded: 'gpt-4o-mini-2026-08-06',
      responseId: 'chatcmpl-sys00001',
      inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship to Iceland?' }] }],
      outputMessages: [{ role: 'assistant' }],
      finishReason: 'stop',
      parameters: { temperature: 0.2, maxTokens: 300 },
      inputTokens: 64,
      outputTokens: 22,
      session: 'sess-ls-3',
      user: 'user-ls-1',
      tags: ['eu'],
    })
    expect(said.metadata).toEqual({ plan: 'gold' })
    expect(said).not.toHaveProperty('functionName')
  })

  it('gives a call the run around it as its key, by which feedback finds it that names no trace', () => {
    const root = '00000000-0000-0000-9527-038534c2a958'
    expect(itemOf(recordedSpan('langsmith call')).said.key).toBe(root)
    expect(itemOf(recordedSpan('langsmith chain')).said.key).toBe(root)
    expect(itemOf(recordedSpan('langsmith stream')).said.key).toMatch(/^00000000-0000-0000-ab94-96/)
  })

  it('surrounds calls by chains, whose words are the app’s and not the model’s', () => {
    const { role, said } = itemOf(recordedSpan('langsmith chain'))
    expect(role).toBe('wrapper')
    expect(said).toMatchObject({ functionName: 'support-flow' })
    expect(said).not.toHaveProperty('inputMessages')
  })

  it('puts a streamed call onto the span of the function around it, which keeps its name', () => {
    expect(itemOf(recordedSpan('langsmith stream'))).toMatchObject({
      role: 'call',
      said: {
        functionName: 'support-flow',
        finishReason: 'tool_calls',
        tools: [{ name: 'get_order_status' }],
        outputMessages: [{ role: 'assistant', parts: [{ type: 'toolCall', id: 'call_ord_2077' }] }],
      },
    })
  })

  it('says OK of a call that failed, and hangs the exception on it', () => {
    const exception = new Map([['exception.message', '429 Rate limit reached']])
    const span = makeSpan(
      { 'langsmith.span.kind': 'llm', 'gen_ai.prompt': '{"messages":[{"role":"user","content":"Hi"}]}' },
      { status: { code: 1, message: '' }, events: [{ name: 'exception', timeNs: 1n, attributes: exception }] },
    )
    expect(itemOf(span)).toMatchObject({ status: 'error', said: { error: { message: '429 Rate limit reached' } } })
  })

  it('of a model of LangChain has serialised messages and generations', () => {
    const message = (name: string, kwargs: object) => ({ lc: 1, type: 'constructor', id: ['langchain', name], kwargs })
    const { said } = itemOf(
      makeSpan({
        'langsmith.span.kind': 'llm',
        'gen_ai.prompt': JSON.stringify({
          messages: [[message('SystemMessage', { content: 'Be kind.' }), message('HumanMessage', { content: 'Hi' })]],
        }),
        'gen_ai.completion': JSON.stringify({
          generations: [
            [
              {
                text: 'Hello',
                message: message('AIMessage', {
                  content: 'Hello',
                  id: 'run-1',
                  response_metadata: { finish_reason: 'stop', model_name: 'gpt-4o' },
                  usage_metadata: { input_tokens: 3, output_tokens: 1 },
                }),
              },
            ],
          ],
        }),
      }),
    )
    expect(said).toMatchObject({
      system: 'Be kind.',
      inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
      outputMessages: [{ role: 'assistant', parts: [{ type: 'text', text: 'Hello' }] }],
      finishReason: 'stop',
      modelResponded: 'gpt-4o',
      inputTokens: 3,
      outputTokens: 1,
    })
    expect(said).not.toHaveProperty('responseId')
  })
})
