// The laws of the keys, whatever engine keeps the state.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KEYS_MAX, KEYS_REVOKED_MAX, type NewKey, type State } from './state.ts'

type KeyHalf = Pick<State, 'createKey' | 'keys' | 'revokeKey' | 'findKey' | 'changes'>

/** As many commits as there may be keys: a disk that is busy takes its time. */
const MANY = { timeout: 60_000 }

const ANYONE = { actor: 'anyone' }

const at = (hour: number) => ({ actor: 'ops', at: `2026-11-21T${hour}:00:00.000Z` })

function keyOf(id: string, said: Partial<NewKey> = {}): NewKey {
  return {
    id,
    hash: `hash of ${id}`,
    name: 'shop',
    scopes: ['ingest', 'read'],
    origins: [],
    limits: { itemsPerSecond: null, bodyBytesMax: 65_536 },
    createdAt: '2026-11-21T10:00:00.000Z',
    ...said,
  }
}

/** As it is read back: without the hash. */
function readOf(id: string, revokedAt: string | null = null) {
  const { hash: _hash, ...facts } = keyOf(id)
  return { ...facts, revokedAt }
}

export function testKeys(engine: string, open: () => { state: KeyHalf; close: () => void }): void {
  let store: { state: KeyHalf; close: () => void }
  let state: KeyHalf

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  describe(`a key in ${engine}`, () => {
    it('is found by its hash, with everything said of it and never the hash', async () => {
      await state.createKey(keyOf('a'), ANYONE)
      await state.createKey(keyOf('b', { origins: ['https://shop.example'], scopes: ['feedback'] }), ANYONE)
      expect(await state.findKey('hash of a')).toEqual(readOf('a'))
      expect(await state.findKey('hash of b')).toEqual({
        ...readOf('b'),
        origins: ['https://shop.example'],
        scopes: ['feedback'],
      })
      expect(JSON.stringify(await state.keys())).not.toContain('hash of')
    })

    it('is not found by anything else', async () => {
      await state.createKey(keyOf('a'), ANYONE)
      for (const hash of ['a', '', 'hash of A', 'hash of a ', "' OR 1=1 --"])
        expect(await state.findKey(hash)).toBeNull()
    })

    it('is one of its id and one of its hash', async () => {
      await state.createKey(keyOf('a'), ANYONE)
      await expect(state.createKey(keyOf('a', { hash: 'another' }), ANYONE)).rejects.toThrow(/./)
      await expect(state.createKey(keyOf('b', { hash: 'hash of a' }), ANYONE)).rejects.toThrow(/./)
      expect(await state.keys()).toEqual([readOf('a')])
    })

    it('that is revoked stays so: it is found, listed and never good again', async () => {
      await state.createKey(keyOf('a'), ANYONE)
      const revoked = readOf('a', '2026-11-21T11:00:00.000Z')
      expect(await state.revokeKey('a', at(11))).toEqual(revoked)
      expect(await state.revokeKey('a', at(12))).toEqual(revoked)
      expect(await state.findKey('hash of a')).toEqual(revoked)
      expect(await state.keys()).toEqual([revoked])
    })

    it('that is revoked leaves the others as they are, and where there is none there is nothing to revoke', async () => {
      await state.createKey(keyOf('a'), ANYONE)
      await state.createKey(keyOf('b'), ANYONE)
      await state.revokeKey('b', at(11))
      expect(await state.revokeKey('c', at(11))).toBeNull()
      expect(await state.findKey('hash of a')).toEqual(readOf('a'))
    })
  })

  describe(`the keys in ${engine}`, () => {
    it('are none at first, and are listed as they were made, whatever the clock said', async () => {
      expect(await state.keys()).toEqual([])
      await state.createKey(keyOf('z'), ANYONE)
      await state.createKey(keyOf('a', { createdAt: '2020-01-01T00:00:00.000Z' }), ANYONE)
      expect((await state.keys()).map(({ id }) => id)).toEqual(['z', 'a'])
    })

    it('are so many that are good, and one that ends makes room for another', MANY, async () => {
      for (let made = 0; made < KEYS_MAX; made++) await state.createKey(keyOf(`k${made}`), ANYONE)
      expect(await state.createKey(keyOf('more'), ANYONE)).toBe(false)
      expect(await state.findKey('hash of more')).toBeNull()
      await state.revokeKey('k0', at(11))
      expect(await state.createKey(keyOf('more'), ANYONE)).toBe(true)
    })

    it('that were revoked are remembered up to a number, the newest', async () => {
      for (let made = 0; made <= KEYS_REVOKED_MAX; made++) {
        await state.createKey(keyOf(`k${made}`), ANYONE)
        await state.revokeKey(`k${made}`, { actor: 'ops', at: new Date(Date.UTC(2027, 0) + made).toISOString() })
      }
      await state.createKey(keyOf('good'), ANYONE)
      const ids = (await state.keys()).map(({ id }) => id)
      expect(ids).toHaveLength(KEYS_REVOKED_MAX + 1)
      expect([ids[0], ids.at(-1)]).toEqual(['k1', 'good'])
      expect(await state.revokeKey('k0', at(11))).toBeNull()
    })
  })

  describe(`the audit log in ${engine}`, () => {
    it('has who made a key and who revoked it, once, and never its hash', async () => {
      await state.createKey(keyOf('a'), ANYONE)
      await state.revokeKey('a', at(11))
      await state.revokeKey('a', at(12))
      await state.revokeKey('b', at(12))
      const { name, scopes, origins, limits, createdAt } = keyOf('a')
      const told = { target: 'a', detail: { name, scopes, origins, limits } }
      expect((await state.changes(10)).map(({ sequence: _sequence, ...entry }) => entry)).toEqual([
        { ...at(11), action: 'key.revoked', ...told },
        { ...ANYONE, at: createdAt, action: 'key.created', ...told },
      ])
    })

    it('has nothing of a key that was not kept', async () => {
      await state.createKey(keyOf('a'), ANYONE)
      await expect(state.createKey(keyOf('a', { hash: 'another' }), ANYONE)).rejects.toThrow(/./)
      expect(await state.changes(10)).toHaveLength(1)
    })
  })
}
