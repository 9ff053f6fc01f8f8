// What the audit log says of an import: counts. Keys and labels are of people, and must not live on there.

import type { TruthReport } from '@trimtab/contract'
import type { ChangedBy } from '../../store/changed-by.ts'
import type { NewAuditEntry } from '../../store/state.ts'

/** Null where nothing was changed. */
export function truthImported(
  { rows, stored, repeated, contradicting, waiting, refused }: TruthReport,
  by: ChangedBy,
): NewAuditEntry | null {
  if (stored === 0) return null
  const detail = { rows, stored, repeated, contradicting, waiting, refused }
  return { ...by, action: 'truth.imported', target: null, detail }
}
