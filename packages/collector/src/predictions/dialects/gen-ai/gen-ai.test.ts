import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan, recordedSpan } from '../../fixtures/recorded.ts'

describe('OpenTelemetry’s words', () => {
  it('say a call in structures as well as in JSON', () => {
    const structured = recordedSpan('otel structured')
    const texts = [...structured.attributes].map(([key, value]): [string, string | typeof value] => [
      key,
      key.endsWith('.messages') || key.endsWith('.definitions') ? JSON.stringify(value) : value,
    ])
    const item = itemOf(structured)
    expect(item).toMatchObject({ role: 'call', convention: 'gen-ai', status: 'ok' })
    expect(item.said).toMatchObject({
      operation: 'chat',
      kind: 'generation',
      provider: 'openai',
      modelRequested: 'gpt-4o-mini',
      responseId: 'chatcmpl-ptools00002',
      finishReason: 'tool_calls',
      inputTokens: 99,
      outputTokens: 44,
      session: 'conv-55',
      user: 'user-mn-1',
      tools: [{ name: 'get_weight' }],
    })
    expect(item.said.outputMessages?.[0]?.parts).toHaveLength(2)
    expect(itemOf({ ...structured, attributes: new Map(texts) }).said).toEqual(item.said)
  })

  it.each([
    ['chat', 'call'],
    ['text_completion', 'call'],
    ['generate_content', 'call'],
    ['embeddings', 'call'],
    ['invoke_agent', 'wrapper'],
    ['create_agent', 'wrapper'],
    ['invoke_workflow', 'wrapper'],
    ['agent_step', 'wrapper'],
    ['plan', 'wrapper'],
    ['execute_tool', 'step'],
    ['retrieval', 'step'],
  ])('name the operation %s, which is a %s', (operation, role) => {
    const span = makeSpan({ 'gen_ai.operation.name': operation, 'gen_ai.request.model': 'gpt-4o-mini' })
    expect(itemOf(span).role).toBe(role)
  })

  it('may name an operation of one’s own: a call where a model is named, else nothing', () => {
    expect(itemOf(makeSpan({ 'gen_ai.operation.name': 'translate', 'gen_ai.request.model': 'a' })).role).toBe('call')
    expect(itemOf(makeSpan({ 'gen_ai.operation.name': 'translate' })).role).toBe('span')
    expect(itemOf(makeSpan({ 'gen_ai.agent.name': 'planner', 'gen_ai.request.model': 'a' })).role).toBe('wrapper')
  })

  it('are Anthropic’s own for why it stopped and what a cache gave', () => {
    expect(itemOf(recordedSpan('anthropic cached')).said).toMatchObject({
      finishReason: 'stop',
      inputTokens: 1301,
      cachedInputTokens: 1152,
    })
  })

  it.each([
    ['gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.reasoning.output_tokens'],
    ['gen_ai.usage.cache_read_input_tokens', 'gen_ai.usage.reasoning_tokens'],
    ['gen_ai.usage.input_tokens.cached', 'gen_ai.usage.output_tokens.reasoning'],
    ['gen_ai.usage.details.cache_read_tokens', 'gen_ai.usage.details.reasoning_tokens'],
  ])('count as %s and %s, numbers or the texts of them', (cached, reasoning) => {
    const { said } = itemOf(
      makeSpan({
        'gen_ai.operation.name': 'chat',
        'gen_ai.usage.input_tokens': '1970',
        'gen_ai.usage.output_tokens': 20,
        [cached]: '1000',
        [reasoning]: 7,
      }),
    )
    expect(said).toMatchObject({ inputTokens: 1970, outputTokens: 20, cachedInputTokens: 1000, reasoningTokens: 7 })
  })

  it('name a prompt, its version and its variables', () => {
    const { said } = itemOf(
      makeSpan({
        'gen_ai.operation.name': 'chat',
        'gen_ai.prompt.name': 'reply',
        'gen_ai.prompt.version': '7',
        'gen_ai.prompt.variable.tone': 'kind',
      }),
    )
    expect(said).toMatchObject({
      promptName: 'reply',
      promptVersion: '7',
      metadata: { promptVariables: { tone: 'kind' } },
    })
  })

  it('have the words of the system as a text too', () => {
    const { said } = itemOf(makeSpan({ 'gen_ai.operation.name': 'chat', 'gen_ai.system_instructions': 'Be kind.' }))
    expect(said.system).toBe('Be kind.')
  })
})

it('OpenTelemetry’s words may quote a whole conversation as what a single user said', () => {
  const { said } = itemOf(recordedSpan('laminar responses'))
  expect(said.inputMessages?.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'tool'])
  const quoted = (content: string) =>
    itemOf(
      makeSpan({ 'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content }] }]) }),
    ).said.inputMessages
  expect(quoted('[{"name":"a list that is no conversation"}]')).toEqual([
    { role: 'user', parts: [{ type: 'text', text: '[{"name":"a list that is no conversation"}]' }] },
  ])
})

it('OpenTelemetry’s words without content say nothing of what was said', () => {
  const { said } = itemOf(recordedSpan('pydantic-ai without content'))
  expect(said.system).toBeUndefined()
  expect(said.outputMessages).toBeUndefined()
  expect(JSON.stringify(said.inputMessages)).not.toContain('unreadable')
})
