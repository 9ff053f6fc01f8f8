// The key table of the state half on SQLite.

import type { ApiKey } from '@trimtab/contract'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { State } from '../state.ts'
import type { Connection } from './connection.ts'
import { apiKey } from './schema.ts'

export function keyTable(db: Connection): Pick<State, 'createKey' | 'keys' | 'revokeKey' | 'findKey'> {
  const findById = (id: string): ApiKey | null => read(db.select().from(apiKey).where(eq(apiKey.id, id)).get())
  return {
    createKey: async ({ id, hash, ...facts }) => {
      db.insert(apiKey).values({ id, hash, facts }).run()
    },

    keys: async () =>
      db
        .select()
        .from(apiKey)
        .orderBy(asc(apiKey.sequence))
        .all()
        .flatMap((row) => read(row) ?? []),

    revokeKey: async (id, revokedAt) => {
      db.update(apiKey)
        .set({ revokedAt })
        .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
        .run()
      return findById(id)
    },

    findKey: async (hash) => read(db.select().from(apiKey).where(eq(apiKey.hash, hash)).get()),
  }
}

function read(row: typeof apiKey.$inferSelect | undefined): ApiKey | null {
  return row === undefined ? null : { id: row.id, ...row.facts, revokedAt: row.revokedAt }
}
