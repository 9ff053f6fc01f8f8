import { expect, test } from 'vitest'
import {
  formatCost,
  formatCount,
  formatCounted,
  formatCountUpTo,
  formatInterval,
  formatPercent,
  formatRatio,
  formatTimes,
} from './number.ts'

test('a count is grouped as the reader groups it', () => {
  expect(formatCount(184_206, 'en')).toBe('184,206')
  expect(formatCount(184_206, 'de')).toBe('184.206')
})

test('a share has one decimal and no space before its sign', () => {
  expect(formatPercent(0.8069, 'en')).toBe('80.7%')
  expect(formatPercent(1, 'en')).toBe('100.0%')
  expect(formatInterval({ low: 0.772, high: 0.837 }, 'en')).toBe('77.2 to 83.7')
  expect(formatInterval({ low: -0.021, high: 0 }, 'en')).toBe('−2.1 to 0.0')
})

test('money below a dollar keeps three significant digits', () => {
  expect(formatCost(0.000214, 'en')).toBe('$0.000214')
  expect(formatCost(0.00021, 'en')).toBe('$0.00021')
  expect(formatCost(1.184, 'en')).toBe('$1.18')
  expect(formatCost(0, 'en')).toBe('$0')
})

test('what is counted up to a bound says that it may be more', () => {
  expect(formatCountUpTo(999_999, 1_000_000, 'en')).toBe('999,999')
  expect(formatCountUpTo(1_000_000, 1_000_000, 'en')).toBe('1,000,000 or more')
})

test('one is singular', () => {
  expect(formatCounted(1, 'prediction', 'en')).toBe('1 prediction')
  expect(formatCounted(0, 'prediction', 'en')).toBe('0 predictions')
  expect(formatTimes(1, 'en')).toBe('once')
  expect(formatTimes(1204, 'en')).toBe('1,204 times')
})

test('a coefficient has two digits and a true minus, and nothing is no less than nothing', () => {
  expect([0.714, -0.2149, -0.001].map((value) => formatRatio(value, 'en'))).toEqual(['0.71', '−0.21', '0.00'])
})
