// Rows and state in one SQLite file.

import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import type { Store } from '../store.ts'
import { type Connection, DATABASE_FILE, openDatabase } from './connection.ts'
import { createSqliteRows, type FeedbackRules } from './rows.ts'
import { createSqliteState } from './state.ts'

/** Beside this file in the sources, and beside the bundle once built. */
const MIGRATIONS_FOLDER = fileURLToPath(new URL('./migrations', import.meta.url))

interface StoreOptions {
  /** The data folder, or ':memory:'. */
  data: string
  rules: FeedbackRules
  mustExist?: boolean
  makeId?: () => string
}

export function openSqliteStore({ data, rules, mustExist = false, makeId = randomUUID }: StoreOptions): Store {
  const file = data === ':memory:' ? data : join(data, DATABASE_FILE)
  const db = openDatabase({ file, migrationsFolder: MIGRATIONS_FOLDER, mustExist })
  const isInPlace = watchFile(file)
  const rows = createSqliteRows(db, rules)
  return {
    rows: {
      ...rows,
      add: (batch) => (isInPlace() ? rows.add(batch) : Promise.reject(new Error(`${file} was moved or removed`))),
    },
    state: createSqliteState(db, makeId),
    isReady: () => isInPlace() && canRead(db),
    close: () => {
      if (file !== ':memory:') emptyLog(db)
      db.$client.close()
    },
  }
}

/** Whether the name still leads to the file that is open. SQLite would go on writing into one that is gone. */
function watchFile(file: string): () => boolean {
  if (file === ':memory:') return () => true
  const { ino } = statSync(file)
  return () => {
    try {
      return statSync(file).ino === ino
    } catch {
      return false
    }
  }
}

function canRead(db: Connection): boolean {
  try {
    db.get(sql`SELECT 1 FROM prediction LIMIT 1`)
    return true
  } catch {
    return false
  }
}

/** Leaves one file behind where that is possible; on a full disk the log stays and is read at the next start. */
function emptyLog(db: Connection): void {
  try {
    db.$client.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL')) throw error
  }
}
