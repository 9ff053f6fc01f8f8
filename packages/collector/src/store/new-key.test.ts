import { describe, expect, it } from 'vitest'
import { hashKeyText } from './key-text.ts'
import { type AskedKey, makeKey, mayBePublic, NO_LIMITS } from './new-key.ts'

const ASKED: AskedKey = { name: 'shop', scopes: ['ingest', 'read'], origins: [], limits: NO_LIMITS }
const AT = '2026-11-21T10:00:00.000Z'

describe('a key that is made', () => {
  it('is what was asked for, and what is stored has its hash and nothing of its text', () => {
    const { key, text, stored } = makeKey(ASKED, AT)
    expect(key).toEqual({ id: text.slice(3, 13), ...ASKED, createdAt: AT, revokedAt: null })
    const { hash, ...facts } = stored
    expect({ ...facts, revokedAt: null }).toEqual(key)
    expect(hash).toBe(hashKeyText(text))
    expect(JSON.stringify([key, stored])).not.toContain(text.slice(14))
  })

  it('is like no other', () => {
    expect(makeKey(ASKED, AT).text).not.toBe(makeKey(ASKED, AT).text)
  })
})

describe('a key with an origin', () => {
  it('may give feedback and do nothing else', () => {
    const origins = ['https://shop.example']
    expect(mayBePublic({ scopes: ['feedback'], origins })).toBe(true)
    for (const scope of ['ingest', 'read', 'review', 'admin'] as const)
      expect(mayBePublic({ scopes: ['feedback', scope], origins })).toBe(false)
    expect(mayBePublic({ scopes: ['admin'], origins: [] })).toBe(true)
  })
})
