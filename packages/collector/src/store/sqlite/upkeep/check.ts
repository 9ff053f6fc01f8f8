// Reads everything once, and says what is wrong with it: the pages, the tables, what is derived from rows, and where the
// file is. All of it as of one moment, through a connection of its own, while others go on writing.

import type { StorageFinding } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { type Connection, openReading } from '../connection.ts'
import type { StoreRules } from '../rules.ts'
import { checkPlace, logBytesOf } from './check-place.ts'
import { checkReviews } from './check-reviews.ts'
import { checkSearch } from './check-search.ts'
import { checkSums } from './check-sums.ts'
import { checkTables } from './check-tables.ts'
import { checkTexts } from './check-texts.ts'

type OnProgress = (done: number, total: number) => void

interface CheckOptions {
  db: Connection
  /** The database file, or ':memory:'. */
  file: string
  rules: StoreRules
}

/** While everything is read the log keeps what others commit. */
const LOG_GROWTH_BYTES_MAX = 1024 ** 3
const DAMAGE_NAMED_MAX = 5
const CURE_OF_DAMAGE =
  'Keep the file, and put a backup in its place with `trimtab restore`. Without one, `trimtab import` takes what your own logs still have.'

export function prepareCheck({ db, file, rules }: CheckOptions) {
  return async (onProgress: OnProgress = () => undefined): Promise<StorageFinding[]> => {
    // What is in memory is seen by one connection alone, which might write meanwhile.
    if (file === ':memory:') return checkAtOnce(db.$client)
    const ofPlace = checkPlace(file, db.$client)
    const { $client: client } = openReading(file)
    const logBytesMax = logBytesOf(file) + LOG_GROWTH_BYTES_MAX
    const mayGoOn = (): boolean => logBytesOf(file) < logBytesMax
    try {
      client.exec('BEGIN')
      const found = [...ofPlace, ...checkAtOnce(client)]
      // Sums of damaged rows would only say so again.
      const isWhole = found.every(({ severity }) => severity !== 'problem')
      return isWhole ? [...found, ...(await checkSums({ client, rules, onProgress, mayGoOn }))] : found
    } finally {
      client.close()
    }
  }
}

function checkAtOnce(client: Database.Database): StorageFinding[] {
  const damage = damageOf(client)
  if (damage.length > 0) return damage
  const ofTables = checkTables(client)
  // What is asked next is asked of tables that have to be there.
  const isAsMade = ofTables.every(({ severity }) => severity !== 'problem')
  return isAsMade ? [...ofTables, ...ofRows(client)] : ofTables
}

function ofRows(client: Database.Database): StorageFinding[] {
  return [checkReferences, checkTexts, checkSearch, checkReviews].flatMap((check) => check(client))
}

function damageOf(client: Database.Database): StorageFinding[] {
  return saidBySqlite(client)
    .filter((said) => said !== 'ok')
    .map((said) => ({ severity: 'problem', sentence: `The file is damaged: ${said}.`, cure: CURE_OF_DAMAGE }))
}

/** It throws where the damage keeps it from looking any further. */
function saidBySqlite(client: Database.Database): string[] {
  try {
    const rows = client.pragma(`integrity_check(${DAMAGE_NAMED_MAX})`) as { integrity_check: string }[]
    return rows.map((row) => row.integrity_check.replaceAll(/\s+/g, ' '))
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')) return [error.message]
    throw error
  }
}

function checkReferences(client: Database.Database): StorageFinding[] {
  const rows = client.pragma('foreign_key_check') as { table: string }[]
  const tables = [...new Set(rows.map(({ table }) => table))]
  return tables.map((table) => ({
    severity: 'problem',
    sentence: `Rows of the table ${table} refer to rows that are not there.`,
    cure: CURE_OF_DAMAGE,
  }))
}
