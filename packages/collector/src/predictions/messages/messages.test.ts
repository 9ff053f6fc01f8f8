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
