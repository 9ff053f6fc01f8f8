// The numbers that a prediction keeps in a queue: the one that decides whether it is picked, and one more, independent
// of it, that decides whether more than the usual reviewers look at it. Both come of a hash of the two ids, so they are
// the same at any time, in any order and on any machine (permanent random numbers: Ohlsson, Coordination of samples,
// 1995).

import { hash } from 'node:crypto'

/** As many bits as a number between 0 and 1 holds without any being lost. */
const BITS = 53
const BYTES = 8

interface Chances {
  /** In [0, 1): below the share, it is picked. */
  pick: number
  overlap: number
}

export function chancesOf(queue: string, prediction: string): Chances {
  const digest = hash('sha256', `${queue}\n${prediction}`, 'buffer')
  return { pick: fractionAt(digest, 0), overlap: fractionAt(digest, BYTES) }
}

function fractionAt(digest: Buffer, offset: number): number {
  return Number(digest.readBigUInt64BE(offset) >> BigInt(BYTES * 8 - BITS)) / 2 ** BITS
}

/** How many look at an item: as the queue says, and one more of the part that several look at. */
export function reviewersWanted(
  { reviewersPerItem, overlapShare }: { reviewersPerItem: number; overlapShare: number },
  overlap: number,
): number {
  return reviewersPerItem + (overlap < overlapShare ? 1 : 0)
}
