import { type Example, JSON_DEPTH_MAX, type JsonObject, type MessagePart } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { openaiSft } from './openai-sft.ts'

const text = (words: string): MessagePart => ({ type: 'text', text: words })
const question = { role: 'user', parts: [text('Where is my order?')] }
const answer = { role: 'assistant', parts: [text('It is on its way.')] }
const call: MessagePart = { type: 'toolCall', id: 'call_1', name: 'get_order', arguments: { id: 'A-2077' } }
const result: MessagePart = { type: 'toolResult', id: 'call_1', result: { status: 'shipped' } }
const unknown = { type: 'video', url: 'https://example.com/a.mp4' } as unknown as MessagePart

const saidCall = { id: 'call_1', type: 'function', function: { name: 'get_order', arguments: '{"id":"A-2077"}' } }

function rowOf(said: Partial<Example>): JsonObject {
  const formatted = openaiSft.row({ system: null, messages: [question], tools: null, target: answer, ...said })
  if (formatted.outcome !== 'row') throw new Error(formatted.reason)
  return formatted.row
}

describe('a row for OpenAI chat fine-tuning', () => {
  it('is the question and the answer', () => {
    expect(rowOf({})).toEqual({
      messages: [
        { role: 'user', content: 'Where is my order?' },
        { role: 'assistant', content: 'It is on its way.' },
      ],
    })
  })

  it('opens with the system, where there is one', () => {
    expect(rowOf({ system: 'Be kind.' })['messages']).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Where is my order?' },
      { role: 'assistant', content: 'It is on its way.' },
    ])
  })

  it('trains on the rated answer alone: earlier ones have no weight', () => {
    expect(rowOf({ messages: [question, answer, question] })['messages']).toEqual([
      { role: 'user', content: 'Where is my order?' },
      { role: 'assistant', content: 'It is on its way.', weight: 0 },
      { role: 'user', content: 'Where is my order?' },
      { role: 'assistant', content: 'It is on its way.' },
    ])
  })

  it('says tools, their calls and their results as OpenAI does', () => {
    const tools = [
      { name: 'get_order', description: 'Looks up', parameters: { type: 'object' } },
      { name: 'ping', description: null, parameters: null },
    ]
    expect(
      rowOf({
        tools,
        messages: [question, { role: 'assistant', parts: [text('I look.'), call] }, { role: 'tool', parts: [result] }],
      }),
    ).toEqual({
      messages: [
        { role: 'user', content: 'Where is my order?' },
        { role: 'assistant', content: 'I look.', tool_calls: [saidCall], weight: 0 },
        { role: 'tool', tool_call_id: 'call_1', content: '{"status":"shipped"}' },
        { role: 'assistant', content: 'It is on its way.' },
      ],
      tools: [
        { type: 'function', function: { name: 'get_order', description: 'Looks up', parameters: { type: 'object' } } },
        { type: 'function', function: { name: 'ping', parameters: { type: 'object', properties: {} } } },
      ],
    })
  })

  it('may be trained to call a tool and say nothing', () => {
    expect(rowOf({ target: { role: 'assistant', parts: [call] } })['messages']).toEqual([
      { role: 'user', content: 'Where is my order?' },
      { role: 'assistant', tool_calls: [saidCall] },
    ])
  })

  it('keeps arguments that do not parse as the model wrote them', () => {
    const broken: MessagePart = { type: 'toolCall', id: 'call_1', name: 'get_order', arguments: '{"id":"A-' }
    expect(rowOf({ target: { role: 'assistant', parts: [broken] } })['messages']).toMatchObject([
      {},
      { tool_calls: [{ function: { arguments: '{"id":"A-' } }] },
    ])
  })

  it('makes each of several tool results a message of its own, in order and before what else was said', () => {
    const second: MessagePart = { type: 'toolResult', id: 'call_2', result: 'none' }
    const calls = { role: 'assistant', parts: [call, { ...call, id: 'call_2' }] }
    const results = { role: 'user', parts: [text('And?'), result, second] }
    expect(rowOf({ messages: [question, calls, results] })['messages']).toMatchObject([
      { role: 'user', content: 'Where is my order?' },
      { role: 'assistant', tool_calls: [{ id: 'call_1' }, { id: 'call_2' }] },
      { role: 'tool', tool_call_id: 'call_1', content: '{"status":"shipped"}' },
      { role: 'tool', tool_call_id: 'call_2', content: 'none' },
      { role: 'user', content: 'And?' },
      { role: 'assistant', content: 'It is on its way.' },
    ])
  })

  it('shows an image by its address or by its bytes, beside the words', () => {
    const parts: MessagePart[] = [
      text('What is this?'),
      { type: 'image', url: 'https://example.com/a.png' },
      { type: 'image', blob: 'aGk=', mimeType: 'image/jpeg' },
    ]
    expect(rowOf({ messages: [{ role: 'user', parts }] })['messages']).toMatchObject([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
          { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,aGk=' } },
        ],
      },
      {},
    ])
  })

  it('leaves reasoning out, and whole messages that were nothing else', () => {
    const thought: MessagePart = { type: 'reasoning', text: 'Hm.' }
    const row = rowOf({
      messages: [question, { role: 'assistant', parts: [thought] }],
      target: { role: 'assistant', parts: [thought, text('Yes.')] },
    })
    expect(row['messages']).toEqual([
      { role: 'user', content: 'Where is my order?' },
      { role: 'assistant', content: 'Yes.' },
    ])
  })

  it('takes a speaker the format does not know for a user', () => {
    expect(rowOf({ messages: [{ role: 'customer', parts: [text('Hello')] }] })['messages']).toMatchObject([
      { role: 'user' },
      {},
    ])
  })

  it.each<[string, MessagePart]>([
    ['part nobody knows', unknown],
    ['file', { type: 'file', url: 'https://example.com/a.pdf' }],
    ['sound', { type: 'audio', blob: 'aGk=', mimeType: 'audio/wav' }],
  ])('is not made where a %s would be lost, in the question or in the answer', (_name, part) => {
    const leftOut = { outcome: 'left_out', reason: 'unsupported_part' }
    const example: Example = { system: null, messages: [question], tools: null, target: answer }
    expect(openaiSft.row({ ...example, messages: [{ role: 'user', parts: [text('Look'), part] }] })).toEqual(leftOut)
    expect(openaiSft.row({ ...example, target: { role: 'assistant', parts: [part] } })).toEqual(leftOut)
  })

  it('says arguments of any depth that is kept', () => {
    const deep = JSON.parse(`${'['.repeat(JSON_DEPTH_MAX)}${']'.repeat(JSON_DEPTH_MAX)}`) as []
    expect(() => rowOf({ target: { role: 'assistant', parts: [{ ...call, arguments: deep }] } })).not.toThrow()
  })

  it.each([
    ['unsupported_part', { messages: [{ role: 'assistant', parts: [{ type: 'image', url: 'data:,' }] }, question] }],
    ['unusable_tool', { messages: [question, { role: 'tool', parts: [{ ...result, id: null }] }] }],
    ['unusable_tool', { messages: [question, { role: 'tool', parts: [result] }] }],
    ['unusable_tool', { messages: [question, { role: 'tool', parts: [text('shipped')] }] }],
    ['unusable_tool', { target: { role: 'assistant', parts: [{ ...call, id: null }] } }],
    ['unusable_tool', { target: { role: 'assistant', parts: [{ ...call, name: '' }] } }],
    ['unusable_tool', { tools: [{ name: '', description: null, parameters: null }] }],
  ] as [string, Partial<Example>][])(
    'is none, because of %s, with what the provider would refuse: %j',
    (reason, said) => {
      const example = { system: null, messages: [question], tools: null, target: answer, ...said }
      expect(openaiSft.row(example)).toEqual({ outcome: 'left_out', reason })
    },
  )
})
