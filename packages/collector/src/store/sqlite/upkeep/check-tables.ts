// Whether tables and settings are as this Trimtab makes them: what a migration or a careless hand left otherwise.

import type { StorageFinding } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { openDatabase } from '../connection.ts'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'

const SETTINGS = [
  { name: 'page_size', value: 16_384 },
  { name: 'auto_vacuum', value: 2 },
] as const

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

function checkSchema(client: Database.Database): StorageFinding[] {
  const fresh = openDatabase({ file: ':memory:', migrationsFolder: MIGRATIONS_FOLDER, mustExist: false }).$client
  const expected = readSchema(fresh)
  fresh.close()
  const found = readSchema(client)
  const wrong = [...expected].filter(([name, sql]) => found.get(name) !== sql)
  return [
    ...wrong.map(([name]) =>
      finding('problem', `The ${name} is ${found.has(name) ? 'not as it should be' : 'missing'}.`),
    ),
    ...[...found.keys()]
      .filter((name) => !expected.has(name))
      .map((name) => finding('warning', `There is a ${name} that Trimtab did not make.`)),
  ]
}

function finding(severity: StorageFinding['severity'], sentence: string): StorageFinding {
  return { severity, sentence, cure: CURE }
}

/** What SQLite makes for itself, such as statistics, is as it pleases. */
function readSchema(client: Database.Database): Map<string, string | null> {
  const rows = client
    .prepare<[], { type: string; name: string; sql: string | null }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'",
    )
    .all()
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql]))
}
