import { describe, expect, it } from 'vitest'
import { HEARTBEAT_MS, isDead, nameFolder, nameLeftFolder, readOwner, type Self } from './spool-owner.ts'

const self: Self = { host: 'aaaaaaaaaaaa', pid: 10, startedMs: 1000, nowMs: 1e9, isRunning: (pid) => pid === 20 }
const fresh = self.nowMs - HEARTBEAT_MS
const silent = self.nowMs - 11 * HEARTBEAT_MS
const ours = { openedMs: 5000, host: self.host }

describe('the owner of a spool folder', () => {
  it('is told by the name', () => {
    const owner = { openedMs: 12, host: 'abcdef012345', pid: 34 }
    expect(readOwner(nameFolder(owner))).toEqual(owner)
    expect(nameFolder(owner)).not.toBe(nameFolder(owner))
    for (const name of ['', '..', 'notes', '1-2-3', `${nameFolder(owner)}.old`]) expect(readOwner(name)).toBeUndefined()
  })

  it.each([
    ['lives, in another process of this machine', { ...ours, pid: 20 }, fresh, false],
    ['has died on this machine', { ...ours, pid: 30 }, fresh, true],
    ['has died, and another process has its number', { ...ours, pid: 20 }, silent, true],
    ['is another part of this process', { ...ours, pid: 10 }, fresh, false],
    ['had the number of this process before it', { ...ours, pid: 10, openedMs: 500 }, fresh, true],
    ['is on another machine and gives signs of life', { ...ours, host: 'bbbbbbbbbbbb', pid: 30 }, fresh, false],
    ['is on another machine and gives none', { ...ours, host: 'bbbbbbbbbbbb', pid: 20 }, silent, true],
  ])('%s', (_, owner, heartbeatMs, dead) => {
    expect(isDead(owner, heartbeatMs, self)).toBe(dead)
  })

  it('has left on purpose where the name says so', () => {
    const left = readOwner(nameLeftFolder(5))
    expect(left && isDead(left, self.nowMs, self)).toBe(true)
  })
})
