// The laws of the key table, whatever engine keeps the state.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewKey, State } from './state.ts'

type KeyHalf = Pick<State, 'createKey' | 'keys' | 'revokeKey' | 'findKey'>

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
      await state.createKey(keyOf('a'))
      await state.createKey(keyOf('b', { origins: ['https://shop.example'], scopes: ['feedback'] }))
      expect(await state.findKey('hash of a')).toEqual(readOf('a'))
      expect(await state.findKey('hash of b')).toEqual({
        ...readOf('b'),
        origins: ['https://shop.example'],
        scopes: ['feedback'],
      })
      expect(JSON.stringify(await state.keys())).not.toContain('hash of')
    })

    it('is not found by anything else', async () => {
      await state.createKey(keyOf('a'))
      for (const hash of ['a', '', 'hash of A', 'hash of a ', "' OR 1=1 --"])
        expect(await state.findKey(hash)).toBeNull()
    })

    it('is one of its id and one of its hash', async () => {
      await state.createKey(keyOf('a'))
      await expect(state.createKey(keyOf('a', { hash: 'another' }))).rejects.toThrow('constraint')
      await expect(state.createKey(keyOf('b', { hash: 'hash of a' }))).rejects.toThrow('constraint')
      expect(await state.keys()).toEqual([readOf('a')])
    })

    it('that is revoked stays so: it is found, listed and never good again', async () => {
      await state.createKey(keyOf('a'))
      const revoked = readOf('a', '2026-11-21T11:00:00.000Z')
      expect(await state.revokeKey('a', '2026-11-21T11:00:00.000Z')).toEqual(revoked)
      expect(await state.revokeKey('a', '2026-11-21T12:00:00.000Z')).toEqual(revoked)
      expect(await state.findKey('hash of a')).toEqual(revoked)
      expect(await state.keys()).toEqual([revoked])
    })

    it('that is revoked leaves the others as they are, and where there is none there is nothing to revoke', async () => {
      await state.createKey(keyOf('a'))
      await state.createKey(keyOf('b'))
      await state.revokeKey('b', '2026-11-21T11:00:00.000Z')
      expect(await state.revokeKey('c', '2026-11-21T11:00:00.000Z')).toBeNull()
      expect(await state.findKey('hash of a')).toEqual(readOf('a'))
    })
  })

  describe(`the keys in ${engine}`, () => {
    it('are none at first, and are listed as they were made, whatever the clock said', async () => {
      expect(await state.keys()).toEqual([])
      await state.createKey(keyOf('z'))
      await state.createKey(keyOf('a', { createdAt: '2020-01-01T00:00:00.000Z' }))
      expect((await state.keys()).map(({ id }) => id)).toEqual(['z', 'a'])
    })
  })
}
