// What a database takes on disk, table by table.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface Sizes {
  /** Without what is free inside. */
  bytes: number
  /** The largest first; the tables of a search index count as one. */
  parts: { name: string; bytes: number }[]
}

const DATABASE_FILE = 'trimtab.db'

/** No collector may run on it. */
export function measureSizes(data: string): Sizes {
  const database = new DatabaseSync(join(data, DATABASE_FILE), { readOnly: true })
  try {
    const names = database
      .prepare("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
      .all()
      .map(({ name }) => String(name))
    const sums = new Map<string, number>()
    for (const row of database.prepare('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name').all()) {
      const owner = names.find((name) => String(row['name']).startsWith(`${name}_`)) ?? String(row['name'])
      sums.set(owner, (sums.get(owner) ?? 0) + Number(row['bytes']))
    }
    const parts = [...sums].map(([name, bytes]) => ({ name, bytes })).toSorted((one, other) => other.bytes - one.bytes)
    return { bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), parts }
  } finally {
    database.close()
  }
}
