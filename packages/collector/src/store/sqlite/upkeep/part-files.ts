// The files that a backup is written into before it has its name. Each has a name that nobody else gives, so that one
// which was left by a backup that was killed can be removed, and what belongs to somebody else stays.

import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { withBeside } from '../own-files.ts'

const RANDOM_BYTES = 8
const ENDING = /^\.[0-9a-f]{16}\.part(-journal|-wal|-shm)?$/

export function nameOfPart(target: string): string {
  return `${target}.${randomBytes(RANDOM_BYTES).toString('hex')}.part`
}

/** Removes what backups of that name left behind, but for those that are being written. */
export function sweepParts(target: string): void {
  const folder = dirname(target)
  const left = readdirSync(folder).filter(
    (name) => name.startsWith(basename(target)) && ENDING.test(name.slice(basename(target).length)),
  )
  const parts = new Set(left.map((name) => join(folder, name.replace(/-(journal|wal|shm)$/, ''))))
  for (const part of parts) if (!isBeingWritten(part)) removePart(part)
}

export function removePart(part: string): void {
  for (const file of withBeside(part)) rmSync(file, { force: true })
}

/** Whoever writes or reads it again holds it; the system lets go of it when the process ends, however it ends. */
function isBeingWritten(part: string): boolean {
  try {
    const client = new Database(part, { timeout: 0 })
    try {
      client.exec('BEGIN EXCLUSIVE')
      return false
    } finally {
      client.close()
    }
  } catch (error) {
    // Half of a database may be none, which nobody holds either.
    return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
  }
}
