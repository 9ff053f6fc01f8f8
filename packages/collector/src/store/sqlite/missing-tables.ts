// Refuses a database that is marked as ours and lacks tables or columns, before anything is asked of one that is not
// there. Whether those that are there are as they should be is for a check to say.

import type Database from 'better-sqlite3'
import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { Refusal } from '../../refusal.ts'
import * as alarms from './schema/alarms.ts'
import * as derived from './schema/derived.ts'
import * as reviews from './schema/reviews.ts'
import * as rows from './schema/rows.ts'
import * as state from './schema/state.ts'
import * as watch from './schema/watch.ts'

/** Virtual ones, which no schema describes. */
const SEARCH_TABLES = ['search_input', 'search_output', 'search_labels']

interface Expected {
  table: string
  columns: string[]
}

const EXPECTED: readonly Expected[] = [
  ...[alarms, derived, reviews, rows, state, watch]
    .flatMap((schema) => Object.values(schema).filter((each) => is(each, SQLiteTable)))
    .map((table) => getTableConfig(table))
    .map(({ name, columns }) => ({ table: name, columns: columns.map((column) => column.name) })),
  ...SEARCH_TABLES.map((table) => ({ table, columns: [] })),
]

export function refuseMissingTables(client: Database.Database, file: string): void {
  const columnsOf = readColumns(client)
  const missing = EXPECTED.flatMap(({ table, columns }) => {
    const found = columnsOf.get(table)
    if (found === undefined) return [`the table ${table}`]
    return columns.filter((column) => !found.has(column)).map((column) => `the column ${column} of the table ${table}`)
  })
  if (missing.length === 0) return
  throw new Refusal(
    'database.unreadable',
    `${file} lacks ${missing[0]}${missing.length === 1 ? '' : ` and ${missing.length - 1} more`}; ` +
      'put a backup in its place with `trimtab restore --replace`.',
  )
}

function readColumns(client: Database.Database): Map<string, Set<string>> {
  const names = client.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
  const select = client.prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?)').pluck()
  return new Map(names.map((name) => [name, new Set(select.all(name))]))
}
