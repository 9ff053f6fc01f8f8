// Who may review in a queue: everybody whose key may, or those whom the queue names.

import type { ReviewQueue } from '@trimtab/contract'
import { Refusal } from '../../refusal.ts'

export function refuseStranger({ name, reviewers }: ReviewQueue, reviewer: string): void {
  if (reviewers.length === 0 || reviewers.includes(reviewer)) return
  throw new Refusal('review.forbidden', `${reviewer} is not among those who review in the queue ${name}.`)
}
