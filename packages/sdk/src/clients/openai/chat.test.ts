import type OpenAI from 'openai'
import { zodResponseFormat } from 'openai/helpers/zod'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { AnswerFor } from '../../fixtures/model-server.ts'
import { heard, openAIVersions, said, type Wrapped, wrapOpenAIClient } from '../../fixtures/wrapped-clients.ts'
import type { ClientOptions } from '../client-options.ts'
import { chat } from './chat.ts'

const ASK = { model: 'gpt-test', messages: [{ role: 'user' as const, content: 'Where is my order?' }] }
const CALL = { id: 'call_1', name: 'get_order', arguments: '{"order":"A-1"}' }
const TOOL = {
  type: 'function' as const,
  function: { name: 'get_order', description: 'Finds it', parameters: { type: 'object', properties: {} } },
}

const settings: Wrapped<OpenAI>[] = []
afterEach(() => Promise.all(settings.splice(0).map(({ server }) => server.close())))

async function set(Client: typeof OpenAI, answer?: AnswerFor, options?: ClientOptions): Promise<Wrapped<OpenAI>> {
  const setting = await wrapOpenAIClient(Client, answer, options)
  settings.push(setting)
  return setting
}

const CALLED = [
  { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_1', name: 'get_order', arguments: CALL.arguments }] },
]

describe.each(openAIVersions)('chat of $version', ({ Client }) => {
  it.each([false, true])('tells of tools and their calls (streamed: %s)', async (stream) => {
    const setting = await set(Client, { toolCalls: [CALL] })
    const answer = await setting.client.chat.completions.create({ ...ASK, stream, tools: [TOOL] })
    if (Symbol.asyncIterator in answer) for await (const _ of answer) void _
    const attributes = await setting.only()
    expect(said(attributes)).toEqual(CALLED)
    expect(attributes['gen_ai.response.finish_reasons']).toEqual(['tool_calls'])
    expect(JSON.parse(String(attributes['gen_ai.tool.definitions']))).toMatchObject([
      { name: 'get_order', description: 'Finds it', parameters: { type: 'object' } },
    ])
  })

  it.each([false, true])('tells of a refusal (streamed: %s)', async (stream) => {
    const setting = await set(Client, { refusal: 'I will not.' })
    const answer = await setting.client.chat.completions.create({ ...ASK, stream })
    if (Symbol.asyncIterator in answer) for await (const _ of answer) void _
    expect(said(await setting.only())).toEqual([
      { role: 'assistant', parts: [{ type: 'text', content: 'I will not.' }] },
    ])
  })

  it('says nothing of usage that the provider did not send', async () => {
    const setting = await set(Client)
    for await (const _ of await setting.client.chat.completions.create({ ...ASK, stream: true })) void _
    const attributes = await setting.only()
    expect(setting.server.requests[0]?.body['stream_options']).toBeUndefined()
    expect(attributes['gen_ai.usage.input_tokens']).toBeUndefined()
  })

  it('parses structured output as one prediction, which the parsed answer is of', async () => {
    const setting = await set(Client, { words: ['{"city":', '"Graz"}'] })
    const parsed = await setting.client.chat.completions.parse({
      ...ASK,
      response_format: zodResponseFormat(z.object({ city: z.string() }), 'place'),
    })
    expect(parsed.choices[0]?.message.parsed).toEqual({ city: 'Graz' })
    expect(said(await setting.only())[0]?.parts).toEqual([{ type: 'text', content: '{"city":"Graz"}' }])
    expect(setting.known.find(parsed)).toBeDefined()
  })

  it('that cannot be parsed is still the prediction it was, and fails as without us', async () => {
    const setting = await set(Client, { words: ['{"city":'] })
    const response_format = zodResponseFormat(z.object({ city: z.string() }), 'place')
    const plain = await setting.plain.chat.completions.parse({ ...ASK, response_format }).catch(String)
    const own = await setting.client.chat.completions.parse({ ...ASK, response_format }).catch(String)
    expect([typeof own, own]).toEqual(['string', plain])
    expect((await setting.only())['error.type']).toBeUndefined()
  })

  it('streamed by its helper is one prediction, which the helper and its final answer are of', async () => {
    const setting = await set(Client)
    const runner = setting.client.chat.completions.stream(ASK)
    const words: string[] = []
    runner.on('content', (delta) => words.push(delta))
    const final = await runner.finalChatCompletion()
    expect([words.join(''), final.choices[0]?.message.content]).toEqual(['Hello there.', 'Hello there.'])
    await setting.only()
    expect(setting.known.find(runner)).toBeDefined()
    expect(setting.known.find(runner)).toBe(setting.known.find(final))
  })

  it('streamed by its helper and aborted ends cancelled', async () => {
    const setting = await set(Client, { words: Array.from({ length: 100 }, () => 'word '), chunkDelayMs: 5 })
    const runner = setting.client.chat.completions.stream(ASK)
    runner.once('content', () => runner.abort())
    await expect(runner.done()).rejects.toBeInstanceOf(Client.APIUserAbortError)
    expect((await setting.only())['trimtab.status']).toBe('cancelled')
    await vi.waitFor(() => expect(setting.server.aborted()).toBe(1))
  })

  it.each([false, true])('that runs tools is one prediction a turn (streamed: %s)', async (stream) => {
    const setting = await set(Client, (_, count) => (count === 1 ? { toolCalls: [CALL] } : {}))
    const params = {
      ...ASK,
      tools: [{ ...TOOL, function: { ...TOOL.function, function: () => 'on its way', parse: JSON.parse } }],
    }
    const { completions } = setting.client.chat
    const runner = stream ? completions.runTools({ ...params, stream: true }) : completions.runTools(params)
    expect(await runner.finalContent()).toBe('Hello there.')
    await vi.waitFor(() => expect(setting.records).toHaveLength(2))
    const [first, second] = setting.records.map(({ attributes }) => attributes)
    expect(said(first ?? {})).toEqual(CALLED)
    expect(heard(second ?? {})).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'Where is my order?' }] },
      ...CALLED,
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'on its way' }] },
    ])
    expect(setting.known.find(runner)).toBeDefined()
  })

  it('tells of images, audio and files in our words', async () => {
    const setting = await set(Client)
    await setting.client.chat.completions.create({
      ...ASK,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
            { type: 'input_audio', input_audio: { data: 'BBBB', format: 'wav' } },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,CCCC' } },
          ],
        },
      ],
    })
    expect(heard(await setting.only())[0]?.parts).toEqual([
      { type: 'text', content: 'What is this?' },
      { type: 'image', url: 'https://example.com/cat.png' },
      { type: 'image', blob: 'AAAA', mimeType: 'image/png' },
      { type: 'audio', blob: 'BBBB', mimeType: 'audio/wav' },
      { type: 'file', blob: 'CCCC', mimeType: 'application/pdf' },
    ])
  })
})

describe('chat of an almost compatible provider', () => {
  it.each([
    ['nothing', undefined],
    ['no choices', { id: 'x', choices: null }],
    ['choices of nothing', { choices: [null, { message: null }] }],
    [
      'another type of everything',
      { id: 7, model: {}, choices: [{ message: { content: 9, tool_calls: 'no' } }], usage: 3 },
    ],
  ])('that answers with %s is read as far as it goes', (_, answer) => {
    expect(() => chat.outcome.readWhole(answer)).not.toThrow()
    const stream = chat.outcome.openStream()
    expect(() => stream.add(answer)).not.toThrow()
    expect(stream.read().usage).toBeUndefined()
  })

  it('that leaves reasoning out of the output and not out of the total is counted with it', () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 35 }
    expect(chat.outcome.readWhole({ choices: [], usage }).usage).toMatchObject({ inputTokens: 10, outputTokens: 25 })
  })

  it('that says more than a stream may keep is cut, and says so', () => {
    const stream = chat.outcome.openStream()
    for (let count = 0; count < 6; count += 1) stream.add({ choices: [{ delta: { content: 'x'.repeat(1_000_000) } }] })
    const { isCut, messages } = stream.read()
    expect(isCut).toBe(true)
    expect(JSON.stringify(messages).length).toBeLessThan(4_100_000)
  })
})
