import type { Message } from '@trimtab/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { examplePrediction } from '../../../prediction/example-prediction.ts'
import {
  comparedText,
  correctionFrom,
  countWords,
  draftFrom,
  labelsOf,
  messageText,
  originalOf,
  textOf,
  withText,
} from './correction.ts'

const { output } = examplePrediction()
const answered = (said: Partial<typeof output>) => examplePrediction({ output: { ...output, ...said } })
const any = answered({})
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
  expect(correctionFrom('  ', { form: 'text' }, any)).toHaveProperty('mistake')
  expect(correctionFrom([{ role: 'assistant', parts: [] }], { form: 'chat' }, any)).toHaveProperty('mistake')
  expect(correctionFrom('{"days": }', { form: 'json' }, any)).toHaveProperty('mistake')
  expect(correctionFrom('{"days": 30}', { form: 'json' }, any)).toEqual({ value: { days: 30 } })
})

test('JSON that a reader would change is not sent, and is shown as the model wrote it', () => {
  for (const text of ['{"id": 12345678901234567891}', '{"a": 1, "a": 2}', '[1e400]'])
    expect(correctionFrom(text, { form: 'json' }, any)).toHaveProperty('mistake')
  expect(originalOf(answered({ text: '{"id":12345678901234567891}' }), 'json')).toBe(
    '{\n  "id": 12345678901234567891\n}',
  )
})

test('of JSON only what it says is compared, of a text every space', () => {
  expect(comparedText('{"a":[1,2]}', 'json')).toBe(comparedText('{ "a": [1,\n2] }', 'json'))
  expect(comparedText('{"a":', 'json')).toBe('{"a":')
  expect(comparedText('{"a":1}', 'text')).toBe('{"a":1}')
})

test('a label starts from the model’s, is one of those there are, and a number where the model’s is one', () => {
  const likely = { probabilities: { refund: 0.2, delivery: 0.8 } }
  expect(originalOf(answered({ label: 'refund', ...likely }), 'label')).toBe('refund')
  expect(originalOf(answered(likely), 'label')).toBe('delivery')
  expect(labelsOf(answered(likely), { form: 'label' })).toEqual(['delivery', 'refund'])
  expect(labelsOf(answered(likely), { form: 'label', options: ['a'] })).toEqual(['a'])
  expect(correctionFrom(' refund ', { form: 'label' }, any)).toEqual({ value: 'refund' })
  expect(correctionFrom('3', { form: 'label', options: ['3'] }, answered({ label: 2 }))).toEqual({ value: 3 })
  expect(correctionFrom('3', { form: 'label' }, answered({ label: 'two' }))).toEqual({ value: '3' })
  expect(correctionFrom('refnd', { form: 'label', options: ['refund'] }, any)).toHaveProperty('mistake')
  expect(correctionFrom(' ', { form: 'label' }, any)).toHaveProperty('mistake')
  expect(draftFrom(3, 'label')).toBe('3')
})

test('whatever JSON was sent is written as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(value !== null)
      const sent = JSON.parse(JSON.stringify(value)) as never
      expect(correctionFrom(draftFrom(sent, 'json'), { form: 'json' }, any)).toEqual({ value: sent })
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
