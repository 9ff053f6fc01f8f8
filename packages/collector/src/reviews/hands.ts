// Under how many names one key has items in hand: whoever makes up names would otherwise keep a whole queue from all others,
// and renew that for ever. Remembered in this process; leases themselves are stored, and end by themselves.

import type { Clock } from '../clock.ts'

/** Of one key in one queue: a team that shares a key is smaller. */
export const HANDS_MAX = 50
/** Keys and queues that are remembered; of more, those that were heard of longest ago begin anew. */
const PAIRS_MAX = 10_000

interface Hand {
  queue: string
  /** Null: all who ask without a key are one. */
  caller: string | null
  reviewer: string
}

export interface Hands {
  /** 0 where this name has one now; otherwise how long it is until another ends. */
  take: (hand: Hand, leaseMs: number) => number
  end: (hand: Hand) => void
}

export function createHands(clock: Clock): Hands {
  const untilOf = new Map<string, Map<string, number>>()
  const nameOf = ({ queue, caller }: Hand) => JSON.stringify([queue, caller])

  /** Those that ended, by now or with a clock that was ahead, are let go. */
  function inForce(hand: Hand, leaseMs: number): Map<string, number> {
    const nowMs = clock()
    const all = [...(untilOf.get(nameOf(hand)) ?? [])]
    return new Map(all.filter(([, untilMs]) => untilMs > nowMs && untilMs <= nowMs + leaseMs))
  }

  return {
    take: (hand, leaseMs) => {
      const held = inForce(hand, leaseMs)
      const isOneMore = !held.has(hand.reviewer) && held.size >= HANDS_MAX
      if (isOneMore) return Math.min(...held.values()) - clock()
      const name = nameOf(hand)
      untilOf.delete(name)
      untilOf.set(name, held.set(hand.reviewer, clock() + leaseMs))
      const [oldest] = untilOf.keys()
      if (untilOf.size > PAIRS_MAX && oldest !== undefined) untilOf.delete(oldest)
      return 0
    },
    end: (hand) => {
      const held = untilOf.get(nameOf(hand))
      held?.delete(hand.reviewer)
      if (held?.size === 0) untilOf.delete(nameOf(hand))
    },
  }
}
