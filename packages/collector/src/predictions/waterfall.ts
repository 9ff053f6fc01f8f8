// The trace around a prediction, as a page draws it: which step lay inside which, and how long each took.

import type { TraceSpan } from '@trimtab/contract'
import { compareItems } from './fold/trace-tree.ts'
import type { TraceItem } from './trace-item.ts'

/** More steps than a person looks at. */
const STEPS_MAX = 200

/** Steps by start time. `describes` says which prediction a span describes. */
export function waterfallOf(items: TraceItem[], describes: (spanId: string) => string | null): TraceSpan[] {
  const steps = new Map<string, TraceItem>()
  for (const item of items) if (item.role !== 'content' && !steps.has(item.spanId)) steps.set(item.spanId, item)
  return [...steps.values()]
    .toSorted(compareItems)
    .slice(0, STEPS_MAX)
    .map((item) => ({
      spanId: item.spanId,
      parentSpanId: item.parentSpanId,
      name: item.name,
      role: item.role === 'content' ? 'span' : item.role,
      startedAt: new Date(Number(item.startedNs / 1_000_000n)).toISOString(),
      durationMs: item.endedNs < item.startedNs ? null : Number(item.endedNs - item.startedNs) / 1_000_000,
      status: item.status,
      prediction: item.role === 'call' ? describes(item.spanId) : null,
    }))
}
