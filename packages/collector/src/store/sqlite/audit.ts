// The audit log on SQLite: appended to and read from its end. Only what it says of views is forgotten, where it is much.

import type { AuditAction, AuditEntry } from '@trimtab/contract'
import { and, desc, inArray, lt, lte } from 'drizzle-orm'
import type { NewAuditEntry, State } from '../state.ts'
import type { Connection } from './connection.ts'
import { audit } from './schema/state.ts'
import { fromText, fromTextOrNull, toText, toTextOrNull } from './stored-text.ts'

const VIEW_ACTIONS: AuditAction[] = ['view.saved', 'view.deleted']
/** Of views; everything else is kept for good. It may be some more, so that not each change counts them. */
const VIEW_ENTRIES_MAX = 10_000
const VIEW_ENTRIES_SLACK = 64

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
  if (VIEW_ACTIONS.includes(entry.action) && Number(lastInsertRowid) % VIEW_ENTRIES_SLACK === 0) forgetOldOfViews(db)
}

/** Whoever reviews may change views, and would else make the log grow as they please. */
function forgetOldOfViews(db: Connection): void {
  const ofViews = inArray(audit.action, VIEW_ACTIONS)
  const oldest = db
    .select({ sequence: audit.sequence })
    .from(audit)
    .where(ofViews)
    .orderBy(desc(audit.sequence))
    .limit(1)
    .offset(VIEW_ENTRIES_MAX)
    .get()
  if (oldest !== undefined)
    db.delete(audit)
      .where(and(ofViews, lte(audit.sequence, oldest.sequence)))
      .run()
}
