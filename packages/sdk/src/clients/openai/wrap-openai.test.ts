import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AnswerFor } from '../../fixtures/model-server.ts'
import { openAIVersions, said, wait, type Wrapped, wrapOpenAIClient } from '../../fixtures/wrapped-clients.ts'
import type { ClientOptions } from '../client-options.ts'

const ASK = { model: 'gpt-test', messages: [{ role: 'user' as const, content: 'Hi' }] }
const STREAM = { ...ASK, stream: true as const, stream_options: { include_usage: true } }
const LONG = { words: Array.from({ length: 200 }, (_, index) => `${index} `), chunkDelayMs: 5 }

const settings: Wrapped<OpenAI>[] = []
const unhandled = vi.fn<(error: unknown) => void>()
beforeEach(() => void process.on('unhandledRejection', unhandled))
afterEach(async () => {
  await wait(1)
  process.off('unhandledRejection', unhandled)
  await Promise.all(settings.splice(0).map(({ server }) => server.close()))
  if (unhandled.mock.calls.length > 0)
    throw new Error('a rejection was left unhandled', { cause: unhandled.mock.calls })
})

async function set(Client: typeof OpenAI, answer?: AnswerFor, options?: ClientOptions): Promise<Wrapped<OpenAI>> {
  const setting = await wrapOpenAIClient(Client, answer, options)
  settings.push(setting)
  return setting
}

const HELLO = [{ role: 'assistant', parts: [{ type: 'text', content: 'Hello there.' }] }]

describe.each(openAIVersions)('$version: a chat completion', ({ Client }) => {
  it('is one prediction with all that is known of it, and the answer is what it was', async () => {
    const setting = await set(Client, {}, { task: 'support.reply' })
    const completion = await setting.client.chat.completions.create({
      ...ASK,
      messages: [{ role: 'system', content: 'Be kind.' }, ...ASK.messages],
      temperature: 0.2,
      max_tokens: 30,
      stop: 'END',
      user: 'u-1',
    })
    const plain = await setting.plain.chat.completions.create(ASK)
    expect(Object.keys(completion)).toEqual(Object.keys(plain))
    const attributes = await setting.only()
    expect(attributes).toMatchObject({
      'trimtab.task': 'support.reply',
      'trimtab.kind': 'generation',
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': '127.0.0.1',
      'gen_ai.request.model': 'gpt-test',
      'gen_ai.response.model': 'gpt-test-2026-01-01',
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 4,
      'gen_ai.usage.reasoning.output_tokens': 2,
      'gen_ai.request.temperature': 0.2,
      'gen_ai.request.max_tokens': 30,
      'gen_ai.request.stop_sequences': ['END'],
      'user.id': 'u-1',
      'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be kind.' }]),
      'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'Hi' }] }]),
    })
    expect(said(attributes)).toEqual(HELLO)
    expect(setting.known.find(completion)?.id).toBe(`${setting.records[0]?.traceId}-${setting.records[0]?.spanId}`)
  })

  it('that is streamed is one prediction, with the time of its first token', async () => {
    const setting = await set(Client, { reasoning: ['Hm', 'm.'] })
    const stream = await setting.client.chat.completions.create(STREAM)
    expect(setting.known.find(stream)).toBeDefined()
    const words: string[] = []
    for await (const chunk of stream) words.push(chunk.choices[0]?.delta.content ?? '')
    expect(words.join('')).toBe('Hello there.')
    const attributes = await setting.only()
    expect(attributes).toMatchObject({
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.response.time_to_first_chunk': expect.any(Number) as unknown,
    })
    expect(attributes['trimtab.status']).toBeUndefined()
    expect(said(attributes)).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'Hmm.' },
          { type: 'text', content: 'Hello there.' },
        ],
      },
    ])
  })

  it('that is left early ends once, cancelled, with what was received, and the provider stops', async () => {
    const setting = await set(Client, LONG)
    const stream = await setting.client.chat.completions.create(STREAM)
    let count = 0
    for await (const _ of stream) if (++count === 3) break
    const attributes = await setting.only()
    expect(attributes['trimtab.status']).toBe('cancelled')
    expect(attributes['gen_ai.usage.input_tokens']).toBeUndefined()
    expect(said(attributes)).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: '0 1 ' }] }])
    await vi.waitFor(() => expect(setting.server.aborted()).toBe(1))
  })

  it('that is left after the model has said why it stops is complete', async () => {
    const setting = await set(Client)
    const stream = await setting.client.chat.completions.create(STREAM)
    for await (const chunk of stream) if (chunk.choices[0]?.finish_reason) break
    expect((await setting.only())['trimtab.status']).toBeUndefined()
  })

  it('that is closed by `return` ends once', async () => {
    const setting = await set(Client, LONG)
    const iterator = (await setting.client.chat.completions.create(STREAM))[Symbol.asyncIterator]()
    await iterator.next()
    await iterator.next()
    await iterator.return?.()
    expect((await setting.only())['trimtab.status']).toBe('cancelled')
    await vi.waitFor(() => expect(setting.server.aborted()).toBe(1))
  })

  it.each(['controller', 'signal'])('that is aborted by its %s ends cancelled, and the provider stops', async (by) => {
    const setting = await set(Client, LONG)
    const own = new AbortController()
    const stream = await setting.client.chat.completions.create(STREAM, { signal: own.signal })
    const abort = by === 'signal' ? own : stream.controller
    let count = 0
    for await (const _ of stream) if (++count === 3) abort.abort()
    const attributes = await setting.only()
    expect(attributes['trimtab.status']).toBe('cancelled')
    expect(JSON.stringify(said(attributes))).toContain('0 1 ')
    await vi.waitFor(() => expect(setting.server.aborted()).toBe(1))
  })

  it('that is aborted before it is answered ends cancelled, with the error it has without us', async () => {
    const setting = await set(Client, LONG)
    const own = new AbortController()
    const asked = setting.client.chat.completions.create(ASK, { signal: own.signal })
    own.abort()
    await expect(asked).rejects.toBeInstanceOf(Client.APIUserAbortError)
    expect((await setting.only())['trimtab.status']).toBe('cancelled')
  })

  it('whose line is cut ends as an error with what was received, and its reader sees an error', async () => {
    const setting = await set(Client, { ...LONG, cutAfter: 4 })
    const stream = await setting.client.chat.completions.create(STREAM)
    const read = async (): Promise<void> => {
      for await (const _ of stream) void _
    }
    await expect(read()).rejects.toBeInstanceOf(Error)
    const attributes = await setting.only()
    expect(attributes['error.type']).toBeDefined()
    expect(said(attributes)).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: '0 1 2 ' }] }])
  })

  it('whose provider fails on the way ends as an error with what was received', async () => {
    const setting = await set(Client, { failureAfter: 3 })
    const stream = await setting.client.chat.completions.create(STREAM)
    const read = async (): Promise<void> => {
      for await (const _ of stream) void _
    }
    await expect(read()).rejects.toBeInstanceOf(Client.APIError)
    const attributes = await setting.only()
    expect(attributes['error.type']).toBe('APIError')
    expect(said(attributes)).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: 'Hello there' }] }])
  })

  it('that is refused ends as an error with its status, and the caller sees the very error', async () => {
    const failure = { status: 429, body: { error: { message: 'Slow down', type: 'rate_limit' } } }
    const setting = await set(Client, { failure })
    await expect(setting.client.chat.completions.create(ASK)).rejects.toBeInstanceOf(Client.RateLimitError)
    const attributes = await setting.only()
    expect(attributes).toMatchObject({ 'error.type': 'RateLimitError', 'http.response.status_code': 429 })
    expect(setting.records[0]?.error?.message).toBe('429 Slow down')
  })

  it('that fails is an error also where somebody else asks for the answer first', async () => {
    const completions = Client.Chat.Completions.prototype
    const create = Reflect.get(completions, 'create') as (...given: unknown[]) => Promise<unknown>
    const askFirst = vi.spyOn(completions, 'create').mockImplementation(function (this: unknown, ...given: unknown[]) {
      const answer = Reflect.apply(create, this, given)
      void answer.then(undefined, () => undefined)
      return answer as never
    })
    const setting = await set(Client, { failure: { status: 429, body: { error: { message: 'Slow down' } } } })
    await expect(setting.client.chat.completions.create(ASK)).rejects.toBeInstanceOf(Client.RateLimitError)
    askFirst.mockRestore()
    expect(await setting.only()).toMatchObject({ 'error.type': 'RateLimitError', 'http.response.status_code': 429 })
  })

  it('that nobody handles the rejection of is unhandled as without us, once', async () => {
    const setting = await set(Client, { failure: { status: 400, body: {} } })
    const plain = vi.fn<(error: unknown) => void>()
    process.off('unhandledRejection', unhandled)
    process.on('unhandledRejection', plain)
    void setting.client.chat.completions.create(ASK)
    await vi.waitFor(() => expect(plain).toHaveBeenCalled())
    await wait(20)
    process.off('unhandledRejection', plain)
    expect(plain).toHaveBeenCalledTimes(1)
    expect(plain.mock.calls[0]?.[0]).toBeInstanceOf(Client.BadRequestError)
  })

  it('that nobody reads to its end ends when nobody can any more', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const setting = await set(Client, { words: ['one', 'two', 'three'] })
    await (async () => {
      const iterator = (await setting.client.chat.completions.create(STREAM))[Symbol.asyncIterator]()
      await iterator.next()
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

  it('that is being read does not end because its stream is out of sight', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const setting = await set(Client, { ...LONG, words: LONG.words.slice(0, 20) })
    const openIterator = async (): Promise<AsyncIterator<unknown>> =>
      (await setting.client.chat.completions.create(STREAM))[Symbol.asyncIterator]()
    const iterator = await openIterator()
    while ((await iterator.next()).done !== true) {
      collect()
      await wait(1)
    }
    expect((await setting.only())['trimtab.status']).toBeUndefined()
  })

  it('keeps `withResponse`, whole and streamed', async () => {
    const setting = await set(Client)
    const { data, response, request_id: requestId } = await setting.client.chat.completions.create(ASK).withResponse()
    expect([data.choices[0]?.message.content, response.status, requestId]).toEqual(['Hello there.', 200, 'req_local'])
    expect(said(await setting.only())).toEqual(HELLO)
    expect(setting.known.find(data)).toBeDefined()
    const streamed = await setting.client.chat.completions.create(STREAM).withResponse()
    for await (const _ of streamed.data) void _
    await vi.waitFor(() => expect(setting.records).toHaveLength(2))
    expect(said(setting.records[1]?.attributes ?? {})).toEqual(HELLO)
  })

  it('keeps `asResponse`, which ends the call when the response is there', async () => {
    const setting = await set(Client)
    const response = await setting.client.chat.completions.create(ASK).asResponse()
    const attributes = await setting.only()
    expect([attributes['trimtab.status'], attributes['gen_ai.output.messages']]).toEqual([undefined, undefined])
    expect(await response.json()).toMatchObject({ id: 'chatcmpl-1' })
    expect(setting.known.find(response)).toBeDefined()
  })

  it('keeps `tee`, both of whose branches are whole', async () => {
    const setting = await set(Client)
    const branches = (await setting.client.chat.completions.create(STREAM)).tee()
    const counts = await Promise.all(
      branches.map(async (branch) => {
        let count = 0
        for await (const _ of branch) count += 1
        return count
      }),
    )
    expect(counts).toEqual([6, 6])
    expect(said(await setting.only())).toEqual(HELLO)
  })

  it('keeps `toReadableStream`, all of whose lines are read', async () => {
    const setting = await set(Client)
    const readable = (await setting.client.chat.completions.create(STREAM)).toReadableStream()
    const text = await new Response(readable).text()
    expect(text.trim().split('\n')).toHaveLength(6)
    expect(said(await setting.only())).toEqual(HELLO)
  })

  it('gives the vendor’s own promise and stream', async () => {
    const setting = await set(Client)
    const [own, plain] = [setting.client, setting.plain].map((client) => client.chat.completions.create(STREAM))
    expect(Object.getPrototypeOf(own)).toBe(Object.getPrototypeOf(plain))
    const [stream, plainStream] = await Promise.all([own, plain])
    expect(Object.getPrototypeOf(stream)).toBe(Object.getPrototypeOf(plainStream))
    expect(stream?.controller).toBeInstanceOf(AbortController)
    for await (const _ of stream ?? []) void _
    await setting.only()
  })

  it('with several choices has one message for each', async () => {
    const setting = await set(Client)
    await setting.client.chat.completions.create({ ...ASK, n: 2 })
    const attributes = await setting.only()
    expect([attributes['gen_ai.request.choice.count'], said(attributes)]).toEqual([2, [...HELLO, ...HELLO]])
    for await (const _ of await setting.client.chat.completions.create({ ...STREAM, n: 2 })) void _
    await vi.waitFor(() => expect(setting.records).toHaveLength(2))
    expect(said(setting.records[1]?.attributes ?? {})).toEqual([...HELLO, ...HELLO])
  })
})
