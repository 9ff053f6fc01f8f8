// Whether a prediction could be picked at all, as far as its id says. Of most nothing else has to be known where shares
// are given: whatever it is and whatever is said of it, no rule has a share as large as its number.

import type { ReviewQueue, ReviewReason } from '@trimtab/contract'
import { chancesOf } from './chance.ts'

/** One says something of what comes after it, or of what it is compared with. */
const READS_ALL = new Set<ReviewReason>(['new_category', 'disagreement'])

export function mayBePicked(
  { id, rules, perDay }: Pick<ReviewQueue, 'id' | 'rules' | 'perDay'>,
  prediction: string,
): boolean {
  if (perDay !== null || rules.some(({ reason }) => READS_ALL.has(reason))) return true
  return chancesOf(id, prediction).pick < Math.max(...rules.map(({ share }) => share ?? 0))
}
