// Rows and state in one SQLite file.

import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type Clock, systemClock } from '../../clock.ts'
import type { RowsReading } from '../rows-reading.ts'
import type { Rows } from '../rows.ts'
import type { Store } from '../store.ts'
import { type Connection, DATABASE_FILE, explain, openDatabase, openReading } from './connection.ts'
import { holdFolder } from './hold.ts'
import { MIGRATIONS_FOLDER } from './migrations-folder.ts'
import { refuseMissingTables } from './missing-tables.ts'
import type { StoreRules } from './rules.ts'
import { createSqliteReading, createSqliteRows } from './rows.ts'
import { createSqliteState } from './state.ts'
import { prepareBackup } from './upkeep/backup.ts'

interface StoreOptions {
  /** The data folder, or ':memory:'. */
  data: string
  rules: StoreRules
  /**
   * Whose rows these are. `reader`: they are read through a connection of their own, which waits for nobody, and adding
   * to them is refused; another thread has the ones that are written. The state can be written either way.
   */
  role?: 'both' | 'reader'
  mustExist?: boolean
  /** Keeps the folder from every other collector until it is closed. */
  hold?: boolean
  makeId?: () => string
  clock?: Clock
}

export function openSqliteStore({
  data,
  rules,
  role = 'both',
  mustExist = false,
  hold = false,
  makeId = randomUUID,
  clock = systemClock,
}: StoreOptions): Store {
  const file = data === ':memory:' ? data : join(data, DATABASE_FILE)
  const held = openHeld({ data, file, mustExist, hold })
  try {
    return createStore({ ...held, file, rules, role, makeId, clock })
  } catch (error) {
    held.db.$client.close()
    held.letGo()
    throw explain(error, file)
  }
}

interface Held {
  db: Connection
  letGo: () => void
}

type CreateOptions = Held & { file: string } & Required<Pick<StoreOptions, 'rules' | 'role' | 'makeId' | 'clock'>>

function createStore({ db, letGo, file, rules, role, makeId, clock }: CreateOptions): Store {
  refuseMissingTables(db.$client, file)
  const isInPlace = watchFile(file)
  // What is in memory is seen by one connection alone.
  const reading = role === 'reader' && file !== ':memory:' ? openReading(file) : db
  return {
    rows:
      role === 'reader'
        ? readOnly(createSqliteReading(reading, rules))
        : guard(createSqliteRows(db, rules, file, clock), isInPlace, file),
    state: createSqliteState(db, makeId),
    backup: prepareBackup({ db, file }),
    isReady: () => isInPlace() && canRead(reading),
    close: () => {
      if (reading !== db) reading.$client.close()
      if (file !== ':memory:') emptyLog(db)
      db.$client.close()
      letGo()
    },
  }
}

/** Only what is asked of the rows, through a connection that waits for nobody. The database must be made already. */
export function openSqliteReading(data: string, rules: StoreRules): { rows: RowsReading; close: () => void } {
  const db = openReading(join(data, DATABASE_FILE))
  return { rows: createSqliteReading(db, rules), close: () => void db.$client.close() }
}

/**
 * Nobody changes the tables below a collector that runs on them: whoever would has to hold the folder for as long. Two
 * collectors on one folder would each take a trace for new that the other knows.
 */
function openHeld({
  data,
  file,
  mustExist,
  hold,
}: { file: string } & Required<Pick<StoreOptions, 'data' | 'mustExist' | 'hold'>>): Held {
  let letGo = (): void => undefined
  const beforeWriting = (willChange: boolean): void => {
    if (hold || willChange) letGo = holdFolder(data)
  }
  try {
    const db = openDatabase({ file, migrationsFolder: MIGRATIONS_FOLDER, mustExist, beforeWriting })
    if (hold) return { db, letGo }
    letGo()
    return { db, letGo: () => undefined }
  } catch (error) {
    letGo()
    throw error
  }
}

/** Another thread has the ones that are written. */
function readOnly(reading: RowsReading): Rows {
  const refuse = (): Promise<never> => Promise.reject(new Error('these rows are for reading'))
  return {
    ...reading,
    add: refuse,
    takeUnfolded: refuse,
    fold: refuse,
    unfold: refuse,
    catchUp: refuse,
    removeOld: refuse,
    forget: refuse,
    clearSearch: refuse,
    check: refuse,
  }
}

function guard(rows: Rows, isInPlace: () => boolean, file: string): Rows {
  return {
    ...rows,
    add: (batch) => (isInPlace() ? rows.add(batch) : Promise.reject(new Error(`${file} was moved or removed`))),
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
