import { expect, test } from 'vitest'
import { formatFeatures, formatFields, formatJson } from './json.ts'

test('a string is shown without quotes where it stands alone, and with them where it could be mistaken', () => {
  expect(formatJson('north')).toBe('north')
  expect(formatFields({ order_id: 'A-2077', limit: 3 })).toBe('order_id: "A-2077", limit: 3')
  expect(formatFeatures({ income: 52000, region: 'north', late: null })).toBe('income 52000, region north, late null')
})

test('arguments that are not an object are shown as they came', () => {
  expect(formatFields('{"order_id": "A-20')).toBe('{"order_id": "A-20')
  expect(formatFields([1, 2])).toBe('[1,2]')
})
