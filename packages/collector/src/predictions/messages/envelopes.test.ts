import { describe, expect, it } from 'vitest'
import { readConversation, readMessages } from './messages.ts'

describe('a message in an envelope', () => {
  it('of LangChain is a serialised object, a type with data, a pair, or one of a list of lists', () => {
    const hello = { role: 'user', parts: [{ type: 'text', text: 'Hello' }] }
    expect(
      readMessages([
        [
          {
            lc: 1,
            type: 'constructor',
            id: ['langchain_core', 'messages', 'HumanMessage'],
            kwargs: { content: 'Hello' },
          },
        ],
        { type: 'human', data: { content: 'Hello' } },
        { type: 'human', content: 'Hello', additional_kwargs: {} },
        ['human', 'Hello'],
        { lc: 1, type: 'constructor', id: ['x', 'ChatMessage'], kwargs: { role: 'user', content: 'Hello' } },
      ]),
    ).toEqual([hello, hello, hello, hello, hello])
  })

  it('of pydantic-ai is one of several in a request', () => {
    expect(
      readConversation(
        [
          {
            kind: 'request',
            parts: [
              { part_kind: 'system-prompt', content: 'Be kind.' },
              { part_kind: 'user-prompt', content: ['Look:', { kind: 'image-url', url: 'https://example.com/a.png' }] },
            ],
          },
          {
            kind: 'response',
            parts: [{ part_kind: 'tool-call', tool_name: 'f', args: '{"a":1}', tool_call_id: 'c1' }],
          },
          { kind: 'request', parts: [{ part_kind: 'tool-return', tool_name: 'f', content: 'ok', tool_call_id: 'c1' }] },
        ],
        null,
      ),
    ).toEqual({
      system: 'Be kind.',
      messages: [
        {
          role: 'user',
          parts: [
            { type: 'text', text: 'Look:' },
            { type: 'image', url: 'https://example.com/a.png' },
          ],
        },
        { role: 'assistant', parts: [{ type: 'toolCall', id: 'c1', name: 'f', arguments: { a: 1 } }] },
        { role: 'tool', parts: [{ type: 'toolResult', id: 'c1', result: 'ok' }] },
      ],
    })
  })

  it('wrapped as a choice or as an event is the message inside', () => {
    const hello = [{ role: 'assistant', parts: [{ type: 'text', text: 'Hello' }] }]
    expect(readMessages([{ index: 0, finish_reason: 'stop', message: { content: 'Hello' } }], 'assistant')).toEqual(
      hello,
    )
    expect(readMessages([{ role: 'CHATBOT', message: 'Hello' }])).toEqual(hello)
  })
})
