import { expect, test } from 'vitest'
import { formatDuration } from './duration.ts'

test('a duration is said in the unit a reader would use', () => {
  expect(formatDuration(0.04, 'en')).toBe('<0.1 ms')
  expect(formatDuration(0.42, 'en')).toBe('0.4 ms')
  expect(formatDuration(31.4, 'en')).toBe('31 ms')
  expect(formatDuration(210, 'en')).toBe('0.21 s')
  expect(formatDuration(1920, 'en')).toBe('1.92 s')
  expect(formatDuration(200_000, 'en')).toBe('3 min 20 s')
  expect(formatDuration(3_600_000, 'en')).toBe('1 h')
  expect(formatDuration(86_400_000, 'en')).toBe('1 day')
  expect(formatDuration(58 * 3_600_000, 'en')).toBe('2 days 10 h')
})
