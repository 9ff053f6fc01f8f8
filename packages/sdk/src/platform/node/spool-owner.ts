// Whose folder it is, told by its name alone: then taking it over is one rename, which exactly one process wins. That its
// owner lives is told by the folder's time of change, which the owner renews.
import { createHash, randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { realClock } from '../../clock.ts'

/** How often a living owner renews the time. */
export const HEARTBEAT_MS = 30_000
/** Without a sign of life for so long, its owner is dead, even if some process has the number that it had. */
const SILENCE_MS_MAX: number = 10 * HEARTBEAT_MS

/** Stands for the process number of an owner that has left on purpose. */
const NOBODY = 0

export interface Owner {
  openedMs: number
  host: string
  pid: number
}

/** What is ours to compare with. */
export interface Self {
  host: string
  pid: number
  startedMs: number
  nowMs: number
  isRunning: (pid: number) => boolean
}

const NAME = /^(\d+)-([0-9a-f]{12})-(\d+)-[0-9a-f]{16}$/

export function nameFolder({ openedMs, host, pid }: Owner): string {
  return `${openedMs}-${host}-${pid}-${randomBytes(8).toString('hex')}`
}

/** The name under which a folder is anybody's. */
export function nameLeftFolder(openedMs: number): string {
  return nameFolder({ openedMs, host: thisHost(), pid: NOBODY })
}

export function readOwner(name: string): Owner | undefined {
  const [, openedMs, host, pid] = NAME.exec(name) ?? []
  return host === undefined ? undefined : { openedMs: Number(openedMs), host, pid: Number(pid) }
}

export function isDead(owner: Owner, heartbeatMs: number, self: Self): boolean {
  if (owner.pid === NOBODY) return true
  const isSilent = self.nowMs - heartbeatMs > SILENCE_MS_MAX
  if (owner.host !== self.host) return isSilent
  // Containers give the same number to one process after the other.
  if (owner.pid === self.pid) return owner.openedMs < self.startedMs
  return isSilent || !self.isRunning(owner.pid)
}

export function readSelf(): Self {
  const nowMs = realClock.nowMs()
  return { host: thisHost(), pid: process.pid, startedMs: nowMs - process.uptime() * 1000, nowMs, isRunning }
}

function thisHost(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 12)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
