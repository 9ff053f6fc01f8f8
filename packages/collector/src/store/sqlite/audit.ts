// The audit log on SQLite: appended to and read from its end, and nothing else.

import type { AuditEntry } from '@trimtab/contract'
import { desc, lt } from 'drizzle-orm'
import type { NewAuditEntry, State } from '../state.ts'
import type { Connection } from './connection.ts'
import { audit } from './schema/state.ts'
import { fromText, fromTextOrNull, toText, toTextOrNull } from './stored-text.ts'

export function auditLog(db: Connection): Pick<State, 'recordChange' | 'changes'> {
  return {
    recordChange: async (entry) => appendEntry(db, entry),

    changes: async (limit, before) =>
      db
        .select()
        .from(audit)
        .where(before === undefined ? undefined : lt(audit.sequence, before))
        .orderBy(desc(audit.sequence))
        .limit(limit)
        .all()
        .map(({ actor, target, ...row }): AuditEntry => ({
          ...row,
          actor: fromText(actor),
          target: fromTextOrNull(target),
        })),
  }
}

/** Within the transaction of the change that it tells of, where that is one of the state. */
export function appendEntry(db: Connection, { actor, target, ...entry }: NewAuditEntry): void {
  db.insert(audit)
    .values({ ...entry, actor: toText(actor), target: toTextOrNull(target) })
    .run()
}
