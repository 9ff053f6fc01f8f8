// What a database takes on disk, table by table.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface Sizes {
  /** Of the file, what is free inside included. */
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
    const pragma = (name: string): number => Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
    const bytes = pragma('page_count') * pragma('page_size')
    const used = [...sums.values()].reduce((sum, each) => sum + each, 0)
    sums.set('free, and what leads to it', bytes - used)
    const parts = [...sums].map((part) => ({ name: part[0], bytes: part[1] }))
    return { bytes, parts: parts.toSorted((one, other) => other.bytes - one.bytes) }
  } finally {
    database.close()
  }
}
