import { expect, it } from 'vitest'
import { count, size } from './amounts-text.ts'

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [45_600_000, '45.6 MB'],
  [2_000_000_000_000_000, '2000.0 TB'],
])('%i bytes are %s', (bytes, words) => {
  expect(size(bytes)).toBe(words)
})

it('of one there is one, and large numbers are read in threes', () => {
  expect([count(1, 'prediction'), count(0, 'prediction'), count(1234567, 'row')]).toEqual([
    '1 prediction',
    '0 predictions',
    '1,234,567 rows',
  ])
})
