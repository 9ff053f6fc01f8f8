// What people chose, on SQLite: a row each, with how often it was changed.

import { isDeepStrictEqual } from 'node:util'
import type { PriceOverride, Retention } from '@trimtab/contract'
import { eq } from 'drizzle-orm'
import { pricesChanged, retentionChanged } from '../audit-entries.ts'
import type { NewAuditEntry, State } from '../state.ts'
import { appendEntry } from './audit.ts'
import type { Connection } from './connection.ts'
import { setting } from './schema/state.ts'

interface Chosen {
  retention: Retention
  prices: PriceOverride[]
}

/** Where nobody has chosen anything. */
const FIRST: Chosen = { retention: { rules: [], bytesMax: null }, prices: [] }

interface Saving<Value> {
  value: Value
  version: number
}

export function settingTable(db: Connection): Pick<State, 'retention' | 'saveRetention' | 'prices' | 'savePrices'> {
  return {
    retention: async () => read(db, 'retention').value,

    saveRetention: async (retention, by) => {
      const { isChanged } = save(db, 'retention', retention, (before) => retentionChanged(before.value, retention, by))
      return isChanged
    },

    prices: async () => {
      const { value, version } = read(db, 'prices')
      return { version, overrides: value }
    },

    savePrices: async (overrides, by) => {
      const { version } = save(db, 'prices', overrides, (before) =>
        pricesChanged(before.value, overrides, before.version + 1, by),
      )
      return version
    },
  }
}

function read<Name extends keyof Chosen>(db: Connection, name: Name): Saving<Chosen[Name]> {
  const row = db.select().from(setting).where(eq(setting.name, name)).get()
  return row === undefined
    ? { value: FIRST[name], version: 0 }
    : { value: row.value as Chosen[Name], version: row.version }
}

function save<Name extends keyof Chosen>(
  db: Connection,
  name: Name,
  value: Chosen[Name],
  entryAfter: (before: Saving<Chosen[Name]>) => NewAuditEntry,
): { isChanged: boolean; version: number } {
  return db.transaction(
    () => {
      const before = read(db, name)
      if (isDeepStrictEqual(before.value, value)) return { isChanged: false, version: before.version }
      const version = before.version + 1
      db.insert(setting)
        .values({ name, value, version })
        .onConflictDoUpdate({ target: setting.name, set: { value, version } })
        .run()
      appendEntry(db, entryAfter(before))
      return { isChanged: true, version }
    },
    { behavior: 'immediate' },
  )
}
