import type OpenAI from 'openai'
import { zodTextFormat } from 'openai/helpers/zod'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { AnswerFor } from '../../fixtures/model-server.ts'
import { heard, openAIVersions, said, type Wrapped, wrapOpenAIClient } from '../../fixtures/wrapped-clients.ts'

const ASK = { model: 'gpt-test', input: 'Where is my order?' }
const CALL = { id: 'call_1', name: 'get_order', arguments: '{"order":"A-1"}' }
const LONG = { words: Array.from({ length: 200 }, () => 'word '), chunkDelayMs: 5 }

const settings: Wrapped<OpenAI>[] = []
afterEach(() => Promise.all(settings.splice(0).map(({ server }) => server.close())))

async function set(Client: typeof OpenAI, answer?: AnswerFor): Promise<Wrapped<OpenAI>> {
  const setting = await wrapOpenAIClient(Client, answer)
  settings.push(setting)
  return setting
}

describe.each(openAIVersions)('responses of $version', ({ Client }) => {
  it.each([false, true])('are one prediction with all that is known of it (streamed: %s)', async (stream) => {
    const setting = await set(Client, { reasoning: ['Hm', 'm.'] })
    const answer = await setting.client.responses.create({
      ...ASK,
      stream,
      instructions: 'Be kind.',
      max_output_tokens: 30,
      reasoning: { effort: 'low' },
      metadata: { plan: 'free' },
      prompt: { id: 'pmpt_1', version: '7' },
      conversation: 'conv_1',
    })
    if (Symbol.asyncIterator in answer) for await (const _ of answer) void _
    expect('output_text' in answer ? answer.output_text : 'Hello there.').toBe('Hello there.')
    const attributes = await setting.only()
    expect(attributes).toMatchObject({
      'trimtab.task': 'responses',
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-test',
      'gen_ai.response.model': 'gpt-test-2026-01-01',
      'gen_ai.response.id': 'resp_1',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 4,
      'gen_ai.usage.reasoning.output_tokens': 2,
      'gen_ai.request.max_tokens': 30,
      'gen_ai.request.reasoning.level': 'low',
      'gen_ai.prompt.name': 'pmpt_1',
      'gen_ai.prompt.version': '7',
      'session.id': 'conv_1',
      'trimtab.metadata': '{"plan":"free"}',
      'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be kind.' }]),
    })
    expect(heard(attributes)).toEqual([{ role: 'user', parts: [{ type: 'text', content: ASK.input }] }])
    expect(said(attributes)[0]?.parts).toEqual([
      { type: 'reasoning', content: 'Hmm.' },
      { type: 'text', content: 'Hello there.' },
    ])
    expect(attributes['gen_ai.response.time_to_first_chunk'] !== undefined).toBe(stream)
    expect(setting.known.find(answer)).toBeDefined()
  })

  it.each([false, true])('tell of calls of tools and of their results (streamed: %s)', async (stream) => {
    const setting = await set(Client, { toolCalls: [CALL] })
    const answer = await setting.client.responses.create({
      model: 'gpt-test',
      stream,
      tools: [{ type: 'function', name: 'get_order', description: 'Finds it', parameters: {}, strict: true }],
      input: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'input_text', text: 'And the other?' }] },
        { type: 'function_call', call_id: 'call_0', name: 'get_order', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_0', output: 'lost' },
      ],
    })
    if (Symbol.asyncIterator in answer) for await (const _ of answer) void _
    const attributes = await setting.only()
    expect(attributes['gen_ai.response.finish_reasons']).toEqual(['tool_calls'])
    expect(said(attributes)[0]?.parts).toEqual([
      { type: 'tool_call', id: 'call_1', name: 'get_order', arguments: CALL.arguments },
    ])
    expect(attributes['gen_ai.system_instructions']).toContain('Be brief.')
    expect(heard(attributes)).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'And the other?' }] },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_0', name: 'get_order', arguments: '{}' }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_0', response: 'lost' }] },
    ])
    expect(JSON.parse(String(attributes['gen_ai.tool.definitions']))).toMatchObject([{ name: 'get_order' }])
  })

  it('left early are cancelled with what was received, and the provider stops', async () => {
    const setting = await set(Client, LONG)
    const stream = await setting.client.responses.create({ ...ASK, stream: true })
    for await (const event of stream) if (event.type === 'response.output_text.delta') break
    const attributes = await setting.only()
    expect(attributes).toMatchObject({ 'trimtab.status': 'cancelled', 'gen_ai.response.id': 'resp_1' })
    expect(said(attributes)[0]?.parts).toEqual([{ type: 'text', content: 'word ' }])
    await vi.waitFor(() => expect(setting.server.aborted()).toBe(1))
  })

  it('cut short by the limit say so', async () => {
    const setting = await set(Client, { finishReason: 'length' })
    await setting.client.responses.create(ASK)
    expect((await setting.only())['gen_ai.response.finish_reasons']).toEqual(['length'])
  })

  it('parsed are one prediction', async () => {
    const setting = await set(Client, { words: ['{"city":', '"Graz"}'] })
    const format = zodTextFormat(z.object({ city: z.string() }), 'place')
    const parsed = await setting.client.responses.parse({ ...ASK, text: { format } })
    expect(parsed.output_parsed).toEqual({ city: 'Graz' })
    await setting.only()
    expect(setting.known.find(parsed)).toBeDefined()
  })

  it('streamed by their helper are one prediction, which the helper and its final answer are of', async () => {
    const setting = await set(Client, { toolCalls: [CALL] })
    const runner = setting.client.responses.stream(ASK)
    const final = await runner.finalResponse()
    expect(final.output[0]).toMatchObject({ type: 'function_call', call_id: 'call_1' })
    await setting.only()
    expect(setting.known.find(runner)).toBeDefined()
    expect(setting.known.find(runner)).toBe(setting.known.find(final))
  })
})
