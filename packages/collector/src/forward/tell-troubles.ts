// Says what goes wrong with sending on, and that it goes well again: once when it begins, and once a minute while it
// lasts. It is given words of ours and never what a sender or the other side said.

import type { Clock } from '../clock.ts'

/** While it lasts it is said again so often. */
const AGAIN_MS = 60_000

export interface Troubles {
  /** `kind` tells one trouble from another; only the first of a kind within the time is said. */
  tell: (kind: string, sentence: string) => void
  /** Something was taken by the other side. */
  over: () => void
}

interface TroubleOptions {
  /** Without its path and its secrets. */
  host: string
  clock: Clock
  say: (trouble: { sentence: string; count: number | undefined }) => void
}

export function tellTroubles({ host, clock, say }: TroubleOptions): Troubles {
  let current: { kind: string; saidMs: number; unsaid: number } | null = null
  return {
    tell: (kind, sentence) => {
      const isSaid = current?.kind === kind && Math.abs(clock() - current.saidMs) < AGAIN_MS
      if (isSaid && current !== null) {
        current.unsaid += 1
        return
      }
      const since = current?.kind === kind ? current.unsaid + 1 : undefined
      current = { kind, saidMs: clock(), unsaid: 0 }
      say({ sentence, count: since })
    },
    over: () => {
      if (current === null) return
      current = null
      say({ sentence: `What is sent on to ${host} is taken again.`, count: undefined })
    },
  }
}
