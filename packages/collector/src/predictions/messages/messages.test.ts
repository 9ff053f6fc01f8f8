import type { Json } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readConversation, readMessages, spokenText } from './messages.ts'
import { readTools } from './tools.ts'

const user = { role: 'user', parts: [{ type: 'text', content: 'Hello' }] }

function readPart(part: Json): unknown {
  return readMessages([{ role: 'assistant', parts: [part] }])?.[0]?.parts[0]
}

describe('a conversation', () => {
  it('is the messages without the words of the system, which stand for themselves', () => {
    const messages = [
      { role: 'system', parts: [{ type: 'text', content: 'Be kind.' }] },
      user,
      { role: 'developer', content: 'Be short.' },
    ]
    expect(readConversation(messages, [{ type: 'text', content: 'You are an agent.' }])).toEqual({
      system: 'You are an agent.\n\nBe kind.\n\nBe short.',
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
    })
  })

  it.each([null, 'Hello', 7, {}])('that was sent as %j was not sent: null, and no empty list', (messages) => {
    expect(readConversation(messages, null)).toEqual({ system: null, messages: null })
  })

  it('may have no system at all', () => {
    expect(readConversation([user], null).system).toBeNull()
    expect(readConversation([user], []).system).toBeNull()
  })
})

describe('a message', () => {
  it('has its content in parts, in a list of texts, or as one text', () => {
    const text = [{ type: 'text', text: 'Hello' }]
    const spellings = [
      { parts: [{ type: 'text', content: 'Hello' }] },
      { content: [{ type: 'text', text: 'Hello' }] },
      { content: ['Hello'] },
      { content: 'Hello' },
    ]
    expect(readMessages(spellings.map((said) => ({ role: 'user', ...said })))?.map(({ parts }) => parts)).toEqual([
      text,
      text,
      text,
      text,
    ])
  })

  it('that says nothing has no parts', () => {
    expect(readMessages([{ role: 'user', content: '' }, { role: 'user' }, { role: 'user', content: null }])).toEqual([
      { role: 'user', parts: [] },
      { role: 'user', parts: [] },
      { role: 'user', parts: [] },
    ])
  })

  it('that is no object is left out', () => {
    expect(readMessages([null, 'Hello', 7, ['a']])).toEqual([])
  })
})

describe('a message of another spelling', () => {
  it.each([
    ['human', 'user'],
    ['USER', 'user'],
    ['ai', 'assistant'],
    ['model', 'assistant'],
    ['CHATBOT', 'assistant'],
    ['narrator', 'narrator'],
  ])('of %s is of %s', (said, role) => {
    expect(readMessages([{ role: said, content: 'Hello' }])).toEqual([
      { role, parts: [{ type: 'text', text: 'Hello' }] },
    ])
  })

  it('of OpenAI’s chat has its calls and their answers, refusals, thoughts and what was spoken', () => {
    expect(
      readMessages([
        {
          role: 'assistant',
          content: null,
          reasoning_content: 'Hm.',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'get_order', arguments: '{"id":"A-1"}' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '{"status":"shipped"}' },
        { role: 'assistant', content: null, refusal: 'I cannot.' },
        { role: 'assistant', content: null, audio: { id: 'a', transcript: 'Spoken.' } },
        { role: 'assistant', content: null, function_call: { name: 'old', arguments: '{}' } },
        { role: 'function', name: 'old', content: 'done' },
      ]),
    ).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm.' },
          { type: 'toolCall', id: 'call_1', name: 'get_order', arguments: { id: 'A-1' } },
        ],
      },
      { role: 'tool', parts: [{ type: 'toolResult', id: 'call_1', result: '{"status":"shipped"}' }] },
      { role: 'assistant', parts: [{ type: 'text', text: 'I cannot.' }] },
      { role: 'assistant', parts: [{ type: 'text', text: 'Spoken.' }] },
      { role: 'assistant', parts: [{ type: 'toolCall', id: null, name: 'old', arguments: {} }] },
      { role: 'tool', parts: [{ type: 'toolResult', id: null, result: 'done' }] },
    ])
  })

  it('of Anthropic has results of tools among the words of the user, which become messages of their own', () => {
    expect(
      readMessages([
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm.', signature: 's' },
            { type: 'tool_use', id: 'toolu_1', name: 'get_order', input: { id: 'A-1' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: 'shipped' }] },
            { type: 'text', text: 'And now?' },
          ],
        },
      ]),
    ).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm.' },
          { type: 'toolCall', id: 'toolu_1', name: 'get_order', arguments: { id: 'A-1' } },
        ],
      },
      { role: 'tool', parts: [{ type: 'toolResult', id: 'toolu_1', result: 'shipped' }] },
      { role: 'user', parts: [{ type: 'text', text: 'And now?' }] },
    ])
  })

  it('of OpenAI’s responses is made of items, of which those of one answer are one message', () => {
    expect(
      readMessages([
        { role: 'user', content: [{ type: 'input_text', text: 'Where is it?' }] },
        { type: 'reasoning', id: 'rs_1', summary: [] },
        { type: 'reasoning', id: 'rs_2', summary: [{ type: 'summary_text', text: 'Hm.' }] },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I look.' }] },
        { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'get_order', arguments: '{"id":"A-1"}' },
        { type: 'function_call_output', call_id: 'call_1', output: 'shipped' },
        { type: 'web_search_call', id: 'ws_1', status: 'completed' },
      ]),
    ).toEqual([
      { role: 'user', parts: [{ type: 'text', text: 'Where is it?' }] },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm.' },
          { type: 'text', text: 'I look.' },
          { type: 'toolCall', id: 'call_1', name: 'get_order', arguments: { id: 'A-1' } },
        ],
      },
      { role: 'tool', parts: [{ type: 'toolResult', id: 'call_1', result: 'shipped' }] },
      { role: 'assistant', parts: [{ type: 'web_search_call', id: 'ws_1', status: 'completed' }] },
    ])
  })

  it('that gives a call among its content and again beside it has it once', () => {
    const call = { id: 'call_1', name: 'get_order', args: { id: 'A-1' }, type: 'tool_call' }
    const content = [{ type: 'tool_use', id: 'call_1', name: 'get_order', input: { id: 'A-1' } }]
    const kwargs = { content, tool_calls: [call], tool_call_chunks: [call] }
    expect(readMessages([{ lc: 1, id: ['langchain', 'AIMessageChunk'], kwargs }])).toEqual([
      { role: 'assistant', parts: [{ type: 'toolCall', id: 'call_1', name: 'get_order', arguments: { id: 'A-1' } }] },
    ])
  })

  it('of Gemini and of Bedrock says what its pieces are by the names of their fields', () => {
    const gemini = [
      { role: 'user', parts: [{ text: 'What is it?' }, { inlineData: { mimeType: 'image/png', data: 'aGk=' } }] },
      { role: 'model', parts: [{ text: 'Hm.', thought: true }, { functionCall: { name: 'f', args: { a: 1 } } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'f', response: { ok: true } } }] },
    ]
    const bedrock = [
      { role: 'user', content: [{ text: 'What is it?' }, { image: { format: 'png', source: { bytes: 'aGk=' } } }] },
      {
        role: 'assistant',
        content: [
          { reasoningContent: { reasoningText: { text: 'Hm.' } } },
          { toolUse: { toolUseId: 't1', name: 'f', input: { a: 1 } } },
        ],
      },
      { role: 'user', content: [{ toolResult: { toolUseId: 't1', content: [{ json: { ok: true } }] } }] },
    ]
    const read = (id: string | null): unknown => [
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'What is it?' },
          { type: 'image', blob: 'aGk=', mimeType: 'image/png' },
        ],
      },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm.' },
          { type: 'toolCall', id, name: 'f', arguments: { a: 1 } },
        ],
      },
      { role: 'tool', parts: [{ type: 'toolResult', id, result: { ok: true } }] },
    ]
    expect(readMessages(gemini)).toEqual(read(null))
    expect(readMessages(bedrock)).toEqual(read('t1'))
  })

  it('of the AI SDK has tagged results, in its older versions untagged ones', () => {
    const call = { type: 'tool-call', toolCallId: 'c1', toolName: 'f' }
    const result = { type: 'tool-result', toolCallId: 'c1', toolName: 'f' }
    for (const [said, answered] of [
      [
        { ...call, args: { a: 1 } },
        { ...result, result: { ok: true } },
      ],
      [
        { ...call, input: '{"a":1}' },
        { ...result, output: { type: 'json', value: { ok: true } } },
      ],
    ]) {
      const messages = [
        { role: 'assistant', content: [said ?? null] },
        { role: 'tool', content: [answered ?? null] },
      ]
      expect(readMessages(messages)).toEqual([
        { role: 'assistant', parts: [{ type: 'toolCall', id: 'c1', name: 'f', arguments: { a: 1 } }] },
        { role: 'tool', parts: [{ type: 'toolResult', id: 'c1', result: { ok: true } }] },
      ])
    }
  })
})

describe('a part', () => {
  it.each([
    [
      { type: 'reasoning', content: 'Hm.' },
      { type: 'reasoning', text: 'Hm.' },
    ],
    [
      { type: 'text', content: '' },
      { type: 'text', text: '' },
    ],
  ])('%j is %j', (part, read) => {
    expect(readPart(part)).toEqual(read)
  })

  it.each([
    ['{"id":"A-1"}', { id: 'A-1' }],
    [{ id: 'A-1' }, { id: 'A-1' }],
    ['{"id":"A-', '{"id":"A-'],
    ['[1]', '[1]'],
    ['', ''],
    [null, null],
  ])(
    'that calls a tool with %j has the arguments %j: an object where the text is one, else what the model wrote',
    (given, read) => {
      const part = { type: 'tool_call', id: 'call_1', name: 'get_order', arguments: given }
      expect(readPart(part)).toEqual({ type: 'toolCall', id: 'call_1', name: 'get_order', arguments: read })
    },
  )

  it('that answers a tool says so as `response`, or as `result` in the examples of the convention', () => {
    const result = { type: 'toolResult', id: 'call_1', result: { status: 'shipped' } }
    expect(readPart({ type: 'tool_call_response', id: 'call_1', response: { status: 'shipped' } })).toEqual(result)
    expect(readPart({ type: 'tool_call_response', id: 'call_1', result: { status: 'shipped' } })).toEqual(result)
    expect(readPart({ type: 'tool_call_response', response: 'yes' })).toEqual({
      type: 'toolResult',
      id: null,
      result: 'yes',
    })
  })

  it.each([
    { type: 'blob', modality: 'video', mime_type: 'video/mp4', content: 'aGk=' },
    { type: 'compaction', id: 'c-1' },
    { type: 'video', url: 'https://example.com/a.mp4', nested: { deep: [1, null] } },
  ])('that nobody here knows is kept as it came: %j', (part) => {
    expect(readPart(part)).toEqual(part)
  })

  it.each([
    { type: 'text', content: { unusual: true } },
    { type: 'text', content: null },
    { type: 'reasoning', content: 5 },
    { type: 'image', url: 5 },
    { type: 'image', source: { type: 'file', file_id: 'file-1' } },
    { type: 'file', file: { file_id: 'file-1' } },
    { type: {} },
    { nothing: 'known' },
  ])('that only claims to be of a type of ours claims nothing: %j', (part) => {
    expect(readPart(part)).toEqual({ type: 'unreadable', part })
  })

  it('in our own spelling has every field that its type promises', () => {
    expect(readPart({ type: 'toolCall' })).toEqual({ type: 'toolCall', id: null, name: '', arguments: null })
    expect(readPart({ type: 'toolResult' })).toEqual({ type: 'toolResult', id: null, result: null })
  })
})

describe('the words of an answer', () => {
  it('are those of the first choice, without its reasoning', () => {
    const messages = readMessages([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'Hm.' },
          { type: 'text', content: 'It is ' },
          { type: 'text', content: 'on its way.' },
        ],
      },
      { role: 'assistant', content: 'Another choice.' },
    ])
    expect(spokenText(messages)).toBe('It is on its way.')
  })

  it('are null where the model said none', () => {
    expect(spokenText(null)).toBeNull()
    expect(spokenText([])).toBeNull()
    expect(spokenText(readMessages([{ role: 'assistant', parts: [{ type: 'tool_call', name: 'a' }] }]))).toBeNull()
  })
})

describe('tools', () => {
  it('are read flat, and wrapped as OpenAI wraps them', () => {
    const parameters = { type: 'object' }
    const read = [{ name: 'get_order', description: 'Looks up', parameters }]
    expect(readTools([{ type: 'function', name: 'get_order', description: 'Looks up', parameters }])).toEqual(read)
    expect(
      readTools([{ type: 'function', function: { name: 'get_order', description: 'Looks up', parameters } }]),
    ).toEqual(read)
    expect(readTools([{ name: 'ping' }])).toEqual([{ name: 'ping', description: null, parameters: null }])
    expect(readTools(null)).toBeNull()
  })
})

describe('anything at all', () => {
  it('is read without harm', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (messages, system) => {
        const given = [messages, system] as [Json, Json]
        expect(() => readConversation(...given)).not.toThrow()
        expect(() => spokenText(readMessages(given[0]))).not.toThrow()
        expect(() => readTools(given[0])).not.toThrow()
      }),
    )
  })
})

it('who calls tools without a role is the assistant', () => {
  const call = { id: 'call_1', function: { name: 'get_weather', arguments: '{}' } }
  expect(readMessages([{ content: null, tool_calls: [call] }])?.[0]?.role).toBe('assistant')
})
