// Spans that say nothing, of traces in which no model call is known yet. They are worth keeping only beside one, and most
// traces never have one, so they wait in memory for a while: a bounded ring that forgets the oldest.

import type { TraceItem } from '../predictions/trace-item.ts'

/** All of them together. What `slim-context.ts` leaves of one takes at most 2 kB, and so they take at most 40 MB. */
const ITEMS_MAX = 20_000
/** Of one trace: a batch job that runs for hours in one trace must not push out the others. */
const ITEMS_OF_TRACE_MAX = 256
/** A call that belongs to them comes with the same export or one of the next. */
const AGE_MS_MAX = 10 * 60_000

interface Company {
  items: TraceItem[]
  sinceMs: number
}

export interface Bystanders {
  /** Keeps them until a call of their trace comes. */
  hold: (traceId: string, items: readonly TraceItem[], nowMs: number) => void
  /** What waits for a call of this trace; it goes on waiting until it is released. */
  of: (traceId: string) => readonly TraceItem[]
  /** They are on disk now. */
  release: (traceId: string) => void
  count: () => number
}

interface BystanderBounds {
  itemsMax?: number
  itemsOfTraceMax?: number
  ageMsMax?: number
}

export function createBystanders({
  itemsMax = ITEMS_MAX,
  itemsOfTraceMax = ITEMS_OF_TRACE_MAX,
  ageMsMax = AGE_MS_MAX,
}: BystanderBounds = {}): Bystanders {
  /** In the order in which their traces were first seen: what a Map iterates in. */
  const traces = new Map<string, Company>()
  let count = 0

  function release(traceId: string): void {
    count -= traces.get(traceId)?.items.length ?? 0
    traces.delete(traceId)
  }

  function forgetOld(nowMs: number): void {
    for (const [traceId, { sinceMs }] of traces) {
      if (count <= itemsMax && nowMs - sinceMs <= ageMsMax) return
      release(traceId)
    }
  }

  return {
    hold: (traceId, items, nowMs) => {
      const company = traces.get(traceId) ?? { items: [], sinceMs: nowMs }
      traces.set(traceId, company)
      const taken = items.slice(0, itemsOfTraceMax - company.items.length)
      company.items.push(...taken)
      count += taken.length
      forgetOld(nowMs)
    },
    of: (traceId) => traces.get(traceId)?.items ?? [],
    release,
    count: () => count,
  }
}
