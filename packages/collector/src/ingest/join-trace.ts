// What arrived of a trace and what is stored of it, to what must be written. Folding again from everything known makes
// late, repeated and reordered arrivals harmless; writing only what changed makes it cheap.

import { isDeepStrictEqual } from 'node:util'
import { bodyOfItem, factsOf, itemOfBody, itemOfFacts } from '../predictions/facts.ts'
import { foldAlone, type FoldedPrediction, foldTrace } from '../predictions/fold/fold-trace.ts'
import type { TraceItem } from '../predictions/trace-item.ts'
import { type Batch, type PredictionRow, type StoredTrace, TRACE_ROWS_MAX } from '../store/rows.ts'

export type TracePlan = Pick<Batch, 'predictions' | 'revised' | 'withdrawn' | 'traceRows'>

export function joinTrace(stored: StoredTrace | undefined, arrived: TraceItem[]): TracePlan {
  const plan: TracePlan = { predictions: [], revised: [], withdrawn: [], traceRows: [] }
  const [only, another] = arrived
  if (stored === undefined && only !== undefined && another === undefined && tellsItself(only)) {
    // The usual case, a call of our SDK in a trace of its own, costs a tenth of the general one.
    return { ...plan, predictions: [foldAlone(only)] }
  }
  if (isTooLarge(stored)) return appendTo(plan, arrived)
  const known = itemsOf(stored)
  const arrivals = newAmong(arrived, known)
  if (arrivals.length === 0) return plan

  const before = new Map(stored?.predictions.map((row) => [row.facts.id, row]))
  const after = foldTrace([...known.values(), ...arrivals])
  for (const folded of after) {
    const old = before.get(folded.facts.id)
    before.delete(folded.facts.id)
    if (old === undefined) plan.predictions.push(folded)
    else if (!isSame(old, folded)) plan.revised.push(folded)
  }
  plan.withdrawn.push(...before.values())
  keepReadings({ plan, stored, known, arrivals, after })
  return plan
}

/** Everything stored of a trace, as if it arrived now. */
export function itemsOf(stored: StoredTrace | undefined): Map<string, TraceItem> {
  const items = new Map<string, TraceItem>()
  for (const { body, ...where } of stored?.rows ?? []) items.set(keyOf(where), itemOfBody(where, body))
  const told = new Set(stored?.rows.map(({ spanId }) => spanId))
  for (const { facts, startedNs } of stored?.predictions ?? []) {
    if (told.has(facts.spanId)) continue
    const item = itemOfFacts(facts, startedNs)
    items.set(keyOf(item), item)
  }
  return items
}

/** Past the bound only what arrives is folded; the store keeps the first copy of each. */
function isTooLarge(stored: StoredTrace | undefined): boolean {
  return stored !== undefined && stored.rows.length + stored.predictions.length >= TRACE_ROWS_MAX
}

function appendTo(plan: TracePlan, arrived: TraceItem[]): TracePlan {
  return { ...plan, predictions: foldTrace(newAmong(arrived, new Map())) }
}

function newAmong(arrived: TraceItem[], known: ReadonlyMap<string, TraceItem>): TraceItem[] {
  const fresh = new Map<string, TraceItem>()
  for (const item of arrived) {
    const key = keyOf(item)
    if (!known.has(key) && !fresh.has(key)) fresh.set(key, item)
  }
  return [...fresh.values()]
}

function keyOf({ spanId, part }: { spanId: string; part: string }): string {
  return `${spanId}/${part}`
}

/**
 * A prediction that is just what one of our own spans said needs no other record: it can be taken for that span again.
 * Every other reading is kept, so that the trace can be folded anew.
 */
function keepReadings({
  plan,
  stored,
  known,
  arrivals,
  after,
}: {
  plan: TracePlan
  stored: StoredTrace | undefined
  known: ReadonlyMap<string, TraceItem>
  arrivals: TraceItem[]
  after: FoldedPrediction[]
}): void {
  const result = new Map(after.map((folded) => [folded.facts.spanId, folded]))
  const kept = new Set(stored?.rows.map(keyOf))
  const items = [...known.values(), ...arrivals]
  const ofSpan = Map.groupBy(items, ({ spanId }) => spanId)
  for (const item of items) {
    // More are never read again, and to store thousands on one trace takes seconds.
    if (kept.size + plan.traceRows.length >= TRACE_ROWS_MAX) break
    const isAlone = ofSpan.get(item.spanId)?.length === 1
    if (kept.has(keyOf(item)) || (isAlone && isToldBy(result.get(item.spanId), item))) continue
    const { traceId, spanId, part, startedNs } = item
    plan.traceRows.push({ traceId, spanId, part, startedNs, body: bodyOfItem(item) })
  }
}

function isToldBy(folded: FoldedPrediction | undefined, item: TraceItem): boolean {
  return folded !== undefined && tellsItself(item) && isDeepStrictEqual(factsOf(item, item.said), folded.facts)
}

/** Whether a call left nothing to be inferred: read back from its prediction it says the same, as our SDK's spans do. */
function tellsItself({ role, said }: TraceItem): boolean {
  return role === 'call' && said.task !== undefined && said.kind !== undefined && said.contentCaptured !== undefined
}

function isSame(old: PredictionRow, folded: FoldedPrediction): boolean {
  return (
    isDeepStrictEqual(old.facts, folded.facts) &&
    isDeepStrictEqual((old.answersTo ?? []).toSorted(), folded.answersTo.toSorted())
  )
}
