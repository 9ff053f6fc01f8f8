// Which split a row belongs to. Rows of one group (a person, else a conversation) are never in two splits, and the
// answer depends on the group alone, so it stays the same in every later version.

import { createHash } from 'node:crypto'
import { type PredictionFacts, type Split, SPLITS } from '@trimtab/contract'

export type Shares = { [split in Split]: number }

export const DEFAULT_SHARES: Shares = { train: 0.8, validation: 0.1, test: 0.1 }

export function groupOf(facts: PredictionFacts): string {
  if (facts.user !== null) return `user:${facts.user}`
  if (facts.session !== null) return `session:${facts.session}`
  return `prediction:${facts.id}`
}

export function splitOf(group: string, shares: Shares): Split {
  const position = createHash('sha256').update(group).digest().readUIntBE(0, 6) / 2 ** 48
  let edge = 0
  for (const split of SPLITS) {
    edge += shares[split]
    if (position < edge) return split
  }
  // The shares add up to 1 but for rounding: the last split that has any share takes the rest.
  return SPLITS.findLast((split) => shares[split] > 0) ?? 'train'
}
