// Names that come back (tasks, sessions, people, lists of prices) as small numbers. The one place where a name is written at random is
// paid once a name, not once a row.

import type Database from 'better-sqlite3'
import { createGenerations } from './content/generations.ts'
import { toText } from './stored-text.ts'

const REMEMBERED_MAX = 65_536

type Table = 'task' | 'session' | 'person' | 'judge' | 'price_list'

export interface Dictionary {
  idOf: (name: string) => number
  settle: () => void
  forget: () => void
  clear: () => void
}

export function createDictionary(client: Database.Database, table: Table): Dictionary {
  const find = prepareFindName(client, table)
  const insert = client.prepare<[string]>(`INSERT INTO ${table} (name) VALUES (?)`)
  const known = createGenerations<string, number>({ weightMax: REMEMBERED_MAX })
  // Names come in runs, of tasks above all.
  let last: { name: string; id: number } | null = null
  return {
    idOf: (name) => {
      if (last?.name === name) return last.id
      const remembered = known.get(name)
      if (remembered !== undefined) {
        last = { name, id: remembered }
        return remembered
      }
      const id = find(name) ?? Number(insert.run(toText(name)).lastInsertRowid)
      known.set(name, id)
      return id
    },
    settle: known.settle,
    forget: () => {
      last = null
      known.forget()
    },
    clear: () => {
      last = null
      known.clear()
    },
  }
}

/** Only looks; null for a name that was never said. */
export function prepareFindName(client: Database.Database, table: Table): (name: string) => number | null {
  const select = client.prepare<[string], { id: number }>(`SELECT id FROM ${table} WHERE name = ?`)
  return (name) => select.get(toText(name))?.id ?? null
}
