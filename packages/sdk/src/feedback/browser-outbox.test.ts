import { describe, expect, it } from 'vitest'
import { createOutbox, type Letter, LETTER_CHARS_MAX, LETTERS_MAX, type Outbox, type Page } from './browser-outbox.ts'
import type { FeedbackFate } from './browser-transport.ts'

/** As a browser's: its entries are its own properties. */
function makeStorage(): Storage {
  const methods = {
    getItem(this: { [key: string]: string }, key: string): string | null {
      return this[key] ?? null
    },
    setItem(this: { [key: string]: string }, key: string, text: string): void {
      this[key] = text
    },
    removeItem(this: { [key: string]: string }, key: string): void {
      Reflect.deleteProperty(this, key)
    },
  }
  return Object.create(methods) as Storage
}

interface World {
  page: Page
  outbox: Outbox
  storage: Storage
  posts: string[]
  /** What waits for a timer, with how long. */
  timers: { work: () => void; delayMs: number }[]
}

interface Circumstances {
  answer?: (body: string, address: string) => FeedbackFate | Promise<FeedbackFate>
  storage?: Storage
  openStorage?: () => Storage
  nowMs?: () => number
}

function openPage({ answer = () => 'kept', storage = makeStorage(), openStorage, nowMs }: Circumstances = {}): World {
  const posts: string[] = []
  const timers: World['timers'] = []
  const page: Page = {
    storage: openStorage ?? (() => storage),
    post: async (address, body) => {
      posts.push(body)
      return answer(body, address)
    },
    nowMs: nowMs ?? (() => 1_000_000),
    alone: (work) => work(),
    later: (work, delayMs) => timers.push({ work, delayMs }),
  }
  return { page, outbox: createOutbox(page), storage, posts, timers }
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
})

describe('what a page keeps', () => {
  it('is bounded in number and in size, and the oldest goes first', async () => {
    let nowMs = 1_000_000
    const { outbox, storage } = openPage({ nowMs: () => (nowMs += 1) })
    for (let index = 0; index < LETTERS_MAX + 20; index += 1) await outbox.send(letter(`letter ${index}`))
    expect(Object.keys(storage)).toHaveLength(LETTERS_MAX)
    expect(Object.values(storage).join('')).not.toContain('letter 19"')
    const large = 'x'.repeat(LETTER_CHARS_MAX / 3)
    for (let index = 0; index < 9; index += 1) await outbox.send(letter(large))
    expect(Object.keys(storage)).toHaveLength(2)
  })

  it('leaves alone what belongs to the page itself', async () => {
    const storage = makeStorage()
    storage.setItem('theme', 'dark')
    storage.setItem('trimtab-feedback:spoiled', '{"address":7}')
    await openPage({ storage }).outbox.sendKept()
    expect(Object.entries(storage)).toEqual([['theme', 'dark']])
  })

  it.each([
    [
      'forbidden',
      (): Storage => {
        throw new DOMException('denied', 'SecurityError')
      },
    ],
    [
      'full',
      (): Storage =>
        Object.assign(makeStorage(), {
          setItem: () => {
            throw new DOMException('full', 'QuotaExceededError')
          },
        }),
    ],
  ])('lasts as long as the page where storing is %s', async (_, openStorage) => {
    const answers: FeedbackFate[] = ['kept', 'delivered']
    const { outbox, posts } = openPage({ openStorage, answer: () => answers.shift() ?? 'kept' })
    const told: FeedbackFate[] = []
    expect(await outbox.send(letter('a'), (fate) => told.push(fate))).toBe('kept')
    await outbox.sendKept()
    expect({ posts, told }).toEqual({ posts: ['a', 'a'], told: ['delivered'] })
  })
})
