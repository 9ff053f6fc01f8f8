// The names in a data folder that are the store's own: what stands under one of them is used or removed sooner or later,
// so nothing else may be written there.

import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DATABASE_FILE } from './connection.ts'
import { LOCK_FILE } from './hold.ts'

/** The copy that a restore reads and brings up to date before it takes the place of the database. */
export const RESTORE_FILE = `${DATABASE_FILE}.restore`

/** What SQLite may put beside a database. */
const BESIDE = ['-journal', '-wal', '-shm'] as const
const OWN_NAMES = new Set([DATABASE_FILE, RESTORE_FILE, LOCK_FILE].flatMap(withBeside))

/** Whether a path leads to a name that is the store's own in the folder, by whichever links, there or not. */
export function isOwnFile(path: string, data: string): boolean {
  const folder = realOf(data)
  return [join(realOf(dirname(path)), basename(path)), realOf(path)].some(
    // Where case makes no difference to the file system, these are the same names.
    (real) => dirname(real) === folder && OWN_NAMES.has(basename(real).toLowerCase()),
  )
}

/** A database and all that SQLite may have put beside it. */
export function withBeside(file: string): string[] {
  return [file, ...BESIDE.map((ending) => `${file}${ending}`)]
}

function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
