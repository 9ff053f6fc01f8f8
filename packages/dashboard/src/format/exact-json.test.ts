import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOutJson, whyNotExact } from './exact-json.ts'

test('a number that would be changed is named, with what would be saved and what helps', () => {
  expect(whyNotExact('{"id": 12345678901234567891}')).toMatch(/^12345678901234567891 .*12345678901234567000 .*quotes/)
  expect(whyNotExact('[1e400]')).toMatch(/1e400 is larger .* quotes/)
  expect(whyNotExact('[1e-400]')).toMatch(/0 would be saved/)
  expect(whyNotExact('0.12345678901234567891')).toContain('quotes')
  expect(whyNotExact(`-${'9'.repeat(500)}`)?.length).toBeLessThan(200)
})

test('a number that only is written in another way is itself', () => {
  for (const text of ['0.10', '1.0', '1E3', '-0', '0.0e9', '100000000000000000000', '1e+2', '123e-2'])
    expect([text, whyNotExact(text)]).toEqual([text, null])
  expect(whyNotExact('"12345678901234567891"')).toBeNull()
})

test('a name that stands twice in one object is refused, however it is written, and in two objects it may', () => {
  expect(whyNotExact('{"a": 1, "b": {"a": 2}, "\\u0061": 3}')).toMatch(/“a” stands twice/)
  expect(whyNotExact('[{"a": ["a", "a"]}, {"a": "a"}]')).toBeNull()
  expect(whyNotExact('{"__proto__": 1, "constructor": 2}')).toBeNull()
})

test('what a program wrote is exact, and is laid out as a program lays it out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(whyNotExact(text)).toBeNull()
      expect(layOutJson(text)).toBe(JSON.stringify(value, null, 2))
      expect(layOutJson(layOutJson(text))).toBe(layOutJson(text))
    }),
  )
})

test('to lay out touches no digit and no name', () => {
  expect(layOutJson('{"a":1.0,\n\n"a":12345678901234567891}')).toBe('{\n  "a": 1.0,\n  "a": 12345678901234567891\n}')
})
