import type OpenAI from 'openai'
import { afterEach, describe, expect, it } from 'vitest'
import { heard, openAIVersions, said, type Wrapped, wrapOpenAIClient } from '../../fixtures/wrapped-clients.ts'

const settings: Wrapped<OpenAI>[] = []
afterEach(() => Promise.all(settings.splice(0).map(({ server }) => server.close())))

async function set(Client: typeof OpenAI): Promise<Wrapped<OpenAI>> {
  const setting = await wrapOpenAIClient(Client)
  settings.push(setting)
  return setting
}

describe.each(openAIVersions)('$version', ({ Client }) => {
  it.each(['float', 'base64', undefined] as const)('tells of embeddings without their vectors (%s)', async (format) => {
    const setting = await set(Client)
    const request = {
      model: 'embed-test',
      input: ['one', 'two'],
      ...(format && { encoding_format: format }),
    }
    const answer = await setting.client.embeddings.create(request)
    expect(answer).toEqual(await setting.plain.embeddings.create(request))
    const attributes = await setting.only()
    expect(attributes).toMatchObject({
      'trimtab.task': 'embeddings',
      'trimtab.kind': 'embedding',
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.request.model': 'embed-test',
      'gen_ai.usage.input_tokens': 8,
    })
    expect(heard(attributes).map(({ parts }) => parts[0]?.['content'])).toEqual(['one', 'two'])
    expect(JSON.stringify(attributes)).not.toContain('0.25')
    expect(setting.known.find(answer)).toBeDefined()
  })

  it.each([false, true])('tells of legacy completions (streamed: %s)', async (stream) => {
    const setting = await set(Client)
    const answer = await setting.client.completions.create({ model: 'old-test', prompt: 'Once upon', stream })
    if (Symbol.asyncIterator in answer) for await (const _ of answer) void _
    const attributes = await setting.only()
    expect(attributes).toMatchObject({
      'gen_ai.operation.name': 'text_completion',
      'gen_ai.response.id': 'cmpl-1',
      'gen_ai.response.finish_reasons': ['stop'],
    })
    expect(heard(attributes)).toEqual([{ role: 'user', parts: [{ type: 'text', content: 'Once upon' }] }])
    expect(said(attributes)).toEqual([{ role: 'assistant', parts: [{ type: 'text', content: 'Hello there.' }] }])
  })
})
