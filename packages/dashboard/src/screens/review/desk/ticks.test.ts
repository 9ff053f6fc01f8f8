import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ticksInWords, ticksOf, timeLeft } from './ticks.ts'

test('what is behind, in hand and ahead adds up to the queue', () => {
  const sitting = { done: 3, open: 4, behind: ['done', 'skipped', 'done'] as const, isAnyInHand: true }
  const ticks = ticksOf({ ...sitting, behind: [...sitting.behind] })
  expect(ticks.join(' ')).toBe('done done skipped done now waiting waiting')
  expect(ticksInWords(ticks, { ...sitting, behind: [...sitting.behind] })).toBe('3 done, 1 skipped, 3 to go')
})

test('no queue has more ticks than can be seen, and none is without the one in hand', () => {
  const behind = fc.array(fc.constantFrom('done' as const, 'skipped' as const), { maxLength: 80 })
  fc.assert(
    fc.property(behind, fc.nat(20_000), fc.nat(20_000), (passed, more, open) => {
      const done = passed.filter((each) => each === 'done').length + more
      const ticks = ticksOf({ done, open: open + passed.length + 1, behind: passed, isAnyInHand: true })
      expect(ticks.length).toBeLessThanOrEqual(60)
      expect(ticks.filter((tick) => tick === 'now')).toHaveLength(1)
    }),
  )
})

test('how long it takes is told once it can be told', () => {
  expect(timeLeft([20_000, 30_000], 40)).toBeNull()
  expect(timeLeft([20_000, 30_000, 9_000_000], 32)).toBe('about 16 min left')
  expect(timeLeft([60_000, 60_000, 60_000], 0)).toBeNull()
  expect(timeLeft([60_000, 60_000, 60_000], 10_000)).toBe('about 7 days left')
})
