import { describe, expect, it } from 'vitest'
import { makeFacts } from '../fixtures/predictions.ts'
import { DOCUMENT_CHARS_MAX, documentOf } from './document.ts'

describe('what is searched of a prediction', () => {
  it('is what was said in messages, by tools, and in features, without names of fields', () => {
    const { input, output } = makeFacts(1)
    const facts = makeFacts(1, {
      input: {
        ...input,
        system: 'Never told.',
        messages: [
          { role: 'user', parts: [{ type: 'text', text: 'Where is it?' }] },
          {
            role: 'assistant',
            parts: [
              { type: 'reasoning', text: 'Look it up.' },
              { type: 'toolCall', id: 'c', name: 'find_order', arguments: { order: ['A-1', 7, null] } },
            ],
          },
          { role: 'tool', parts: [{ type: 'toolResult', id: 'c', result: { state: { now: 'lost' } } }] },
        ],
        features: { income: 52_000, region: 'north' },
      },
      output: { ...output, label: 3, value: { rank: ['first'] }, text: 'Said otherwise' },
    })
    expect(documentOf(facts)).toEqual({
      input: ['Where is it?', 'Look it up.', 'find_order', 'A-1', 'lost', 'north'],
      output: ['Hi', 'Said otherwise', '3', 'first'],
    })
  })

  it('has a bound', () => {
    const { output } = makeFacts(1)
    const long = Array.from({ length: 30 }, () => 'x'.repeat(10_000))
    const { output: texts } = documentOf(makeFacts(1, { output: { ...output, value: long } }))
    expect(texts.join('')).toHaveLength(DOCUMENT_CHARS_MAX)
  })
})
