import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMessages } from './messages.ts'
import { readPlainMessages } from './plain-messages.ts'

const part = fc.record({ type: fc.constant('text'), content: fc.string() })
const message = fc.record(
  {
    role: fc.constantFrom('user', 'assistant', 'system'),
    parts: fc.array(part, { maxLength: 3 }),
    finish_reason: fc.constant('stop'),
  },
  { requiredKeys: ['role', 'parts'] },
)

describe('plain messages', () => {
  it('are read as they would be in any other spelling', () => {
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        // A field that nobody knows takes the longer way.
        const strange = messages.map((said) => ({ ...said, strange: 1 }))
        expect(readPlainMessages(messages)).not.toBeNull()
        expect(readMessages(messages)).toEqual(readMessages(strange))
      }),
    )
  })

  it.each([
    [{ role: 'tool', parts: [] }],
    [{ role: 'user', parts: [{ type: 'text', content: 1 }] }],
    [{ role: 'user', parts: [{ type: 'text', content: 'a', text: 'b' }] }],
    [{ role: 'user', parts: ['a'] }],
    [{ role: 'user', parts: [null] }],
    [{ role: 'user', content: 'a' }],
    [{ role: 'assistant', parts: [], tool_calls: [] }],
    ['a'],
    [null],
    [[]],
  ])('are not what says more or less: %j', (said) => {
    expect(readPlainMessages([said])).toBeNull()
  })
})
