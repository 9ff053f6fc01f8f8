// Opens the one database file: settings, migrations, and a plain sentence for every way that can go wrong.

import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { makeFolder } from '../../make-folder.ts'
import { meaningOf, Refusal } from '../../refusal.ts'
import { hashText } from './identity.ts'

export type Connection = BetterSQLite3Database & { $client: Database.Database }

export const DATABASE_FILE = 'trimtab.db'

/** 'Trim' in ASCII: tells our file from any other SQLite database. */
const APPLICATION_ID = 0x5472_696d

/** Pages of the write-ahead log after which it is copied into the database: 32 MB, a few of the largest commits. */
const CHECKPOINT_PAGES = 2000
/** What is left of the log after a burst. */
const LOG_BYTES_MAX = 64 * 1024 * 1024
/** Holds the part of each index that is being written, also at a million rows a day. */
const WRITE_CACHE_KIB = 64 * 1024

interface OpenOptions {
  /** The database file, or ':memory:'. */
  file: string
  migrationsFolder: string
  /** Refuse where there is no database yet, for commands that only make sense on one. */
  mustExist: boolean
  /** Called before anything is written, with whether the tables will change; what it throws leaves them as they are. */
  beforeWriting?: (willChange: boolean) => void
}

export function openDatabase({
  file,
  migrationsFolder,
  mustExist,
  beforeWriting = () => undefined,
}: OpenOptions): Connection {
  const isNew = file === ':memory:' || !existsSync(file)
  if (isNew && mustExist)
    throw new Refusal(
      'database.missing',
      `There is no Trimtab database in ${dirname(file)}; name its folder with --data.`,
    )
  const client = openFile(file)
  try {
    // Before anything is set: a setting is a write.
    if (!isNew) refuseForeign(client, file)
    const [known, applied] = [newestKnown(migrationsFolder), newestApplied(client)]
    if (applied > known) throw newer(file)
    beforeWriting(applied < known)
    configure(client, isNew)
    // A migration fills a column with it.
    client.function('hash_text', { deterministic: true }, (text) => (typeof text === 'string' ? hashText(text) : null))
    const connection = drizzle(client)
    migrate(connection, { migrationsFolder })
    return connection
  } catch (error) {
    client.close()
    throw explain(error, file)
  }
}

/** A second connection to a database that is open, which can only read. */
export function openReading(file: string): Connection {
  try {
    return drizzle(new Database(file, { readonly: true, fileMustExist: true }))
  } catch (error) {
    throw explain(error, file)
  }
}

function openFile(file: string): Database.Database {
  try {
    if (file !== ':memory:') makeFolder(dirname(file))
    return new Database(file)
  } catch (error) {
    throw explain(error, file)
  }
}

/** Reads only: a file that is not ours must stay as it is. */
function refuseForeign(client: Database.Database, file: string): void {
  const applicationId = client.pragma('application_id', { simple: true })
  const tables = client.prepare<[], { count: number }>('SELECT count(*) AS count FROM sqlite_schema').get()
  if (applicationId === APPLICATION_ID || (tables?.count === 0 && applicationId === 0)) return
  throw new Refusal(
    'database.unreadable',
    `${file} is a database of another program; choose another folder with --data.`,
  )
}

function configure(client: Database.Database, isNew: boolean): void {
  if (isNew) {
    // Only possible before the first table. 16 KB pages hold a 3 KB row with little waste.
    client.pragma('page_size = 16384')
    client.pragma('auto_vacuum = INCREMENTAL')
  }
  client.pragma('journal_mode = WAL')
  // better-sqlite3 is built to default to NORMAL under WAL, which may lose the last commits when the power fails.
  client.pragma('synchronous = FULL')
  client.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  client.pragma(`journal_size_limit = ${LOG_BYTES_MAX}`)
  client.pragma(`cache_size = -${WRITE_CACHE_KIB}`)
  // What is deleted is overwritten: who is forgotten must not be read out of the file, and what was packed stood in a row.
  client.pragma('secure_delete = ON')
  client.pragma(`application_id = ${APPLICATION_ID}`)
}

/** Migrations are told by when they were made. */
function newestKnown(migrationsFolder: string): number {
  return readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis ?? 0
}

function newestApplied(client: Database.Database): number {
  const table = client.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get()
  if (table === undefined) return -1
  const applied = client
    .prepare<[], { newest: number | null }>('SELECT max(created_at) AS newest FROM __drizzle_migrations')
    .get()
  return applied?.newest ?? -1
}

function newer(file: string): Refusal {
  return new Refusal(
    'database.newer',
    `${file} was written by a newer Trimtab; start that version, or choose another folder with --data. Nothing was changed.`,
  )
}

/** What SQLite says where tables are others than their migrations say. */
const UNLIKE_OURS =
  /^(no such (table|column)|vtable constructor failed|table \S+ (already exists|has no column)|index \S+ already exists)/

/** What the file system or SQLite refused becomes one sentence; anything else is a defect of ours and stays as it is. */
export function explain(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const options = { cause: error }
  const said = saidOf(error)
  if (said !== null) {
    return new Refusal(
      'database.unreadable',
      `${file} is not as Trimtab makes it (${said}); put a backup in its place with \`trimtab restore --replace\`.`,
      options,
    )
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new Refusal(
      'database.unreadable',
      `${file} is not a database Trimtab can read. Nothing was changed.`,
      options,
    )
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new Refusal('database.unreadable', `${file} is held by another program; end it and start again.`, options)
  }
  if (code.startsWith('SQLITE_') || /^E[A-Z]+$/.test(code)) {
    return new Refusal(
      'data.unwritable',
      `The folder ${dirname(file)} cannot be written: ${meaningOf(code)}. Choose another with --data.`,
      options,
    )
  }
  return error
}

function saidOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (!(error instanceof Database.SqliteError)) return saidOf(error.cause)
  if (error.code.startsWith('SQLITE_CONSTRAINT')) return error.message
  return error.code === 'SQLITE_ERROR' && UNLIKE_OURS.test(error.message) ? error.message : null
}
