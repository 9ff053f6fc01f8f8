// Who changed what. Nothing in it is of the people whose data is kept: what is forgotten is forgotten here too.

import type { JsonObject } from './json.ts'

export const AUDIT_ACTIONS = [
  'key.created',
  'key.revoked',
  'retention.changed',
  'prices.changed',
  'view.saved',
  'view.deleted',
  'queue.created',
  'queue.changed',
  'queue.deleted',
  'drift.baseline_changed',
  'alarm.changed',
  'alert_rules.changed',
  'truth.imported',
  'dataset.built',
  'dataset.exported',
  'person.forgotten',
  'aggregates.rebuilt',
  'search.rebuilt',
  'drift.rebuilt',
  'backup.made',
  'backup.restored',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** Who it was where no key tells: somebody who has the machine, and whoever asked a collector that asks for no key. */
export const COMMAND_ACTOR = 'command'
export const OPEN_ACTOR = 'anyone'

export interface AuditEntry {
  sequence: number
  at: string
  /** The id of a key, or one of the two above. */
  actor: string
  action: AuditAction
  /** What it was done to, by its id; null where there is only one. */
  target: string | null
  /** Counts and settings. */
  detail: JsonObject
}

/** `GET /api/audit`: the newest first. */
export interface AuditPage {
  entries: AuditEntry[]
  nextCursor: string | null
}
