import type { Json } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { isMessageEvent, readPiece } from './message-pieces.ts'

const NOTHING = new Map<string, Json>()

describe('one message of a conversation', () => {
  it('is in the body of a log record, or in the attributes of an event', () => {
    const said = { inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] }
    expect(readPiece('gen_ai.user.message', { content: 'Hi' }, NOTHING)?.said).toEqual(said)
    expect(readPiece('gen_ai.user.message', 'Hi', NOTHING)?.said).toEqual(said)
    expect(readPiece('gen_ai.user.message', null, new Map([['content', 'Hi']]))?.said).toEqual(said)
    const event = new Map([['gen_ai.event.content', '{"role":"user","content":"Hi"}']])
    expect(readPiece('gen_ai.user.message', null, event)?.said).toEqual(said)
    const pieces = new Map([['content', '[{"text":"Hi"}]']])
    expect(readPiece('gen_ai.user.message', null, pieces)?.said).toEqual(said)
  })

  it('of the system is what the system says', () => {
    expect(readPiece('gen_ai.system.message', { content: 'Be kind.' }, NOTHING)?.said).toEqual({ system: 'Be kind.' })
  })

  it('of a tool answers a call', () => {
    const body = { id: 'call_1', content: '{"eta":"Monday"}' }
    expect(readPiece('gen_ai.tool.message', body, NOTHING)?.said.inputMessages).toEqual([
      { role: 'tool', parts: [{ type: 'toolResult', id: 'call_1', result: '{"eta":"Monday"}' }] },
    ])
  })

  it('that was chosen says why it ended, which of several it is, and which tools it calls', () => {
    const call = { id: 'call_1', type: 'function', function: { name: 'find', arguments: '{"a":1}' } }
    const body = { index: 1, finish_reason: 'tool_calls', message: { tool_calls: [call] } }
    expect(readPiece('gen_ai.choice', body, NOTHING)).toEqual({
      place: 'output',
      index: 1,
      said: {
        finishReason: 'tool_calls',
        outputMessages: [
          { role: 'assistant', parts: [{ type: 'toolCall', id: 'call_1', name: 'find', arguments: { a: 1 } }] },
        ],
      },
    })
  })

  it.each<[string, Json]>([
    ['a text', 'Yes.'],
    ['pieces', [{ text: 'Yes.' }]],
    ['JSON', '{"role":"assistant","content":"Yes."}'],
  ])('that was chosen may be %s', (_spelling, message) => {
    const said = readPiece('gen_ai.choice', null, new Map([['message', message]]))?.said
    expect(said?.outputMessages).toEqual([{ role: 'assistant', parts: [{ type: 'text', text: 'Yes.' }] }])
  })

  it.each(['gen_ai.user.message', 'gen_ai.system.message', 'gen_ai.tool.message', 'gen_ai.choice'])(
    'without words, as %s, tells that none were to be captured, and none are made up',
    (name) => {
      for (const body of [{}, { message: {} }, { content: '' }, null]) {
        expect(readPiece(name, body, NOTHING)?.said).toEqual({ contentCaptured: false })
      }
    },
  )

  it('is no other event', () => {
    expect(readPiece('exception', { content: 'Hi' }, NOTHING)).toBeNull()
    expect(isMessageEvent('exception')).toBe(false)
  })
})
