// The key table of the state half on SQLite.

import type { ApiKey } from '@trimtab/contract'
import { asc, count, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { keyCreated, keyRevoked } from '../audit-entries.ts'
import { KEYS_MAX, KEYS_REVOKED_MAX, type State } from '../state.ts'
import { appendEntry } from './audit.ts'
import type { Connection } from './connection.ts'
import { apiKey } from './schema/state.ts'

export function keyTable(db: Connection): Pick<State, 'createKey' | 'keys' | 'revokeKey' | 'findKey'> {
  return {
    createKey: async ({ id, hash, ...facts }, { actor }) =>
      db.transaction(
        () => {
          const good = db.select({ keys: count() }).from(apiKey).where(isNull(apiKey.revokedAt)).get()
          if ((good?.keys ?? 0) >= KEYS_MAX) return false
          db.insert(apiKey).values({ id, hash, facts }).run()
          appendEntry(db, keyCreated({ id, ...facts }, { actor, at: facts.createdAt }))
          return true
        },
        { behavior: 'immediate' },
      ),

    keys: async () =>
      db
        .select()
        .from(apiKey)
        .orderBy(asc(apiKey.sequence))
        .all()
        .flatMap((row) => read(row) ?? []),

    revokeKey: async (id, by) =>
      db.transaction(
        () => {
          const key = read(db.select().from(apiKey).where(eq(apiKey.id, id)).get())
          if (key === null || key.revokedAt !== null) return key
          db.update(apiKey).set({ revokedAt: by.at }).where(eq(apiKey.id, id)).run()
          appendEntry(db, keyRevoked(key, by))
          forgetOldRevoked(db)
          return { ...key, revokedAt: by.at }
        },
        { behavior: 'immediate' },
      ),

    findKey: async (hash) => read(db.select().from(apiKey).where(eq(apiKey.hash, hash)).get()),
  }
}

/** A key that nobody remembers opens as little as one that was revoked. */
function forgetOldRevoked(db: Connection): void {
  const old = db
    .select({ sequence: apiKey.sequence })
    .from(apiKey)
    .where(isNotNull(apiKey.revokedAt))
    .orderBy(desc(apiKey.revokedAt), desc(apiKey.sequence))
    .limit(KEYS_REVOKED_MAX)
    .offset(KEYS_REVOKED_MAX)
  db.delete(apiKey).where(inArray(apiKey.sequence, old)).run()
}

function read(row: typeof apiKey.$inferSelect | undefined): ApiKey | null {
  return row === undefined ? null : { id: row.id, ...row.facts, revokedAt: row.revokedAt }
}
