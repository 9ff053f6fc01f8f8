import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type Anthropic from '@anthropic-ai/sdk'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AnswerFor } from '../../fixtures/model-server.ts'
import { anthropicVersions, said, wait, type Wrapped, wrapAnthropicClient } from '../../fixtures/wrapped-clients.ts'

const ASK = { model: 'claude-test', max_tokens: 64, messages: [{ role: 'user' as const, content: 'Hi' }] }
const STREAM = { ...ASK, stream: true as const }
const LONG = { words: Array.from({ length: 200 }, (_, index) => `${index} `), chunkDelayMs: 5 }
const HELLO = [{ role: 'assistant', parts: [{ type: 'text', content: 'Hello there.' }] }]

const settings: Wrapped<Anthropic>[] = []
const unhandled = vi.fn<(error: unknown) => void>()
beforeEach(() => void process.on('unhandledRejection', unhandled))
afterEach(async () => {
  await wait(1)
  process.off('unhandledRejection', unhandled)
  await Promise.all(settings.splice(0).map(({ server }) => server.close()))
  if (unhandled.mock.calls.length > 0)
    throw new Error('a rejection was left unhandled', { cause: unhandled.mock.calls })
})

const places = anthropicVersions.flatMap(({ version, Client }) => [
  { name: `${version}, messages`, Client, messagesOf: (client: Anthropic) => client.messages },
  {
    name: `${version}, beta messages`,
    Client,
    messagesOf: (client: Anthropic) => client.beta.messages as unknown as Anthropic['messages'],
  },
])

describe.each(places)('$name: a message', ({ Client, messagesOf }) => {
  async function set(answer?: AnswerFor): Promise<Wrapped<Anthropic> & { messages: Anthropic['messages'] }> {
    const setting = await wrapAnthropicClient(Client, answer)
    settings.push(setting)
    return { ...setting, messages: messagesOf(setting.client) }
  }

  it.each([false, true])('is one prediction with all that is known of it (streamed: %s)', async (stream) => {
    const setting = await set({ reasoning: ['Hm', 'm.'] })
    // The newest models take no temperature any more, and the older ones still do.
    const request = {
      ...ASK,
      stream,
      system: [{ type: 'text', text: 'Be kind.' }],
      temperature: 0.2,
      top_k: 5,
      stop_sequences: ['END'],
      metadata: { user_id: 'u-1' },
    } as Anthropic.MessageCreateParams
    const answer = await setting.messages.create(request)
    if (Symbol.asyncIterator in answer) for await (const _ of answer) void _
    const attributes = await setting.only()
    expect(attributes).toMatchObject({
      'trimtab.task': 'chat',
      'trimtab.kind': 'generation',
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': '127.0.0.1',
      'gen_ai.request.model': 'claude-test',
      'gen_ai.response.model': 'claude-test-20260101',
      'gen_ai.response.id': 'msg_1',
      'gen_ai.response.finish_reasons': ['stop'],
      // 12, with 4 from the cache and 3 to it.
      'gen_ai.usage.input_tokens': 19,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 4,
      'gen_ai.usage.reasoning.output_tokens': 2,
      'gen_ai.request.temperature': 0.2,
      'gen_ai.request.top_k': 5,
      'gen_ai.request.max_tokens': 64,
      'gen_ai.request.stop_sequences': ['END'],
      'user.id': 'u-1',
      'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be kind.' }]),
    })
    expect(said(attributes)).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'Hmm.' },
          { type: 'text', content: 'Hello there.' },
        ],
      },
    ])
    expect(attributes['gen_ai.response.time_to_first_chunk'] !== undefined).toBe(stream)
    expect(setting.known.find(answer)).toBeDefined()
  })

  it('that is left early ends once, cancelled, without a count of what was to come, and the provider stops', async () => {
    const setting = await set(LONG)
    let count = 0
    for await (const event of await setting.messages.create(STREAM)) {
      if (event.type === 'content_block_delta' && ++count === 2) break
    }
    const attributes = await setting.only()
    expect(attributes).toMatchObject({ 'trimtab.status': 'cancelled', 'gen_ai.usage.input_tokens': 19 })
    expect(attributes['gen_ai.usage.output_tokens']).toBeUndefined()
    expect(said(attributes)[0]?.parts).toEqual([{ type: 'text', content: '0 1 ' }])
    await vi.waitFor(() => expect(setting.server.aborted()).toBe(1))
  })

  it('that is closed by `return` ends once', async () => {
    const setting = await set(LONG)
    const iterator = (await setting.messages.create(STREAM))[Symbol.asyncIterator]()
    await iterator.next()
    await iterator.return?.()
    expect((await setting.only())['trimtab.status']).toBe('cancelled')
    await vi.waitFor(() => expect(setting.server.aborted()).toBe(1))
  })

  it.each(['controller', 'signal'])('that is aborted by its %s ends cancelled, and the provider stops', async (by) => {
    const setting = await set(LONG)
    const own = new AbortController()
    const stream = await setting.messages.create(STREAM, { signal: own.signal })
    const abort = by === 'signal' ? own : stream.controller
    let count = 0
    for await (const _ of stream) if (++count === 5) abort.abort()
    expect((await setting.only())['trimtab.status']).toBe('cancelled')
    await vi.waitFor(() => expect(setting.server.aborted()).toBe(1))
  })

  it('whose line is cut ends as an error with what was received, and its reader sees an error', async () => {
    const setting = await set({ ...LONG, cutAfter: 6 })
    const stream = await setting.messages.create(STREAM)
    const read = async (): Promise<void> => {
      for await (const _ of stream) void _
    }
    await expect(read()).rejects.toBeInstanceOf(Error)
    const attributes = await setting.only()
    expect(attributes['error.type']).toBeDefined()
    expect(said(attributes)[0]?.parts).toEqual([{ type: 'text', content: '0 1 2 ' }])
  })

  it('whose provider fails on the way ends as an error with what was received', async () => {
    const setting = await set({ failureAfter: 5 })
    const stream = await setting.messages.create(STREAM)
    const read = async (): Promise<void> => {
      for await (const _ of stream) void _
    }
    await expect(read()).rejects.toBeInstanceOf(Client.APIError)
    expect(said(await setting.only())[0]?.parts).toEqual([{ type: 'text', content: 'Hello there' }])
  })

  it('that is refused ends as an error with its status, and the caller sees the very error', async () => {
    const body = { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down' } }
    const setting = await set({ failure: { status: 429, body } })
    await expect(setting.messages.create(ASK)).rejects.toBeInstanceOf(Client.RateLimitError)
    expect(await setting.only()).toMatchObject({ 'error.type': 'RateLimitError', 'http.response.status_code': 429 })
  })

  it('that nobody handles the rejection of is unhandled as without us, once', async () => {
    const setting = await set({ failure: { status: 400, body: {} } })
    const plain = vi.fn<(error: unknown) => void>()
    process.off('unhandledRejection', unhandled)
    process.on('unhandledRejection', plain)
    void setting.messages.create(ASK)
    await vi.waitFor(() => expect(plain).toHaveBeenCalled())
    await wait(20)
    process.off('unhandledRejection', plain)
    expect(plain).toHaveBeenCalledTimes(1)
    expect(plain.mock.calls[0]?.[0]).toBeInstanceOf(Client.BadRequestError)
  })

  it('that nobody reads to its end ends when nobody can any more', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const setting = await set()
    await (async () => {
      const iterator = (await setting.messages.create(STREAM))[Symbol.asyncIterator]()
      await iterator.next()
    })()
    await vi.waitFor(
      () => {
        collect()
        expect(setting.records).toHaveLength(1)
      },
      { timeout: 5000, interval: 20 },
    )
    expect(setting.records[0]?.attributes['trimtab.status']).toBe('cancelled')
  })

  it('keeps `withResponse`, whole and streamed', async () => {
    const setting = await set()
    const { data, response, request_id: requestId } = await setting.messages.create(ASK).withResponse()
    expect([data.id, response.status, requestId]).toEqual(['msg_1', 200, 'req_local'])
    expect(said(await setting.only())).toEqual(HELLO)
    const streamed = await setting.messages.create(STREAM).withResponse()
    for await (const _ of streamed.data) void _
    await vi.waitFor(() => expect(setting.records).toHaveLength(2))
    expect(said(setting.records[1]?.attributes ?? {})).toEqual(HELLO)
  })

  it('keeps `asResponse`, which ends the call when the response is there', async () => {
    const setting = await set()
    const response = await setting.messages.create(ASK).asResponse()
    expect((await setting.only())['gen_ai.output.messages']).toBeUndefined()
    expect(await response.json()).toMatchObject({ id: 'msg_1' })
  })

  it('keeps `tee` and `toReadableStream`', async () => {
    const setting = await set()
    const [left, right] = (await setting.messages.create(STREAM)).tee()
    for await (const _ of left) void _
    const text = await new Response(right.toReadableStream()).text()
    expect(text.trim().split('\n')).toHaveLength(8)
    expect(said(await setting.only())).toEqual(HELLO)
  })

  it('gives the vendor’s own promise and stream', async () => {
    const setting = await set()
    const own = setting.messages.create(STREAM)
    const plain = messagesOf(setting.plain).create(STREAM)
    expect(Object.getPrototypeOf(own)).toBe(Object.getPrototypeOf(plain))
    const [stream, plainStream] = await Promise.all([own, plain])
    expect(Object.getPrototypeOf(stream)).toBe(Object.getPrototypeOf(plainStream))
    for await (const _ of stream) void _
    await setting.only()
  })

  it('streamed by its helper is one prediction, which the helper and its final message are of', async () => {
    const setting = await set()
    const runner = setting.messages.stream(ASK)
    const words: string[] = []
    runner.on('text', (delta) => words.push(delta))
    const final = await runner.finalMessage()
    expect(words.join('')).toBe('Hello there.')
    expect(said(await setting.only())).toEqual(HELLO)
    expect(setting.known.find(runner)).toBeDefined()
    expect(setting.known.find(runner)).toBe(setting.known.find(final))
  })

  it('streamed by its helper and aborted ends cancelled', async () => {
    const setting = await set(LONG)
    const runner = setting.messages.stream(ASK)
    runner.once('text', () => runner.abort())
    await expect(runner.done()).rejects.toBeInstanceOf(Client.APIUserAbortError)
    expect((await setting.only())['trimtab.status']).toBe('cancelled')
    await vi.waitFor(() => expect(setting.server.aborted()).toBe(1))
  })

  it('is no prediction when only its tokens are counted', async () => {
    const setting = await set()
    expect(await setting.messages.countTokens({ model: 'claude-test', messages: ASK.messages })).toMatchObject({
      input_tokens: 12,
    })
    await wait(20)
    expect(setting.records).toEqual([])
  })
})
