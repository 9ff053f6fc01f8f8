import { expect, it } from 'vitest'
import { addMinutes, shareComeMs } from './minutes.ts'

const MINUTE_MS = 60_000

function counted(...tookMinutes: number[]): number[] {
  const counts: number[] = []
  for (const minutes of tookMinutes) addMinutes(counts, minutes * MINUTE_MS)
  return counts
}

it('nine of ten have come by the time that nine of ten took at most, to the next power of two', () => {
  const counts = counted(...Array.from({ length: 9 }, () => 3), 500)
  expect(shareComeMs(counts, 0.9)).toBe(4 * MINUTE_MS)
  expect(shareComeMs(counts, 0.99)).toBe(512 * MINUTE_MS)
})

it('what comes before its time, at once or after many years is counted, too', () => {
  expect(counted(-5, 0, Number.NaN, 1)).toEqual([4])
  expect(counted(1e12)).toHaveLength(21)
})

it('of nothing nobody knows by when it comes', () => {
  expect(shareComeMs([], 0.9)).toBeNull()
})
