import type { ApiKey, KeyLimits } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ANONYMOUS_ITEMS_PER_SECOND_MAX,
  BYTES_PER_SECOND_MAX,
  createLimits,
  DEBT_SECONDS_MAX,
  FAILURES_PER_SECOND_MAX,
  type Limits,
  REQUESTS_PER_SECOND_MAX,
} from './limits.ts'

let limits: Limits

beforeEach(() => {
  vi.useFakeTimers()
  limits = createLimits()
})
afterEach(() => vi.useRealTimers())

function keyOf(id: string, said: Partial<KeyLimits> = {}): ApiKey {
  return {
    id,
    name: id,
    scopes: ['ingest'],
    origins: [],
    limits: { itemsPerSecond: null, bodyBytesMax: null, ...said },
    createdAt: '2026-11-21T10:00:00.000Z',
    revokedAt: null,
  }
}

async function countAdmitted(tries: number, admit: () => Promise<boolean>): Promise<number> {
  let admitted = 0
  for (let index = 0; index < tries; index++) admitted += (await admit()) ? 1 : 0
  return admitted
}

describe('a key', () => {
  const key = keyOf('a')

  it('may ask so often in a second, and again in the next', async () => {
    const admit = () => limits.admit(key)
    expect(await countAdmitted(REQUESTS_PER_SECOND_MAX * 2, admit)).toBe(REQUESTS_PER_SECOND_MAX)
    vi.advanceTimersByTime(1001)
    expect(await admit()).toBe(true)
  })

  it('takes nothing from another', async () => {
    await countAdmitted(REQUESTS_PER_SECOND_MAX * 2, () => limits.admit(key))
    expect(await limits.admit(keyOf('b'))).toBe(true)
  })

  it('without a rate may send any number of items, and so many bytes', async () => {
    await limits.charge(key, { items: 1_000_000, bytes: BYTES_PER_SECOND_MAX - 1 })
    expect(await limits.admit(key)).toBe(true)
    await limits.charge(key, { items: 0, bytes: 1 })
    expect(await limits.admit(key)).toBe(false)
    vi.advanceTimersByTime(1001)
    expect(await limits.admit(key)).toBe(true)
  })
})

describe('a key with a rate', () => {
  const key = keyOf('slow', { itemsPerSecond: 10 })

  it('pays for a large batch with the seconds it is worth', async () => {
    await limits.charge(key, { items: 50, bytes: 1 })
    expect(await limits.admit(key)).toBe(false)
    vi.advanceTimersByTime(4900)
    expect(await limits.admit(key)).toBe(false)
    vi.advanceTimersByTime(200)
    expect(await limits.admit(key)).toBe(true)
  })

  it('sends no more over a minute than its rate, however it cuts its batches', async () => {
    for (const batch of [1, 7, 10, 33, 200]) {
      const mine = keyOf(`batches of ${batch}`, { itemsPerSecond: 10 })
      let sent = 0
      for (let tenths = 0; tenths < 600; tenths++) {
        if (await limits.admit(mine)) {
          sent += batch
          await limits.charge(mine, { items: batch, bytes: 1 })
        }
        vi.advanceTimersByTime(100)
      }
      // The last batch may reach over the end, and a window of a second may be entered at its end.
      expect(sent).toBeLessThanOrEqual(600 * 1.1 + batch + 10)
      expect(sent).toBeGreaterThan(200)
    }
  })

  it('never waits longer than a bound for one request', async () => {
    await limits.charge(key, { items: 1_000_000, bytes: 1 })
    vi.advanceTimersByTime(DEBT_SECONDS_MAX * 1000 + 1)
    expect(await limits.admit(key)).toBe(true)
  })

  it('that sent nothing owes nothing', async () => {
    await limits.charge(key, { items: 0, bytes: 0 })
    expect(await limits.admit(key)).toBe(true)
  })
})

describe('an address without a key', () => {
  it('may ask so often in a second, and no other is held up', async () => {
    const admit = () => limits.admitAddress('10.0.0.1', 1)
    expect(await countAdmitted(ANONYMOUS_ITEMS_PER_SECOND_MAX * 3, admit)).toBe(ANONYMOUS_ITEMS_PER_SECOND_MAX)
    expect(await limits.admitAddress('10.0.0.2', 1)).toBe(true)
    expect(await limits.admitAddress('10.0.0.3', ANONYMOUS_ITEMS_PER_SECOND_MAX + 1)).toBe(false)
    vi.advanceTimersByTime(1001)
    expect(await admit()).toBe(true)
  })

  it('may show so many wrong keys', async () => {
    const fail = () => limits.admitFailure('10.0.0.1')
    expect(await countAdmitted(FAILURES_PER_SECOND_MAX * 3, fail)).toBe(FAILURES_PER_SECOND_MAX)
  })

  it('is the whole network that one subscriber of IPv6 has', async () => {
    let last = 0
    const admit = () => limits.admitFailure(`2001:db8:1:2::${(last++).toString(16)}`)
    expect(await countAdmitted(FAILURES_PER_SECOND_MAX * 3, admit)).toBe(FAILURES_PER_SECOND_MAX)
    expect(await limits.admitFailure('2001:db8:1:2:ffff:1:2:3')).toBe(false)
    expect(await limits.admitFailure('2001:db8:1:3::1')).toBe(true)
    expect(await limits.admitFailure('::ffff:10.0.0.7')).toBe(true)
  })
})
