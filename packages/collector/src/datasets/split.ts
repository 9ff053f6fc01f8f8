// Which split a group belongs to. The answer depends on the group and the shares alone, so it stays the same in every
// later version.

import { createHash } from 'node:crypto'
import { type Split, SPLITS } from '@trimtab/contract'

export type Shares = { [split in Split]: number }

export const DEFAULT_SHARES: Shares = { train: 0.8, validation: 0.1, test: 0.1 }

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
