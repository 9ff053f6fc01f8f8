import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type OpenAI from 'openai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { TrimtabError } from '../errors.ts'
import type { AnswerFor } from '../fixtures/model-server.ts'
import { recordCalls } from '../fixtures/recorded-calls.ts'
import {
  anthropicVersions,
  openAIVersions,
  said,
  wait,
  type Wrapped,
  wrapOpenAIClient,
} from '../fixtures/wrapped-clients.ts'
import { createWrapAnthropic } from './anthropic/wrap-anthropic.ts'
import type { ClientOptions } from './client-options.ts'
import { createWrapOpenAI } from './openai/wrap-openai.ts'

const ASK = { model: 'gpt-test', messages: [{ role: 'user' as const, content: 'Hi' }] }

const settings: Wrapped<OpenAI>[] = []
afterEach(() => Promise.all(settings.splice(0).map(({ server }) => server.close())))

async function set(Client: typeof OpenAI, answer?: AnswerFor, options?: ClientOptions): Promise<Wrapped<OpenAI>> {
  const setting = await wrapOpenAIClient(Client, answer, options)
  settings.push(setting)
  return setting
}

describe.each(openAIVersions)('a wrapped client of $version', ({ Client }) => {
  it('is the client in all that asks no model', async () => {
    const { client, plain } = await set(Client)
    expect(client).toBeInstanceOf(Client)
    expect(client.constructor).toBe(plain.constructor)
    expect(client.files).toBe(plain.files)
    expect(client.chat).toBe(client.chat)
    expect(Reflect.get(client.chat.completions, 'create')).toBe(Reflect.get(client.chat.completions, 'create'))
    expect(Object.keys(client)).toEqual(Object.keys(plain))
    expect(client.buildURL('/x', null)).toBe(plain.buildURL('/x', null))
    expect((await client.models.list()).data).toEqual([])
    client.timeout = 5
    expect(plain.timeout).toBe(5)
  })

  it('stays watched through `withOptions`, while the client it was stays unwatched', async () => {
    const setting = await set(Client, {}, { task: 'support.reply' })
    const copy = setting.client.withOptions({ timeout: 1234 })
    expect([copy.timeout, copy instanceof Client]).toEqual([1234, true])
    await copy.chat.completions.create(ASK)
    await setting.plain.chat.completions.create(ASK)
    expect((await setting.only())['trimtab.task']).toBe('support.reply')
  })

  it('can be wrapped twice, for two tasks', async () => {
    const setting = await set(Client)
    const wrap = createWrapOpenAI(setting.calls.begin)
    const [one, two] = ['one', 'two'].map((task) => wrap(setting.plain, { task }))
    await one?.chat.completions.create(ASK)
    await two?.chat.completions.create(ASK)
    await one?.chat.completions.create(ASK)
    expect(setting.records.map(({ name }) => name)).toEqual(['one', 'two', 'one'])
  })

  it('tells what the app says of a call, over what the request says', async () => {
    const setting = await set(
      Client,
      {},
      {
        session: 's-1',
        user: ({ user }) => `${String(user)}!`,
        key: () => undefined,
        tags: ['a'],
        metadata: ({ model }) => ({ asked: model }),
        variant: 'B',
        prompt: { name: 'reply', version: '7' },
        consent: false,
      },
    )
    await setting.client.chat.completions.create({ ...ASK, user: 'u-1', metadata: { plan: 'free' } })
    const attributes = await setting.only()
    expect(attributes).toMatchObject({
      'trimtab.task': 'reply',
      'session.id': 's-1',
      'user.id': 'u-1!',
      'trimtab.tags': ['a'],
      'trimtab.metadata': '{"plan":"free","asked":"gpt-test"}',
      'trimtab.variant': 'B',
      'gen_ai.prompt.version': '7',
      'trimtab.consent': false,
    })
    expect(attributes['trimtab.key']).toBeUndefined()
    expect(setting.server.requests[0]?.body).toEqual({ ...ASK, user: 'u-1', metadata: { plan: 'free' } })
  })

  it('asks the model as if nothing were wrong with what the app says of the call', async () => {
    const fail = (): never => {
      throw new Error('a mistake of the app')
    }
    const setting = await set(Client, {}, { session: fail, prompt: fail })
    expect((await setting.client.chat.completions.create(ASK)).choices).toHaveLength(1)
    expect(said(await setting.only())).toHaveLength(1)
    expect(setting.dropped).toEqual(['context_unreadable'])
  })

  it('ends a call whose answer nobody ever asks for', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const setting = await set(Client)
    ;(() => void setting.client.chat.completions.create(ASK))()
    await vi.waitFor(
      () => {
        collect()
        expect(setting.records).toHaveLength(1)
      },
      { timeout: 5000, interval: 20 },
    )
    expect(setting.records[0]?.attributes['trimtab.status']).toBe('cancelled')
  })

  it('gives an answer that is asked for late, and records it', async () => {
    const setting = await set(Client)
    const asked = setting.client.chat.completions.create(ASK)
    await wait(50)
    expect((await asked).choices).toHaveLength(1)
    expect((await setting.only())['trimtab.status']).toBeUndefined()
  })

  it('runs its calls under the call they are made in', async () => {
    const setting = await set(Client)
    const outer = setting.calls.begin({ task: 'outer', kind: 'generation', context: () => ({}), input: () => ({}) })
    await outer.run(() => setting.client.chat.completions.create(ASK))
    outer.succeed(() => ({}))
    const [inner, around] = setting.records
    expect([inner?.parentSpanId, inner?.traceId]).toEqual([around?.spanId, around?.traceId])
  })
})

describe('wrapping', () => {
  const { begin } = recordCalls().calls
  const wraps = [
    { name: 'wrapOpenAI', wrap: createWrapOpenAI(begin) },
    { name: 'wrapAnthropic', wrap: createWrapAnthropic(begin) },
  ]

  it.each(wraps)('by $name what is no such client is an error at once', ({ wrap }) => {
    const frightening = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no')
        },
      },
    )
    for (const nothing of [undefined, null, 7, {}, { chat: {} }, { messages: { create: 1 } }, frightening]) {
      expect(() => wrap(nothing as object)).toThrow(TrimtabError)
    }
  })

  it('takes no task that is no name', () => {
    const client = { messages: { create: () => undefined } }
    for (const task of ['', 7 as never])
      expect(() => createWrapAnthropic(begin)(client, { task })).toThrow(TrimtabError)
  })

  it('mistakes no client for the other one’s', () => {
    const [{ Client: OpenAIClient }] = openAIVersions as [(typeof openAIVersions)[0]]
    const [{ Client: AnthropicClient }] = anthropicVersions as [(typeof anthropicVersions)[0]]
    expect(() => createWrapAnthropic(begin)(new OpenAIClient({ apiKey: 'none' }))).toThrow(TrimtabError)
    expect(() => createWrapOpenAI(begin)(new AnthropicClient({ apiKey: 'none' }))).toThrow(TrimtabError)
  })

  it('fits a client of another make: plain promises, plain streams, nothing that can be changed', async () => {
    const { calls, records } = recordCalls()
    async function* words(): AsyncGenerator<object> {
      yield { choices: [{ delta: { content: 'Hi' } }] }
    }
    const completions = Object.freeze({
      create: async ({ stream = false }: { stream?: boolean }) =>
        stream ? words() : { choices: [{ message: { role: 'assistant', content: 'Hi' } }] },
    })
    const client = createWrapOpenAI(calls.begin)(Object.freeze({ chat: { completions } }))
    expect(client.chat.completions.create).toBe(completions.create)
    const open = createWrapOpenAI(calls.begin)({ chat: { completions: { ...completions } } })
    await open.chat.completions.create({})
    for await (const _ of (await open.chat.completions.create({ stream: true })) as AsyncGenerator<object>) void _
    expect(records.map(({ attributes }) => said(attributes))).toEqual(
      Array.from({ length: 2 }, () => [{ role: 'assistant', parts: [{ type: 'text', content: 'Hi' }] }]),
    )
  })
})
