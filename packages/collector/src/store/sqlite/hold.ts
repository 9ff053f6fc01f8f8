// Lets one collector at a time run on a data folder. The lock is SQLite's own, on a small file beside the database: the
// system gives it back when the process ends, however it ends, and other commands go on reading and writing beside it.

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Refusal } from '../../refusal.ts'

export const LOCK_FILE = 'trimtab.lock'

/** Refuses where another process holds the folder. What it gives back lets go of it. */
export function holdFolder(data: string): () => void {
  if (data === ':memory:') return () => undefined
  const client = new Database(join(data, LOCK_FILE), { timeout: 0 })
  try {
    client.pragma('locking_mode = EXCLUSIVE')
    client.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    client.close()
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))) throw error
    throw new Refusal(
      'data.held',
      `A collector is running on ${data}; end it first, or choose another folder with --data.`,
      {
        cause: error,
      },
    )
  }
  return () => client.close()
}
