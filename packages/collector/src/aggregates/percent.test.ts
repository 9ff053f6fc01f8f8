import { expect, it } from 'vitest'
import { percent } from './percent.ts'

it.each([
  [0, '0%'],
  [0.0042, '0.4%'],
  [0.03, '3%'],
  [0.0996, '10%'],
  [0.1249, '12%'],
  [1, '100%'],
])('a part of %d is %s in a sentence', (part, said) => {
  expect(percent(part)).toBe(said)
})
