// Whether tables and settings are as this Trimtab makes them: what a migration or a careless hand left otherwise.

import type { StorageFinding } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { openDatabase } from '../connection.ts'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'

const SETTINGS = [
  { name: 'page_size', value: 16_384 },
  { name: 'auto_vacuum', value: 2 },
] as const

/** Whoever runs migrations makes it as they please. */
const MIGRATIONS_TABLE = '__drizzle_migrations'

const CURE = 'Put a backup in its place with `trimtab restore`, or keep it as it is if you changed it on purpose.'

export function checkTables(client: Database.Database): StorageFinding[] {
  return [...checkSettings(client), ...checkSchema(client)]
}

function checkSettings(client: Database.Database): StorageFinding[] {
  return SETTINGS.filter(({ name, value }) => client.pragma(name, { simple: true }) !== value).map(
    ({ name, value }) => ({
      severity: 'warning',
      sentence: `The file was made with another ${name} than ${value}; it works, and is slower or larger than it could be.`,
      cure: null,
    }),
  )
}

/** Whether what is in the file besides rows is what a database has that was made a moment ago. */
export function checkSchema(client: Database.Database): StorageFinding[] {
  const fresh = openDatabase({ file: ':memory:', migrationsFolder: MIGRATIONS_FOLDER, mustExist: false }).$client
  const expected = readSchema(fresh)
  fresh.close()
  const found = readSchema(client)
  const wrong = [...expected].filter(([name, { sql }]) => found.get(name)?.sql !== sql)
  return [
    ...wrong.map(([name]) =>
      finding('problem', `The ${name} is ${found.has(name) ? 'not as it should be' : 'missing'}.`),
    ),
    ...[...found]
      .filter(([name]) => !expected.has(name))
      .map(([name, entry]) =>
        finding(mayActOnRows(entry) ? 'problem' : 'warning', `There is a ${name} that Trimtab did not make.`),
      ),
  ]
}

/** A table or a plain index beside ours leaves our rows as they are; the others may change, hide or refuse them. */
function mayActOnRows({ type, sql }: SchemaEntry): boolean {
  return !(type === 'table' || type === 'index') || /^CREATE\s+UNIQUE\b/i.test(sql ?? '')
}

function finding(severity: StorageFinding['severity'], sentence: string): StorageFinding {
  return { severity, sentence, cure: CURE }
}

interface SchemaEntry {
  type: string
  sql: string | null
}

/** Tables and indexes that SQLite makes for itself, such as statistics, are as it pleases. */
function readSchema(client: Database.Database): Map<string, SchemaEntry> {
  const rows = client
    .prepare<[], { type: string; name: string; sql: string | null }>(
      `SELECT type, name, sql FROM sqlite_schema
       WHERE NOT (type IN ('table', 'index') AND substr(name, 1, 7) = 'sqlite_')`,
    )
    .all()
  return new Map(
    rows.map(({ type, name, sql }) => [`${type} ${name}`, { type, sql: name === MIGRATIONS_TABLE ? null : sql }]),
  )
}
