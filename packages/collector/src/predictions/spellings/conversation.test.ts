import { describe, expect, it } from 'vitest'
import { sayInput, sayOutput } from './conversation.ts'

const asked = [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship?' }] }]

describe('what went in', () => {
  it.each([
    ['a structure', [{ role: 'user', content: 'Do you ship?' }]],
    ['the JSON of one', '[{"role":"user","content":"Do you ship?"}]'],
    ['an object with messages', { messages: [{ role: 'user', content: 'Do you ship?' }] }],
    ['one message', '{"role":"user","content":"Do you ship?"}'],
    ['a text', 'Do you ship?'],
    ['the JSON of a text', '"Do you ship?"'],
  ])('is read from %s', (_shape, messages) => {
    expect(sayInput({ messages })).toEqual({ inputMessages: asked })
  })

  it('is read as far as it goes where a limit cut it, and marked', () => {
    expect(sayInput({ messages: '[{"role":"user","content":"Do you sh' })).toEqual({
      inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Do you sh' }] }],
      truncated: true,
    })
    expect(sayInput({ messages: '[{"role":"user","content":"Do you ship?"},{"ro' })).toMatchObject({
      inputMessages: asked,
      truncated: true,
    })
  })

  it('stays a text where it only begins as JSON does', () => {
    for (const messages of ['[sic] Do you ship?', '{curly} words', '"quoted" words', '[1] first', '{', '['])
      expect(sayInput({ messages })).toEqual({
        inputMessages: [{ role: 'user', parts: [{ type: 'text', text: messages }] }],
      })
  })

  it('has the words of the system apart, said as a text, in pieces, or as a message', () => {
    const system = 'Be kind.'
    expect(sayInput({ system: 'Be kind.' })).toEqual({ system })
    expect(sayInput({ system: '[{"type":"text","content":"Be kind."}]' })).toEqual({ system })
    expect(sayInput({ messages: [{ role: 'system', content: 'Be kind.' }] })).toEqual({ system })
  })

  it.each([[undefined], [null], [''], ['[]'], ['{}'], ['null'], [[]], [7], [{ a: 1 }]])(
    'is nothing in %j',
    (messages) => {
      expect(sayInput({ messages, tools: messages })).toEqual({})
    },
  )
})

describe('what came out', () => {
  it('is of the assistant unless somebody else is named', () => {
    expect(sayOutput('Yes.')).toEqual({
      outputMessages: [{ role: 'assistant', parts: [{ type: 'text', text: 'Yes.' }] }],
    })
  })

  it('is nothing where no word was said: an empty message would hide the real one', () => {
    expect(sayOutput('[{"role":"assistant","parts":[{"type":"text","content":""}]}]')).toEqual({})
    expect(sayOutput([{ role: 'assistant', content: null }])).toEqual({})
  })
})
