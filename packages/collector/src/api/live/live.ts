// Tells whoever follows that something is new. What comes in fast is told once in a while: a page that is looked at asks
// for what changed, and need not ask more often than somebody can read.

import type { LiveEvent } from '@trimtab/contract'

/** Between two tellings of the same. */
const TELL_MS_MIN = 500
/** Of pages that are open; one that finds no place asks now and then, as without any events. */
const FOLLOWERS_MAX = 64
/** Of one key, or of one address where no key is asked for, so that there is room for another. */
const FOLLOWERS_OF_ONE_MAX = 16

type Follower = (event: LiveEvent) => void

export interface Live {
  tell: (event: LiveEvent) => void
  /** What it gives back ends it. Null where too many follow. `onEnd` is called when the collector stops. */
  follow: (follower: Follower, onEnd: () => void, who: string) => (() => void) | null
  close: () => void
}

export function createLive(): Live {
  const followers = new Map<Follower, { onEnd: () => void; who: string }>()
  const due = new Map<string, { event: LiveEvent; timer: NodeJS.Timeout }>()
  const toldAtMs = new Map<string, number>()

  function spread(key: string, event: LiveEvent): void {
    due.delete(key)
    toldAtMs.set(key, performance.now())
    if (toldAtMs.size > FOLLOWERS_MAX) toldAtMs.delete(toldAtMs.keys().next().value ?? '')
    for (const follower of followers.keys()) follower(event)
  }

  return {
    tell: (event) => {
      if (followers.size === 0) return
      const key = `${event.event} ${event.id ?? ''}`
      if (due.has(key)) return
      const waitMs = (toldAtMs.get(key) ?? Number.NEGATIVE_INFINITY) + TELL_MS_MIN - performance.now()
      if (waitMs <= 0) return spread(key, event)
      due.set(key, { event, timer: setTimeout(() => spread(key, event), waitMs).unref() })
    },
    follow: (follower, onEnd, who) => {
      const own = [...followers.values()].filter((other) => other.who === who).length
      if (followers.size >= FOLLOWERS_MAX || own >= FOLLOWERS_OF_ONE_MAX) return null
      followers.set(follower, { onEnd, who })
      return () => void followers.delete(follower)
    },
    close: () => {
      for (const { timer } of due.values()) clearTimeout(timer)
      due.clear()
      const ended = [...followers.values()]
      followers.clear()
      for (const { onEnd } of ended) onEnd()
    },
  }
}
