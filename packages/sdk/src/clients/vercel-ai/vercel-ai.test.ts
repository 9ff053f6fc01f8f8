import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAI as createPreviousOpenAI } from '@ai-sdk/openai-previous'
import * as ai from 'ai'
import * as aiPrevious from 'ai-previous'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { ModelServer } from '../../fixtures/model-server.ts'
import { startOpenAIServer } from '../../fixtures/openai-server.ts'
import { recordCalls } from '../../fixtures/recorded-calls.ts'
import type { ClientOptions } from '../client-options.ts'
import { findResponseId } from './ai-result.ts'
import { createVercelAi } from './vercel-ai.ts'

/** The newest and the previous major in one shape: what is used here is the same in both. */
const versions = [
  { version: 7, sdk: ai, openProvider: createOpenAI },
  {
    version: 6,
    sdk: aiPrevious as unknown as typeof ai,
    openProvider: createPreviousOpenAI as unknown as typeof createOpenAI,
  },
]
const ways = ['telemetry', 'middleware', 'both'] as const

const servers: ModelServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

async function open(
  { sdk, openProvider }: (typeof versions)[number],
  way: (typeof ways)[number],
  answer?: Parameters<typeof startOpenAIServer>[0],
  options: ClientOptions = { task: 'support.reply' },
) {
  const server = await startOpenAIServer(answer)
  servers.push(server)
  const { calls, known, records, dropped } = recordCalls()
  const watch = createVercelAi(calls.begin, () => {
    const storage = new AsyncLocalStorage<never>()
    return {
      get: () => storage.getStore(),
      run: (value, work) => storage.run(value as never, work),
    }
  })
  const provider = openProvider({ baseURL: server.url, apiKey: 'none' })
  const wrap = (model: ReturnType<typeof provider.chat>) =>
    way === 'telemetry' ? model : sdk.wrapLanguageModel({ model, middleware: watch.aiMiddleware(options) })
  const telemetry = way === 'middleware' ? {} : { experimental_telemetry: watch.aiTelemetry(options) }
  return {
    endOpen: calls.endOpen,
    server,
    known,
    records,
    dropped,
    provider,
    wrap,
    telemetry,
    watch,
    model: wrap(provider.chat('gpt-4o-mini')),
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries += 1) await wait(5)
}

function raise(error: unknown): never {
  throw error
}

const said = (record: { attributes: { [key: string]: unknown } } | undefined): unknown =>
  JSON.parse(String(record?.attributes['gen_ai.output.messages']))

describe.each(versions)('AI SDK $version', (version) => {
  describe.each(ways)('by %s', (way) => {
    test('one call is one prediction, with all that was asked and answered', async () => {
      const { sdk } = version
      const { records, known, model, telemetry } = await open(version, way)
      const result = await sdk.generateText({
        model,
        system: 'Be brief.',
        prompt: 'Where is my order?',
        temperature: 0.2,
        maxOutputTokens: 300,
        maxRetries: 0,
        ...telemetry,
      })

      expect(result.text).toBe('Hello there.')
      expect(records).toHaveLength(1)
      expect(records[0]).toMatchObject({ name: 'support.reply', kind: 'client', error: undefined })
      expect(records[0]?.attributes).toMatchObject({
        'trimtab.task': 'support.reply',
        'trimtab.kind': 'generation',
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.response.model': 'gpt-4o-mini-2026-01-01',
        'gen_ai.response.id': 'chatcmpl-1',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.request.temperature': 0.2,
        'gen_ai.request.max_tokens': 300,
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.usage.cache_read.input_tokens': 4,
        'gen_ai.usage.reasoning.output_tokens': 2,
        'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be brief.' }]),
        'gen_ai.input.messages': JSON.stringify([
          { role: 'user', parts: [{ type: 'text', content: 'Where is my order?' }] },
        ]),
      })
      expect(said(records[0])).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: 'Hello there.' }] }])
      expect(known.find(result.response)?.id).toBe(`${records[0]?.traceId}-${records[0]?.spanId}`)
    })

    test('a stream that is read to its end is one prediction, and says when it began to speak', async () => {
      const { sdk } = version
      const { records, known, model, telemetry } = await open(version, way, { chunkDelayMs: 5 })
      const result = sdk.streamText({ model, prompt: 'Hi', ...telemetry })
      const words: string[] = []
      for await (const word of result.textStream) words.push(word)

      expect(words).toEqual(['Hello', ' there', '.'])
      await until(() => records.length > 0)
      expect(records).toHaveLength(1)
      expect(said(records[0])).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: 'Hello there.' }] }])
      expect(records[0]?.attributes).toMatchObject({
        'gen_ai.response.id': 'chatcmpl-1',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.usage.input_tokens': 12,
      })
      expect(records[0]?.attributes['gen_ai.response.time_to_first_chunk']).toBeGreaterThan(0)
      expect(known.find(await result.response)?.id).toBe(`${records[0]?.traceId}-${records[0]?.spanId}`)
    })

    test('an agent with a tool makes one prediction for each time the model is asked', async () => {
      const { sdk } = version
      const { records, model, telemetry } = await open(version, way, (_request, count) =>
        count === 1
          ? { toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' }], reasoning: ['Hm.'] }
          : { words: ['Rain.'] },
      )
      const tools = {
        weather: sdk.tool({
          description: 'Tells the weather',
          inputSchema: z.object({ city: z.string() }),
          execute: async ({ city }) => ({ city, sky: 'rain' }),
        }),
      }
      const agent = { model, tools, prompt: 'Weather in Bern?', ...telemetry }
      const result = await sdk.generateText({ ...agent, stopWhen: sdk.stepCountIs(3) })

      expect(result.text).toBe('Rain.')
      expect(records).toHaveLength(2)
      expect(said(records[0])).toEqual([
        {
          role: 'assistant',
          parts: [expect.objectContaining({ type: 'tool_call', id: 'call_1', name: 'weather' })],
        },
      ])
      expect(records[0]?.attributes['gen_ai.response.finish_reasons']).toEqual(['tool_calls'])
      expect(JSON.parse(records[0]?.attributes['gen_ai.tool.definitions'] as string)).toMatchObject([
        { name: 'weather', description: 'Tells the weather', parameters: { properties: { city: { type: 'string' } } } },
      ])
      expect(JSON.parse(records[1]?.attributes['gen_ai.input.messages'] as string)).toMatchObject([
        { role: 'user' },
        { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_1', arguments: { city: 'Bern' } }] },
        {
          role: 'tool',
          parts: [{ type: 'tool_call_response', id: 'call_1', response: { city: 'Bern', sky: 'rain' } }],
        },
      ])
    })

    test('each attempt that fails is a failed prediction, and the caller gets the very error', async () => {
      const { sdk } = version
      const failure = { status: 429, body: { error: { message: 'Slow down', type: 'rate' } } }
      const { records, model, telemetry } = await open(version, way, { failure })
      const error: unknown = await sdk
        .generateText({ model, prompt: 'Hi', maxRetries: 0, ...telemetry })
        .catch((caught: unknown) => caught)

      expect(error).toMatchObject({ name: 'AI_APICallError', statusCode: 429 })
      expect(records).toHaveLength(1)
      expect(records[0]?.error?.message).toBe('Slow down')
      expect(records[0]?.attributes['error.type']).toBe('AI_APICallError')
    })

    test('structured output is one prediction', async () => {
      const { sdk } = version
      const { records, model, telemetry } = await open(version, way, { words: ['{"mood":', '"good"}'] })
      const schema = z.object({ mood: z.string() })
      const { object } = await sdk.generateObject({ model, schema, prompt: 'How?', ...telemetry })

      expect(object).toEqual({ mood: 'good' })
      expect(records).toHaveLength(1)
      expect(said(records[0])).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: '{"mood":"good"}' }] }])
      expect(records[0]?.attributes).toMatchObject({
        'gen_ai.response.id': 'chatcmpl-1',
        'gen_ai.usage.input_tokens': 12,
      })
    })

    test('a streamed object is one prediction', async () => {
      const { sdk } = version
      const { records, model, telemetry } = await open(version, way, { words: ['{"mood":', '"good"}'] })
      const schema = z.object({ mood: z.string() })
      const result = sdk.streamObject({ model, schema, prompt: 'How?', ...telemetry })
      for await (const _ of result.partialObjectStream);

      expect(await result.object).toEqual({ mood: 'good' })
      await until(() => records.length > 0)
      expect(records).toHaveLength(1)
      expect(said(records[0])).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: '{"mood":"good"}' }] }])
    })
  })

  // Version 6 says nothing of a stream that is aborted, so there it takes the middleware.
  describe.each(version.version === 6 ? (['middleware', 'both'] as const) : ways)('by %s', (way) => {
    test('a stream that is aborted is a cancelled prediction with what came until then', async () => {
      const { sdk } = version
      const { records, server, model, telemetry } = await open(version, way, { chunkDelayMs: 10 })
      const abort = new AbortController()
      const result = sdk.streamText({
        model,
        prompt: 'Hi',
        abortSignal: abort.signal,
        onError: () => undefined,
        ...telemetry,
      })
      for await (const word of result.textStream) if (word === 'Hello') abort.abort()

      await until(() => records.length > 0 && server.aborted() > 0)
      expect(records).toHaveLength(1)
      expect(records[0]?.attributes['trimtab.status']).toBe('cancelled')
      expect(said(records[0])).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: 'Hello' }] }])
      expect(server.aborted()).toBe(1)
    })

    test('a connection that breaks in the middle is a failed prediction with what came until then', async () => {
      const { sdk } = version
      const { records, model, telemetry } = await open(version, way, { cutAfter: 2 })
      const reading = { model, prompt: 'Hi', onError: () => undefined, ...telemetry }
      const failed = sdk.streamText(reading).consumeStream({ onError: raise })
      await expect(failed).rejects.toThrow('Failed to process successful response')

      await until(() => records.length > 0)
      expect(records).toHaveLength(1)
      expect(records[0]?.error).toBeDefined()
      expect(said(records[0])).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: 'Hello' }] }])
    })

    test('a failure that the provider tells of in the stream is a failed prediction', async () => {
      const { sdk } = version
      const { records, model, telemetry } = await open(version, way, { failureAfter: 2 })
      const result = sdk.streamText({ model, prompt: 'Hi', onError: () => undefined, ...telemetry })
      await result.consumeStream({ onError: () => undefined })

      await until(() => records.length > 0)
      expect(records).toHaveLength(1)
      expect(records[0]?.error).toBeDefined()
    })
  })

  test('a stream that is left open is a cancelled prediction when the app ends', async () => {
    const { sdk } = version
    for (const way of ways) {
      const { records, model, telemetry, endOpen } = await open(version, way, { chunkDelayMs: 5 })
      const abort = new AbortController()
      const asked = { model, prompt: 'Hi', abortSignal: abort.signal, onError: () => undefined }
      for await (const _ of sdk.streamText({ ...asked, ...telemetry }).textStream) break
      endOpen()
      abort.abort()
      expect(records.map(({ attributes }) => attributes['trimtab.status'])).toEqual(['cancelled'])
    }
  })

  test('what the caller told the telemetry of the AI SDK is read', async () => {
    const { sdk } = version
    const { records, model, watch } = await open(version, 'telemetry', {}, {})
    const notes = { sessionId: 's-1', userId: 'u-1', plan: 'free' }
    const included = { sessionId: true, userId: true, plan: true }
    await sdk.generateText({
      model,
      prompt: 'Hi',
      runtimeContext: notes,
      experimental_telemetry: {
        ...watch.aiTelemetry({ tags: ['a'] }),
        functionId: 'support.answer',
        includeRuntimeContext: included,
        ...(version.version === 6 && { metadata: notes }),
      },
    })

    expect(records[0]).toMatchObject({
      name: 'support.answer',
      attributes: {
        'session.id': 's-1',
        'user.id': 'u-1',
        'trimtab.tags': ['a'],
        'trimtab.metadata': JSON.stringify({ plan: 'free' }),
      },
    })
  })

  test('who records no inputs and outputs with the AI SDK records none with us', async () => {
    const { sdk } = version
    const { records, model, watch } = await open(version, 'telemetry')
    await sdk.generateText({
      model,
      prompt: 'A secret',
      experimental_telemetry: { ...watch.aiTelemetry(), recordInputs: false, recordOutputs: false },
    })

    expect(records[0]?.attributes['gen_ai.input.messages']).toBeUndefined()
    expect(records[0]?.attributes['gen_ai.output.messages']).toBeUndefined()
    expect(records[0]?.attributes['gen_ai.usage.input_tokens']).toBe(12)
  })

  test('a result leads back to the answer it ends in, and a stream is not read for it', async () => {
    const { sdk } = version
    const { server, model } = await open(version, 'middleware', { words: ['{"mood":"good"}'] })
    const prompt = 'How?'
    expect(findResponseId(await sdk.generateText({ model, prompt }))).toBe('chatcmpl-1')
    const schema = z.object({ mood: z.string() })
    expect(findResponseId(await sdk.generateObject({ model, schema, prompt }))).toBe('chatcmpl-2')
    const result = sdk.streamText({ model, prompt })
    expect(findResponseId(result)).toBeUndefined()
    const words: string[] = []
    for await (const word of result.textStream) words.push(word)
    expect(words).toEqual(['{"mood":"good"}'])
    expect(server.requests).toHaveLength(3)
  })

  test('embeddings are predictions with the texts, by telemetry', async () => {
    const { sdk } = version
    const { records, provider, telemetry } = await open(version, 'telemetry')
    const model = provider.embedding('text-embedding-3-small')
    await sdk.embed({ model, value: 'one', ...telemetry })
    await sdk.embedMany({ model, values: ['one', 'two'], ...telemetry })

    expect(records).toHaveLength(2)
    expect(records[1]?.attributes).toMatchObject({
      'trimtab.kind': 'embedding',
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.request.model': 'text-embedding-3-small',
      'gen_ai.usage.input_tokens': 8,
    })
    expect(JSON.parse(records[1]?.attributes['gen_ai.input.messages'] as string)).toMatchObject([
      { role: 'user', parts: [{ content: 'one' }] },
      { role: 'user', parts: [{ content: 'two' }] },
    ])
  })

  test('what is true of one call comes with the call, also by the middleware', async () => {
    const { sdk } = version
    const { records, model } = await open(version, 'middleware')
    await sdk.generateText({ model, prompt: 'Hi', providerOptions: { trimtab: { session: 's-2', key: 'T-1' } } })

    expect(records[0]?.attributes).toMatchObject({ 'session.id': 's-2', 'trimtab.key': 'T-1' })
  })

  test('the responses interface is read as well, with reasoning', async () => {
    const { sdk } = version
    const { records, provider, wrap } = await open(version, 'middleware', { reasoning: ['Let me', ' see.'] })
    await sdk.generateText({ model: wrap(provider('gpt-5')), prompt: 'Hi' })
    const result = sdk.streamText({ model: wrap(provider('gpt-5')), prompt: 'Hi' })
    await result.consumeStream()

    expect(records.map(({ attributes }) => attributes['gen_ai.response.id'])).toEqual(['resp_1', 'resp_2'])
    expect(said(records[0])).toEqual(said(records[1]))
    expect(records[0]?.attributes['gen_ai.provider.name']).toBe('openai')
  })
})
