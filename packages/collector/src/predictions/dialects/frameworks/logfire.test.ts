import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan, recordedSpan } from '../../fixtures/recorded.ts'

const asked = [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship?' }] }]
const answered = [{ role: 'assistant', parts: [{ type: 'text', text: 'Yes.' }] }]

describe('Logfire', () => {
  const request = '{"messages":[{"role":"user","content":"Do you ship?"}],"model":"gpt-4o-mini","temperature":0.2}'
  const streamed = request.replace(/\}$/, ',"stream":true}')

  it('copies the request and the answer of a client', () => {
    const { role, said } = itemOf(
      makeSpan({
        'logfire.span_type': 'span',
        'gen_ai.request.model': 'gpt-4o-mini',
        request_data: request,
        response_data:
          '{"message":{"role":"assistant","content":"Yes."},"usage":{"prompt_tokens":11,"completion_tokens":5}}',
        'operation.cost': 0.001,
      }),
    )
    expect(role).toBe('call')
    expect(said).toMatchObject({
      inputMessages: asked,
      outputMessages: answered,
      parameters: { temperature: 0.2 },
      inputTokens: 11,
      costUsd: 0.001,
    })
  })

  it('announces each span by another one, which is ignored', () => {
    expect(() => itemOf(makeSpan({ 'logfire.span_type': 'pending_span', 'gen_ai.request.model': 'a' }))).toThrow(
      'ignored',
    )
  })

  it('tells a stream twice, and the telling that has the answer is the call', () => {
    const beginning = { 'logfire.span_type': 'span', 'gen_ai.request.model': 'gpt-4o-mini', request_data: streamed }
    const whole = {
      ...beginning,
      'logfire.span_type': 'log',
      response_data: '{"combined_chunk_content":"Yes.","chunk_count":2}',
    }
    expect(itemOf(makeSpan(beginning)).role).toBe('span')
    expect(itemOf(makeSpan(beginning, { status: { code: 2, message: 'gone' } })).role).toBe('call')
    expect(itemOf(makeSpan(whole))).toMatchObject({
      role: 'call',
      said: { inputMessages: asked, outputMessages: answered },
    })
    expect(itemOf(makeSpan({ 'logfire.span_type': 'log', 'logfire.msg': 'hello' })).role).toBe('span')
  })

  it('tells it so in the words of OpenTelemetry too, and how long the stream took', () => {
    expect(itemOf(recordedSpan('logfire stream begins')).role).toBe('span')
    const { role, startedNs, endedNs, said } = itemOf(recordedSpan('logfire stream is over'))
    expect(role).toBe('call')
    expect(Number(endedNs - startedNs) / 1e6).toBeCloseTo(43.6, 0)
    expect(said).toMatchObject({
      inputMessages: asked,
      outputMessages: [{ role: 'assistant', parts: [{ type: 'text', text: 'Hello there' }] }],
      finishReason: 'stop',
      inputTokens: 11,
      cachedInputTokens: 4,
      reasoningTokens: 2,
    })
  })

  it('surrounds the calls of pydantic-ai by the run of an agent, and puts tools beside them', () => {
    expect(itemOf(recordedSpan('pydantic-ai call'))).toMatchObject({
      role: 'call',
      said: { functionName: 'support', system: 'Be kind.', tools: [{ name: 'find_order' }], cachedInputTokens: 4 },
    })
    expect(itemOf(recordedSpan('pydantic-ai run'))).toMatchObject({
      role: 'wrapper',
      said: { functionName: 'support' },
    })
    expect(itemOf(recordedSpan('pydantic-ai tool')).role).toBe('step')
  })

  it('has the messages of pydantic-ai as events, and its agents around the calls', () => {
    const events = [
      { 'event.name': 'gen_ai.system.message', role: 'system', content: 'Be kind.' },
      { 'event.name': 'gen_ai.user.message', role: 'user', content: 'Do you ship?' },
      { 'event.name': 'gen_ai.choice', index: 0, message: { role: 'assistant', content: 'Yes.' } },
    ]
    const scope = { name: 'pydantic-ai', version: '' }
    const call = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'a', events: JSON.stringify(events) }
    expect(itemOf(makeSpan(call, { scope }))).toMatchObject({
      role: 'call',
      said: { system: 'Be kind.', inputMessages: asked, outputMessages: answered },
    })
    const run = { agent_name: 'support', all_messages_events: JSON.stringify(events.slice(0, 2)), final_result: 'Yes.' }
    expect(itemOf(makeSpan(run, { scope }))).toMatchObject({
      role: 'wrapper',
      said: { functionName: 'support', inputMessages: asked, outputMessages: answered },
    })
  })
})

it('Logfire has what OpenAI’s agents were answered apart from what they asked', () => {
  const { said } = itemOf(recordedSpan('logfire agents responses'))
  expect(said).toMatchObject({
    responseId: 'resp_x2',
    system: 'You are of the shop.',
    tools: [{ name: 'get_weather' }],
    finishReason: 'tool_calls',
  })
  expect(said.inputMessages?.map(({ role }) => role)).toEqual(['user'])
  expect(said.outputMessages?.map(({ parts }) => parts.map(({ type }) => type))).toEqual([['toolCall', 'toolCall']])
  expect(itemOf(recordedSpan('logfire agents chat')).said).toMatchObject({
    inputMessages: [{ role: 'user' }],
    outputMessages: [{ role: 'assistant', parts: [{ type: 'text', text: 'Reply number 6, of the model.' }] }],
    parameters: { temperature: 0.3, maxTokens: 111 },
    cachedInputTokens: 4306,
    reasoningTokens: 1506,
  })
})
