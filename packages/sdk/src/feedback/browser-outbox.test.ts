import { describe, expect, it } from 'vitest'
import { createOutbox, type Letter, type Outbox } from './browser-outbox.ts'
import type { FeedbackFate } from './browser-transport.ts'
import { makeStorage } from './fixtures/web-storage.ts'
import { createLetterBox } from './letter-box.ts'

interface World {
  outbox: Outbox
  storage: Storage
  posts: string[]
  /** What waits for a timer, with how long. */
  timers: { work: () => void; delayMs: number }[]
}

interface Circumstances {
  answer?: (body: string, address: string) => FeedbackFate | Promise<FeedbackFate>
  storage?: Storage
  nowMs?: () => number
}

function openPage({
  answer = () => 'kept',
  storage = makeStorage(),
  nowMs = () => 1_000_000,
}: Circumstances = {}): World {
  const posts: string[] = []
  const timers: World['timers'] = []
  const outbox = createOutbox({
    box: createLetterBox({ storage: () => storage, nowMs }),
    post: async (address, body) => {
      posts.push(body)
      return answer(body, address)
    },
    nowMs,
    alone: (work) => work(),
    later: (work, delayMs) => timers.push({ work, delayMs }),
  })
  return { outbox, storage, posts, timers }
}

function letter(body: string, more: Partial<Letter> = {}): Letter {
  return { address: 'http://collector/', body, expiresAt: undefined, ...more }
}

describe('feedback that is on its way', () => {
  it('is in the storage before it is sent, and gone when it has arrived', async () => {
    const storage = makeStorage()
    let during = 0
    const { outbox } = openPage({
      storage,
      answer: () => {
        during = Object.keys(storage).length
        return 'delivered'
      },
    })
    expect(await outbox.send(letter('a'))).toBe('delivered')
    expect({ during, after: Object.keys(storage) }).toEqual({ during: 1, after: [] })
  })

  it('that was kept is sent by the next page, the oldest first', async () => {
    let nowMs = 1_000_000
    const before = openPage({ nowMs: () => (nowMs += 1) })
    for (const body of ['a', 'b', 'c']) await before.outbox.send(letter(body))
    const after = openPage({ storage: before.storage, answer: () => 'delivered' })
    await after.outbox.sendKept()
    expect(after.posts).toEqual(['a', 'b', 'c'])
    expect(Object.keys(before.storage)).toEqual([])
  })

  it('that is refused is dropped, and whoever waits is told', async () => {
    const answers: FeedbackFate[] = ['kept', 'refused']
    const { outbox, storage } = openPage({ answer: () => answers.shift() ?? 'kept' })
    const told: FeedbackFate[] = []
    expect(await outbox.send(letter('a'), (fate) => told.push(fate))).toBe('kept')
    await outbox.sendKept()
    expect({ told, left: Object.keys(storage) }).toEqual({ told: ['refused'], left: [] })
  })

  it('is tried again after a while, and each time after a longer one', async () => {
    const { outbox, timers, posts } = openPage()
    await outbox.send(letter('a'))
    await outbox.send(letter('b'))
    expect(timers).toHaveLength(1)
    const delays: number[] = []
    for (let round = 0; round < 12; round += 1) {
      const timer = timers.pop()
      delays.push(timer?.delayMs ?? 0)
      timer?.work()
      await new Promise((resolve) => setTimeout(resolve))
    }
    expect(delays[0]).toBeLessThanOrEqual(2000)
    expect(delays[4]).toBeGreaterThan(delays[0] ?? 0)
    expect(Math.max(...delays)).toBeLessThanOrEqual(300_000)
    // The collector is away: one letter finds out for all of them.
    expect(posts).toHaveLength(2 + 12)
  })

  it('for one collector does not wait for another that is away', async () => {
    const storage = makeStorage()
    const before = openPage({ storage })
    await before.outbox.send(letter('a', { address: 'http://away/' }))
    await before.outbox.send(letter('b', { address: 'http://here/' }))
    const after = openPage({ storage, answer: (_, address) => (address === 'http://away/' ? 'kept' : 'delivered') })
    await after.outbox.sendKept()
    expect(after.posts).toEqual(['a', 'b'])
    expect(Object.keys(storage)).toHaveLength(1)
  })

  it('is not kept for a token that is worth nothing any more', async () => {
    const { outbox, storage } = openPage()
    expect(await outbox.send(letter('a', { expiresAt: 999 }))).toBe('refused')
    expect(Object.keys(storage)).toEqual([])
  })

  it('is not sent twice by one page at the same time', async () => {
    let answer = (_fate: FeedbackFate): void => {}
    const { outbox, posts } = openPage({ answer: () => new Promise((resolve) => (answer = resolve)) })
    const sending = outbox.send(letter('a'))
    await outbox.sendKept()
    answer('delivered')
    await sending
    expect(posts).toEqual(['a'])
  })

  it('that is no feedback, whoever put it there, is dropped', async () => {
    const storage = makeStorage()
    storage.setItem('trimtab-feedback:spoiled', '{"address":7}')
    storage.setItem('trimtab-feedback:cut', '{"addr')
    const { outbox, posts } = openPage({ storage })
    await outbox.sendKept()
    expect({ posts, left: Object.keys(storage) }).toEqual({ posts: [], left: [] })
  })
})
