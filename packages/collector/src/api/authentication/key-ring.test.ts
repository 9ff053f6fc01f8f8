import type { ApiKey } from '@trimtab/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { createKeyRing, KEY_KNOWN_MS, type KeyRing } from './key-ring.ts'

const GOOD: ApiKey = {
  id: 'a',
  name: 'shop',
  scopes: ['read'],
  origins: [],
  limits: { itemsPerSecond: null, bodyBytesMax: null },
  createdAt: '2026-11-21T10:00:00.000Z',
  revokedAt: null,
}

let nowMs: number
let lookups: number
let stored: Map<string, ApiKey>
let ring: KeyRing

beforeEach(() => {
  nowMs = 1_000_000
  lookups = 0
  stored = new Map([['hash', GOOD]])
  const state = {
    findKey: async (hash: string) => {
      lookups += 1
      return stored.get(hash) ?? null
    },
    keys: async () => {
      lookups += 1
      return [...stored.values()]
    },
  }
  ring = createKeyRing(state, () => nowMs)
})

function revoke(): void {
  stored.set('hash', { ...GOOD, revokedAt: '2026-11-21T11:00:00.000Z' })
}

describe('a key', () => {
  it('is looked up once in a moment', async () => {
    for (let index = 0; index < 100; index++) expect(await ring.find('hash')).toEqual(GOOD)
    expect(lookups).toBe(1)
  })

  it('that is revoked opens nothing once the moment is over', async () => {
    await ring.find('hash')
    revoke()
    nowMs += KEY_KNOWN_MS - 1
    expect(await ring.find('hash')).toEqual(GOOD)
    nowMs += 1
    expect(await ring.find('hash')).toBeNull()
  })

  it('that is used all the time is looked up again all the same', async () => {
    revoke()
    stored.set('hash', GOOD)
    for (let index = 0; index < 10; index++) {
      await ring.find('hash')
      nowMs += KEY_KNOWN_MS / 4
    }
    revoke()
    nowMs += KEY_KNOWN_MS
    expect(await ring.find('hash')).toBeNull()
  })

  it('that is revoked does not live on because the clock was set back', async () => {
    await ring.find('hash')
    revoke()
    nowMs -= 3_600_000
    expect(await ring.find('hash')).toBeNull()
  })

  it('that is new opens at once, although it was tried before', async () => {
    expect(await ring.find('new')).toBeNull()
    stored.set('new', { ...GOOD, id: 'b' })
    expect(await ring.find('new')).toMatchObject({ id: 'b' })
  })

  it('stays known through a flood of wrong ones', async () => {
    await ring.find('hash')
    for (let index = 0; index < 5_000; index++) await ring.find(`wrong ${index}`)
    lookups = 0
    await ring.find('hash')
    expect(lookups).toBe(0)
  })

  it('makes room for others: a bounded number is known', async () => {
    for (let index = 0; index < 1_100; index++) stored.set(`${index}`, { ...GOOD, id: `${index}` })
    for (let index = 0; index < 1_100; index++) await ring.find(`${index}`)
    lookups = 0
    await ring.find('0')
    await ring.find('1099')
    expect(lookups).toBe(1)
  })
})

describe('the ring', () => {
  it('is empty where no key is good', async () => {
    expect(await ring.isEmpty()).toBe(false)
    revoke()
    nowMs += KEY_KNOWN_MS
    expect(await ring.isEmpty()).toBe(true)
  })

  it('is known to be no longer empty within a moment', async () => {
    stored.clear()
    expect(await ring.isEmpty()).toBe(true)
    stored.set('hash', GOOD)
    nowMs += KEY_KNOWN_MS
    expect(await ring.isEmpty()).toBe(false)
  })

  it('looks again at once where it is told to forget', async () => {
    await ring.find('hash')
    expect(await ring.isEmpty()).toBe(false)
    revoke()
    ring.forget()
    expect(await ring.find('hash')).toBeNull()
    expect(await ring.isEmpty()).toBe(true)
  })

  it('says nothing where the database does not answer, rather than that it is empty', async () => {
    const failing = () => Promise.reject(new Error('disk gone'))
    const broken = createKeyRing({ keys: failing, findKey: failing }, () => nowMs)
    await expect(broken.isEmpty()).rejects.toThrow('disk gone')
    await expect(broken.find('hash')).rejects.toThrow('disk gone')
  })
})
