import { expect, test } from 'vitest'
import { mistakesIn } from './mistakes.ts'

test('each mistake is a sentence about its place, as the address has it', () => {
  const errors = [
    { pointer: '/status/1', message: 'must be one of ok, error, cancelled' },
    { pointer: '/metadata/a~1b/0', message: 'must not be empty' },
    { pointer: '/0', message: 'is not known here' },
    { pointer: '', message: 'must be of type object' },
  ]
  expect(mistakesIn({ errors })).toEqual([
    'status must be one of ok, error, cancelled.',
    'metadata.a/b must not be empty.',
    '0 is not known here.',
    'must be of type object.',
  ])
})

test('one mistake made twice is said once, and a hundred are not all said', () => {
  const errors = Array.from({ length: 100 }, (_, at) => ({ pointer: `/status/${at}`, message: 'is wrong' }))
  expect(mistakesIn({ errors })).toEqual(['status is wrong.'])
  expect(mistakesIn({ errors: errors.map((error, at) => ({ ...error, pointer: `/a${at}` })) })).toHaveLength(5)
  expect(mistakesIn({})).toEqual([])
})
