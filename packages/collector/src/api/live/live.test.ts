import type { LiveEvent } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLive } from './live.ts'

const STORED: LiveEvent = { event: 'stored', id: null }
const job = (id: string): LiveEvent => ({ event: 'job', id })

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function follow(live: ReturnType<typeof createLive>): { heard: LiveEvent[]; ended: () => boolean } {
  const heard: LiveEvent[] = []
  let isEnded = false
  live.follow(
    (event) => heard.push(event),
    () => {
      isEnded = true
    },
    'somebody',
  )
  return { heard, ended: () => isEnded }
}

describe('what is new', () => {
  it('is told to everybody at once, and what follows on its heels once after a while', () => {
    const live = createLive()
    const followers = [follow(live), follow(live)]
    for (let count = 0; count < 100; count += 1) live.tell(STORED)
    expect(followers.map(({ heard }) => heard)).toEqual([[STORED], [STORED]])
    vi.advanceTimersByTime(1_000)
    expect(followers.map(({ heard }) => heard)).toEqual([
      [STORED, STORED],
      [STORED, STORED],
    ])
  })

  it('is told of each job by itself', () => {
    const live = createLive()
    const { heard } = follow(live)
    live.tell(job('a'))
    live.tell(job('b'))
    expect(heard).toEqual([job('a'), job('b')])
  })

  it('is told to so many and no more, and to so many of one key and no more', () => {
    const live = createLive()
    const place = (who: string) =>
      live.follow(
        () => undefined,
        () => undefined,
        who,
      )
    const ofOne = Array.from({ length: 20 }, () => place('one'))
    expect(ofOne.filter((leave) => leave === null)).toHaveLength(4)
    ofOne[0]?.()
    expect(place('one')).not.toBeNull()
    const ofOthers = Array.from({ length: 60 }, (_, index) => place(`key ${index}`))
    expect(ofOthers.filter((leave) => leave === null)).toHaveLength(60 + 16 - 64)
  })

  it('ends for everybody when the collector stops', () => {
    const live = createLive()
    const { heard, ended } = follow(live)
    live.tell(STORED)
    live.tell(STORED)
    live.close()
    vi.advanceTimersByTime(10_000)
    expect([heard, ended()]).toEqual([[STORED], true])
  })
})
