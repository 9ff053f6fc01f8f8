import { beforeEach, describe, expect, it } from 'vitest'
import { createSessions, SESSION_MS_MAX, type Sessions, SESSIONS_MAX, SESSIONS_PER_KEY_MAX } from './sessions.ts'

let nowMs: number
let sessions: Sessions

beforeEach(() => {
  nowMs = 1_000_000
  sessions = createSessions(() => nowMs)
})

describe('a session', () => {
  it('stands for the key that opened it, until its time is over', () => {
    const { id, expiresAtMs } = sessions.open('hash')
    expect(expiresAtMs).toBe(nowMs + SESSION_MS_MAX)
    expect(sessions.find(id)).toBe('hash')
    nowMs += SESSION_MS_MAX - 1
    expect(sessions.find(id)).toBe('hash')
    nowMs += 1
    expect(sessions.find(id)).toBeNull()
  })

  it('has an id nobody can guess, and no two have the same', () => {
    const ids = [1, 2, 3].map(() => sessions.open('hash').id)
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^[\w-]{43}$/)
  })

  it('is over when it is closed, and no other with it', () => {
    const [one, other] = [sessions.open('hash'), sessions.open('hash')]
    sessions.close(one.id)
    sessions.close('nothing')
    expect(sessions.find(one.id)).toBeNull()
    expect(sessions.find(other.id)).toBe('hash')
  })

  it('is nothing a client can choose', () => {
    for (const id of ['', 'hash', '__proto__', 'constructor']) expect(sessions.find(id)).toBeNull()
  })
})

describe('the sessions', () => {
  it('of one key are so many: the oldest gives way, and those of other keys stay', () => {
    const other = sessions.open('other')
    const opened = Array.from({ length: SESSIONS_PER_KEY_MAX + 1 }, () => sessions.open('hash'))
    expect(opened.map(({ id }) => sessions.find(id) !== null)).toEqual([
      false,
      ...Array.from({ length: SESSIONS_PER_KEY_MAX }, () => true),
    ])
    expect(sessions.find(other.id)).toBe('other')
  })

  it('are so many in all', () => {
    const opened = Array.from({ length: SESSIONS_MAX + 5 }, (_, index) => sessions.open(`key ${index}`))
    expect(opened.filter(({ id }) => sessions.find(id) !== null)).toHaveLength(SESSIONS_MAX)
  })
})
