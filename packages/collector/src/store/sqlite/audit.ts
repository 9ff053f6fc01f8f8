// The audit log on SQLite: appended to and read from its end. Only what it says of views and of review queues is forgotten,
// where it is much.

import type { AuditAction, AuditEntry } from '@trimtab/contract'
import { and, desc, inArray, lt, lte } from 'drizzle-orm'
import type { NewAuditEntry, State } from '../state.ts'
import type { Connection } from './connection.ts'
import { audit } from './schema/state.ts'
import { fromText, fromTextOrNull, toText, toTextOrNull } from './stored-text.ts'

/** Of what whoever reviews may change, who would else make the log grow as they please. */
const REVIEWERS_ACTIONS: AuditAction[][] = [
  ['view.saved', 'view.deleted'],
  ['queue.created', 'queue.changed', 'queue.deleted'],
]
/** Of each; everything else is kept for good. It may be some more, so that not each change counts them. */
const ENTRIES_MAX = 10_000
const ENTRIES_SLACK = 64

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
  const { lastInsertRowid } = db
    .insert(audit)
    .values({ ...entry, actor: toText(actor), target: toTextOrNull(target) })
    .run()
  if (Number(lastInsertRowid) % ENTRIES_SLACK !== 0) return
  const actions = REVIEWERS_ACTIONS.find((some) => some.includes(entry.action))
  if (actions !== undefined) forgetOldOf(db, actions)
}

function forgetOldOf(db: Connection, actions: AuditAction[]): void {
  const areTheirs = inArray(audit.action, actions)
  const oldest = db
    .select({ sequence: audit.sequence })
    .from(audit)
    .where(areTheirs)
    .orderBy(desc(audit.sequence))
    .limit(1)
    .offset(ENTRIES_MAX)
    .get()
  if (oldest !== undefined)
    db.delete(audit)
      .where(and(areTheirs, lte(audit.sequence, oldest.sequence)))
      .run()
}
