import fc from 'fast-check'
import { expect, it } from 'vitest'
import { agreement } from './fixtures/golden.ts'
import { newcombeInterval } from './newcombe-interval.ts'
import { wilsonInterval } from './wilson-interval.ts'

const share = fc.record({
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  count: fc.integer({ min: 1, max: 1_000_000 }),
})

it.each(agreement.shares)('of $first against $second the interval is what statsmodels says', (golden) => {
  const [first, second] = [golden.first, golden.second].map(([good, count]) => ({ share: good / count, count }))
  const { low, high } = newcombeInterval(first ?? { share: 0, count: 0 }, second ?? { share: 0, count: 0 })
  expect(low).toBeCloseTo(golden.newcombe[0], 12)
  expect(high).toBeCloseTo(golden.newcombe[1], 12)
})

it('Newcombe 1998: 56 of 70 against 48 of 80 differ by 0.0524 to 0.3339', () => {
  const { low, high } = newcombeInterval({ share: 56 / 70, count: 70 }, { share: 48 / 80, count: 80 })
  expect([low, high].map((end) => end.toFixed(4))).toEqual(['0.0524', '0.3339'])
})

it('the other way round the difference is the same with the other sign', () => {
  fc.assert(
    fc.property(share, share, (first, second) => {
      const there = newcombeInterval(first, second)
      const back = newcombeInterval(second, first)
      expect(back.low).toBeCloseTo(-there.high, 12)
      expect(back.high).toBeCloseTo(-there.low, 12)
    }),
  )
})

it('of shares that are parts of one whole it is of what they amount to in it', () => {
  const { low, high } = newcombeInterval(
    { share: 0.1, count: 50, weight: 0.8 },
    { share: 0.3, count: Infinity, weight: 0.2 },
  )
  const alone = wilsonInterval(0.1, 50)
  expect(low).toBeCloseTo(0.8 * alone.low - 0.06, 12)
  expect(high).toBeCloseTo(0.8 * alone.high - 0.06, 12)
})
