// Who changes something over HTTP, as the audit log names them.

import { OPEN_ACTOR } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import type { ChangedBy } from '../store/changed-by.ts'

/** The caller is the id of a key; null where no key is asked for. */
export function changedBy(caller: string | null, clock: Clock): ChangedBy {
  return { actor: caller ?? OPEN_ACTOR, at: new Date(clock()).toISOString() }
}
