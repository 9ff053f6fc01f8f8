import type { Json } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRequestBody } from './request-body.ts'

const text = (words: string, role = 'user') => ({ role, parts: [{ type: 'text', text: words }] })
const schema = { type: 'object' }
const tool = { name: 'f', description: null, parameters: schema }

describe('the body of a request', () => {
  it.each<[string, Json, object]>([
    [
      'OpenAI’s chat',
      {
        model: 'gpt-4o-mini',
        messages: [
          { role: 'developer', content: 'Be kind.' },
          { role: 'user', content: 'Hi' },
        ],
        tools: [{ type: 'function', function: { name: 'f', parameters: schema } }],
        temperature: 0.2,
        max_completion_tokens: 300,
        n: 2,
        stop: 'END',
        reasoning_effort: 'low',
      },
      {
        modelRequested: 'gpt-4o-mini',
        tools: [tool],
        parameters: { temperature: 0.2, maxTokens: 300, choiceCount: 2, stopSequences: ['END'], reasoningLevel: 'low' },
      },
    ],
    [
      'OpenAI’s responses',
      {
        model: 'gpt-4o-mini',
        instructions: 'Be kind.',
        input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
        tools: [{ type: 'function', name: 'f', parameters: schema }],
        max_output_tokens: 300,
        reasoning: { effort: 'high' },
      },
      { modelRequested: 'gpt-4o-mini', tools: [tool], parameters: { maxTokens: 300, reasoningLevel: 'high' } },
    ],
    [
      'Anthropic',
      {
        model: 'claude',
        system: [{ type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral' } }],
        messages: [{ role: 'user', content: 'Hi' }],
        tools: [{ name: 'f', input_schema: schema }],
        max_tokens: 300,
        stop_sequences: ['END'],
      },
      { modelRequested: 'claude', tools: [tool], parameters: { maxTokens: 300, stopSequences: ['END'] } },
    ],
    [
      'Gemini',
      {
        model: 'gemini-2.5-flash',
        systemInstruction: { parts: [{ text: 'Be kind.' }] },
        contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
        tools: [{ functionDeclarations: [{ name: 'f', parameters: schema }] }],
        generationConfig: { temperature: 0.2, maxOutputTokens: 300, topP: 0.9 },
      },
      {
        modelRequested: 'gemini-2.5-flash',
        tools: [tool],
        parameters: { temperature: 0.2, maxTokens: 300, topP: 0.9 },
      },
    ],
    [
      'Gemini’s SDK',
      {
        model: 'gemini-2.5-flash',
        contents: 'Hi',
        config: {
          systemInstruction: 'Be kind.',
          temperature: 0.2,
          tools: [{ functionDeclarations: [{ name: 'f', parameters: schema }] }],
        },
      },
      { modelRequested: 'gemini-2.5-flash', tools: [tool], parameters: { temperature: 0.2 } },
    ],
    [
      'Bedrock',
      {
        modelId: 'amazon.nova',
        system: [{ text: 'Be kind.' }],
        messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
        toolConfig: { tools: [{ toolSpec: { name: 'f', inputSchema: { json: schema } } }] },
        inferenceConfig: { maxTokens: 300 },
      },
      { modelRequested: 'amazon.nova', tools: [tool], parameters: { maxTokens: 300 } },
    ],
    ['Cohere', { preamble: 'Be kind.', message: 'Hi', model: 'command-r' }, { modelRequested: 'command-r' }],
    ['the AI SDK', { system: 'Be kind.', messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] }, {}],
    [
      'a list of messages',
      [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hi' },
      ],
      {},
    ],
    [
      'pairs',
      {
        messages: [
          ['system', 'Be kind.'],
          ['human', 'Hi'],
        ],
      },
      {},
    ],
    [
      'the arguments of a function',
      { kwargs: { system: 'Be kind.', messages: [{ role: 'user', content: 'Hi' }] } },
      {},
    ],
  ])('of %s is read', (_who, body, said) => {
    const read = { system: 'Be kind.', inputMessages: [text('Hi')], ...said }
    expect(readRequestBody(body)).toEqual(read)
    expect(readRequestBody(JSON.stringify(body))).toEqual(read)
  })

  it.each<[Json, string | undefined]>([
    [{ model: 'm', user: 'kunde-7' }, 'kunde-7'],
    [{ messages: [{ role: 'user', content: 'Hi' }], safety_identifier: 'kunde-7' }, 'kunde-7'],
    [{ model: 'm', metadata: { user_id: 'kunde-7' } }, 'kunde-7'],
    [{ input: 'Hi', user: 'What is the weather?' }, undefined],
    [{ model: 'm', user: { name: 'kunde-7' } }, undefined],
  ])('of %j names its end user, where it is one', (body, user) => {
    expect(readRequestBody(body).requestUser).toBe(user)
  })

  it('has one message for each text that is embedded or completed', () => {
    for (const body of [{ input: ['a', 'b'] }, { prompts: ['a', 'b'] }, { texts: ['a', 'b'] }, ['a', 'b']])
      expect(readRequestBody(body)).toEqual({ inputMessages: [text('a'), text('b')] })
    expect(readRequestBody({ prompt: 'a' })).toEqual({ inputMessages: [text('a')] })
    expect(readRequestBody({ input: [1, 2, 3] })).toEqual({})
  })

  it('that is a text is what the user said', () => {
    expect(readRequestBody('Hi')).toEqual({ inputMessages: [text('Hi')] })
    expect(readRequestBody('')).toEqual({})
  })

  it('that was cut is read as far as it goes, and marked', () => {
    expect(readRequestBody('{"model":"m","messages":[{"role":"user","content":"Where is')).toEqual({
      modelRequested: 'm',
      inputMessages: [text('Where is')],
      truncated: true,
    })
  })

  it('of anything at all is read without harm', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => void readRequestBody(body as Json)))
  })
})

it('messages as Python prints them are nothing that was said', () => {
  const printed = ["ChatMessage(role=<MessageRole.USER: 'user'>, content=[])"]
  expect(readRequestBody({ messages: printed })).toEqual({})
})
