import type { Message } from '@trimtab/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { examplePrediction } from '../../../prediction/example-prediction.ts'
import { correctionFrom, countWords, draftFrom, messageText, originalOf, textOf, withText } from './correction.ts'

const { output } = examplePrediction()
const answered = (said: Partial<typeof output>) => examplePrediction({ output: { ...output, ...said } })
const call = { type: 'toolCall' as const, id: 'c1', name: 'get_order', arguments: { id: 7 } }

test('a reviewer starts from what the model said, in the form of the queue', () => {
  expect(originalOf(answered({ text: 'Two weeks.' }), 'text')).toBe('Two weeks.')
  expect(originalOf(answered({ label: 'approve' }), 'text')).toBe('approve')
  expect(originalOf(answered({ text: 'Two weeks.' }), 'chat')).toEqual([
    { role: 'assistant', parts: [{ type: 'text', text: 'Two weeks.' }] },
  ])
  expect(originalOf(answered({ text: '{"days":14}' }), 'json')).toBe('{\n  "days": 14\n}')
  expect(originalOf(answered({ text: 'no JSON' }), 'json')).toBe('no JSON')
  expect(originalOf(answered({ value: [1] }), 'json')).toBe('[\n  1\n]')
  expect(originalOf(answered({}), 'json')).toBe('')
})

test('nothing is no correction, and what is no JSON yet says why', () => {
  expect(correctionFrom('  ', 'text')).toHaveProperty('mistake')
  expect(correctionFrom([{ role: 'assistant', parts: [] }], 'chat')).toHaveProperty('mistake')
  expect(correctionFrom('{"days": }', 'json')).toHaveProperty('mistake')
  expect(correctionFrom('{"days": 30}', 'json')).toEqual({ value: { days: 30 } })
})

test('whatever JSON was sent is written as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(value !== null)
      const sent = JSON.parse(JSON.stringify(value)) as never
      expect(correctionFrom(draftFrom(sent, 'json'), 'json')).toEqual({ value: sent })
    }),
  )
})

test('another text leaves the rest of a message where it is', () => {
  const message: Message = {
    role: 'assistant',
    parts: [call, { type: 'text', text: 'a' }, { type: 'text', text: 'b' }],
  }
  expect(messageText(message)).toBe('a\nb')
  expect(withText(message, 'c').parts).toEqual([call, { type: 'text', text: 'c' }])
  expect(withText({ role: 'assistant', parts: [call] }, 'c').parts).toEqual([call, { type: 'text', text: 'c' }])
  expect(textOf([message])).toContain('get_order')
})

test('words are counted in any white space', () => {
  expect(['', ' \n', 'one', 'one\ttwo\n three'].map(countWords)).toEqual([0, 0, 1, 3])
})
