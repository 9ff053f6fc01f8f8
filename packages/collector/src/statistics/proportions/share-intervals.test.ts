import { expect, it } from 'vitest'
import { wilsonInterval } from '../wilson-interval.ts'
import { agrestiCoull, waldInterval } from './share-intervals.ts'

it('the middle of Agresti and Coull is that of Wilson, and nothing is seen outside 0 and 1', () => {
  const [there, wilson] = [agrestiCoull(12, 40), wilsonInterval(0.3, 40)]
  expect(there.low + there.high).toBeCloseTo(wilson.low + wilson.high, 12)
  expect(agrestiCoull(0, 5).low).toBe(0)
  expect(waldInterval(0, 20)).toEqual({ low: 0, high: 0 })
  expect(waldInterval(0, 0)).toBeNull()
})
