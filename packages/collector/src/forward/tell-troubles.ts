// Says what goes wrong with sending on, and that it goes well again: once when it begins, and once a minute while it
// lasts. It is given words of ours and never what a sender or the other side said.

import type { Clock } from '../clock.ts'

/** The same trouble is said again so often, also where it comes and goes. */
const AGAIN_MS = 60_000

/** Troubles that are told apart, by status and by code of the network; past it the oldest is said anew. */
const KINDS_MAX = 50

const SENTENCES = {
  queue_full: (host: string) => `More comes in than is sent on to ${host}: the oldest that waits is dropped.`,
  memory: (host: string) => `There is no room to keep what is sent on to ${host}.`,
  circle: (host: string) => `What is sent on to ${host} comes back here; it is not sent again.`,
  refused: (host: string, why: string) => `What is sent on to ${host} is refused: ${why}.`,
  away: (host: string, why: string) => `Nothing can be sent on to ${host}: ${why}. It is tried again.`,
}

interface Troubles {
  /** The reason is a phrase of ours. */
  tell: (name: keyof typeof SENTENCES, why?: string) => void
  /** Something was taken by the other side. */
  over: () => void
}

interface TroubleOptions {
  /** Without its path and its secrets. */
  host: string
  clock: Clock
  /** `count`: how often it happened since it was last said. */
  say: (trouble: { sentence: string; count: number | undefined }) => void
}

export function tellTroubles({ host, clock, say }: TroubleOptions): Troubles {
  const told = new Map<string, { saidMs: number; unsaid: number }>()
  let isTroubled = false
  return {
    tell: (name, why = '') => {
      const kind = `${name} ${why}`
      const before = told.get(kind)
      if (before !== undefined && Math.abs(clock() - before.saidMs) < AGAIN_MS) {
        before.unsaid += 1
        return
      }
      const [oldest] = told.keys()
      told.delete(told.size >= KINDS_MAX && oldest !== undefined ? oldest : kind)
      told.set(kind, { saidMs: clock(), unsaid: 0 })
      isTroubled = true
      say({ sentence: SENTENCES[name](host, why), count: before === undefined ? undefined : before.unsaid + 1 })
    },
    over: () => {
      if (!isTroubled) return
      isTroubled = false
      say({ sentence: `What is sent on to ${host} is taken again.`, count: undefined })
    },
  }
}
