// Rows and state in one SQLite file.

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Store } from '../store.ts'
import { DATABASE_FILE, openDatabase } from './connection.ts'
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
  return {
    rows: createSqliteRows(db, rules),
    state: createSqliteState(db, makeId),
    close: () => {
      if (file !== ':memory:') db.$client.pragma('wal_checkpoint(TRUNCATE)')
      db.$client.close()
    },
  }
}
