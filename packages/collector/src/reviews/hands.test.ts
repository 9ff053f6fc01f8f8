import { expect, it } from 'vitest'
import { createHands, HANDS_MAX } from './hands.ts'

const LEASE_MS = 60_000

it('one key has so many hands in a queue, which others do not share, until some are empty', () => {
  let nowMs = 0
  const hands = createHands(() => nowMs)
  const take = (reviewer: string, caller: string | null = 'key', queue = 'q') =>
    hands.take({ queue, caller, reviewer }, LEASE_MS)
  for (let number = 0; number < HANDS_MAX; number += 1) expect(take(`ghost ${number}`)).toBe(0)
  nowMs += 1000
  expect([take('real'), take('ghost 7')]).toEqual([LEASE_MS - 1000, 0])
  expect([take('real', 'another key'), take('real', null), take('real', 'key', 'another')]).toEqual([0, 0, 0])
  hands.end({ queue: 'q', caller: 'key', reviewer: 'ghost 0' })
  expect([take('real'), take('more')]).toEqual([0, LEASE_MS - 1000])
  nowMs = LEASE_MS
  expect(take('more')).toBe(0)
})
