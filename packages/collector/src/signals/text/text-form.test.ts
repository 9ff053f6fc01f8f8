import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formOf } from './text-form.ts'

it.each([
  ['json', '{"a": 1}'],
  ['json', ' [1, 2]\n'],
  ['json', '```json\n{"a": 1}\n```'],
  ['json', '{}'],
  ['broken json', '{"a": 1'],
  ['broken json', '```json\nI would say yes\n```'],
  ['broken json', '[{"a": 1},]'],
  ['code', 'Try this:\n```js\nlet a = 1\n```'],
  ['code', '```js\nlet a = 1\n```'],
  ['table', '| a | b |\n| --- | :-: |\n| 1 | 2 |'],
  ['table', 'a | b\n--- | ---\n1 | 2'],
  ['list', '- one\n- two'],
  ['list', 'Do this:\n1. one\n2) two\n'],
  ['text', 'Hello.\n\n---\n\nIt is well-known.'],
  ['text', '- one thing alone'],
  ['text', '[1] shows that [sic] {name} is there'],
  ['text', '[1] A citation'],
  ['text', '{name}, hello'],
  ['text', ''],
])('the form is %s: %j', (form, text) => {
  expect(formOf(text)).toBe(form)
})

it('whatever is written by a program as JSON is JSON, and cut off it is broken', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
      const text = JSON.stringify(value)
      expect(formOf(text)).toBe('json')
      expect(formOf(text.slice(0, -1))).toBe('broken json')
    }),
  )
})

it('what is too long to be read whole is told by its ends', () => {
  const long = `{"a": "${'b'.repeat(60_000)}"}`
  expect(formOf(long)).toBe('json')
  expect(formOf(long.slice(0, -1))).toBe('broken json')
})
