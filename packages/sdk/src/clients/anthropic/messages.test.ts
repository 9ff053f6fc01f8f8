import type Anthropic from '@anthropic-ai/sdk'
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod'
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { AnswerFor } from '../../fixtures/model-server.ts'
import { anthropicVersions, heard, said, type Wrapped, wrapAnthropicClient } from '../../fixtures/wrapped-clients.ts'
import { messages } from './messages.ts'

const ASK = { model: 'claude-test', max_tokens: 64, messages: [{ role: 'user' as const, content: 'Where is it?' }] }
const CALL = { id: 'toolu_1', name: 'get_order', arguments: '{"order":"A-1"}' }
const CALLED = { type: 'tool_call', id: 'toolu_1', name: 'get_order', arguments: { order: 'A-1' } }

const settings: Wrapped<Anthropic>[] = []
afterEach(() => Promise.all(settings.splice(0).map(({ server }) => server.close())))

async function set(Client: typeof Anthropic, answer?: AnswerFor): Promise<Wrapped<Anthropic>> {
  const setting = await wrapAnthropicClient(Client, answer)
  settings.push(setting)
  return setting
}

describe.each(anthropicVersions)('messages of $version', ({ Client }) => {
  it.each([false, true])('tell of tools and their calls (streamed: %s)', async (stream) => {
    const setting = await set(Client, { toolCalls: [CALL] })
    const answer = await setting.client.messages.create({
      ...ASK,
      stream,
      tools: [{ name: 'get_order', description: 'Finds it', input_schema: { type: 'object' } }],
      messages: [
        ...ASK.messages,
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_0', name: 'get_order', input: {} }] },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_0', content: [{ type: 'text', text: 'lost' }] },
            { type: 'text', text: 'And now?' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
            { type: 'document', source: { type: 'url', url: 'https://example.com/a.pdf' } },
          ],
        },
      ],
    })
    if (Symbol.asyncIterator in answer) for await (const _ of answer) void _
    const attributes = await setting.only()
    expect(attributes['gen_ai.response.finish_reasons']).toEqual(['tool_calls'])
    expect(said(attributes)[0]?.parts).toEqual([stream ? { ...CALLED, arguments: CALL.arguments } : CALLED])
    expect(JSON.parse(String(attributes['gen_ai.tool.definitions']))).toMatchObject([
      { name: 'get_order', description: 'Finds it', parameters: { type: 'object' } },
    ])
    expect(heard(attributes)).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'Where is it?' }] },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'toolu_0', name: 'get_order', arguments: {} }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'toolu_0', response: 'lost' }] },
      {
        role: 'user',
        parts: [
          { type: 'text', content: 'And now?' },
          { type: 'image', blob: 'AAAA', mimeType: 'image/png' },
          { type: 'file', url: 'https://example.com/a.pdf' },
        ],
      },
    ])
  })

  it('are parsed as one prediction, which the parsed answer is of', async () => {
    const setting = await set(Client, { words: ['{"city":', '"Graz"}'] })
    const parsed = await setting.client.messages.parse({
      ...ASK,
      output_config: { format: zodOutputFormat(z.object({ city: z.string() })) },
    })
    expect(parsed.parsed_output).toEqual({ city: 'Graz' })
    await setting.only()
    expect(setting.known.find(parsed)).toBeDefined()
  })

  it.each([false, true])('of a runner of tools are one prediction a turn (streamed: %s)', async (stream) => {
    const setting = await set(Client, (_, count) => (count === 1 ? { toolCalls: [CALL] } : {}))
    const tool = betaZodTool({
      name: 'get_order',
      description: 'Finds it',
      inputSchema: z.object({ order: z.string() }),
      run: () => 'on its way',
    })
    const runner = setting.client.beta.messages.toolRunner({ ...ASK, tools: [tool], stream })
    const final = await runner.runUntilDone()
    expect(final.content).toMatchObject([{ type: 'text', text: 'Hello there.' }])
    await vi.waitFor(() => expect(setting.records).toHaveLength(2))
    const [first, second] = setting.records.map(({ attributes }) => attributes)
    expect(said(first ?? {})[0]?.parts).toMatchObject([{ type: 'tool_call', name: 'get_order' }])
    expect(said(second ?? {})[0]?.parts).toEqual([{ type: 'text', content: 'Hello there.' }])
    expect(setting.known.find(final)).toBeDefined()
  })
})

describe('messages of an almost compatible provider', () => {
  it.each([
    ['nothing', undefined],
    ['no content', { id: 'x', content: null, usage: {} }],
    ['another type of everything', { type: 'content_block_delta', index: 'x', delta: 7, content: [null, 3], usage: 1 }],
  ])('that answer with %s are read as far as they go', (_, answer) => {
    expect(() => messages.outcome.readWhole(answer)).not.toThrow()
    const stream = messages.outcome.openStream()
    expect(() => stream.add(answer)).not.toThrow()
    expect(stream.read().usage).toBeUndefined()
  })
})
