// What a group of parcels holds, into the store in one go. What arrives of a trace is joined with what is stored of it,
// so the order and the grouping of arrivals change nothing. Whatever is answered as stored is on disk.

import type { Clock } from '../clock.ts'
import { itemOfBody } from '../predictions/facts.ts'
import type { TraceItem } from '../predictions/trace-item.ts'
import type { CurrentPrices } from '../prices/current-prices.ts'
import type { PriceOf } from '../prices/pricer.ts'
import type { Batch, BatchReceipt, Rows } from '../store/rows.ts'
import type { StoredTrace } from '../store/stored.ts'
import { type Bystanders, createBystanders } from './bystanders.ts'
import type { Receipt } from './ingest.ts'
import { joinTrace, type TracePlan } from './join-trace.ts'
import { DEFECT_REASON, type Reading, type Unreadable } from './reading.ts'
import { slimContext } from './slim-context.ts'

/** Of which all that is stored is in memory at once; one of them may have TRACE_BYTES_MAX. */
const TRACES_AT_ONCE = 8

interface AcceptOptions {
  rows: Pick<Rows, 'add' | 'traces'>
  clock: Clock
  onDefect: (error: unknown) => void
  bystanders?: Bystanders
  /** Absent: what senders do not price stays without a price. */
  prices?: CurrentPrices | undefined
}

/** One receipt for each reading, in order. Rejects where the store took nothing of it. */
export type Accept = (readings: readonly (Reading | Unreadable)[]) => Promise<Receipt[]>

/** What arrived of one trace. */
interface Arrival {
  items: TraceItem[]
  /** Which reading each of them is of. */
  sources: Reading[]
  fromNs: bigint
  toNs: bigint
}

interface Outcome {
  batch: Batch
  /** Items that a defect kept from being joined, by their reading. */
  failed: Map<Reading, number>
  /** Spans that say nothing, in traces without a call, to be held in memory. */
  idle: Map<string, TraceItem[]>
  /** Traces whose held items are in the batch. */
  joined: string[]
}

export function createAccept({
  rows,
  clock,
  onDefect,
  bystanders = createBystanders(),
  prices,
}: AcceptOptions): Accept {
  async function joinArrivals(arrivals: Map<string, Arrival>, outcome: Outcome): Promise<void> {
    const all = [...arrivals]
    for (let first = 0; first < all.length; first += TRACES_AT_ONCE) {
      const some = all.slice(first, first + TRACES_AT_ONCE)
      const references = some.map(([traceId, { fromNs, toNs }]) => ({ traceId, fromNs, toNs }))
      const stored = new Map((await rows.traces(references)).map((trace) => [trace.traceId, trace]))
      for (const [traceId, arrival] of some) joinArrival(traceId, arrival, stored.get(traceId), outcome)
    }
  }

  function joinArrival(traceId: string, arrival: Arrival, known: StoredTrace | undefined, outcome: Outcome): void {
    try {
      if (arrival.items.some(isMoreThanContext) || hasMoreThanContext(known)) {
        const held = bystanders.of(traceId)
        addPlan(joinTrace(known, held.length === 0 ? arrival.items : [...held, ...arrival.items]), outcome.batch)
        if (held.length > 0) outcome.joined.push(traceId)
        return
      }
      const { told = [], idle = [] } = Object.groupBy(arrival.items, (item) => (saysSomething(item) ? 'told' : 'idle'))
      if (told.length > 0) addPlan(joinTrace(known, told), outcome.batch)
      if (idle.length > 0) outcome.idle.set(traceId, idle)
    } catch (error) {
      // One tells as much as the thousand others of its group.
      if (outcome.failed.size === 0) onDefect(error)
      for (const source of arrival.sources) outcome.failed.set(source, (outcome.failed.get(source) ?? 0) + 1)
    }
  }

  return async function accept(readings) {
    const read = readings.filter((reading) => reading.outcome === 'read')
    const feedback = read.flatMap((reading) => reading.feedback)
    const batch: Batch = { predictions: [], revised: [], withdrawn: [], traceRows: [], feedback }
    const outcome: Outcome = { batch, failed: new Map(), idle: new Map(), joined: [] }
    await joinArrivals(gatherArrivals(read), outcome)
    if (prices !== undefined) estimate(batch, await prices())
    const { isWaiting, isNew } = isEmpty(batch) ? { isWaiting: [], isNew: [] } : await rows.add(batch)
    for (const traceId of outcome.joined) bystanders.release(traceId)
    for (const [traceId, items] of outcome.idle) bystanders.hold(traceId, items, clock())
    let answered = 0
    return readings.map((reading) => {
      if (reading.outcome !== 'read') return reading
      const [first, last] = [answered, answered + reading.feedback.length]
      answered = last
      return receiptOf(reading, outcome.failed.get(reading) ?? 0, {
        isWaiting: isWaiting.slice(first, last),
        isNew: isNew.slice(first, last),
      })
    })
  }
}

function addPlan(plan: TracePlan, batch: Batch): void {
  for (const part of ['predictions', 'revised', 'withdrawn'] as const) batch[part].push(...plan[part])
  batch.traceRows.push(...plan.traceRows)
}

/** A revised prediction is priced anew, since what it is priced by may have changed with it. */
function estimate({ predictions, revised }: Batch, priceOf: PriceOf): void {
  for (const rows of [predictions, revised]) {
    for (const row of rows) row.estimate = priceOf(row.facts) ?? undefined
  }
}

function gatherArrivals(readings: Reading[]): Map<string, Arrival> {
  const arrivals = new Map<string, Arrival>()
  for (const reading of readings) {
    for (const whole of reading.items) {
      const item = slimContext(whole)
      // Where the end is not known it comes before the start.
      const toNs = item.endedNs > item.startedNs ? item.endedNs : item.startedNs
      const arrival = arrivals.get(item.traceId)
      if (arrival === undefined) {
        arrivals.set(item.traceId, { items: [item], sources: [reading], fromNs: item.startedNs, toNs })
        continue
      }
      arrival.items.push(item)
      arrival.sources.push(reading)
      if (item.startedNs < arrival.fromNs) arrival.fromNs = item.startedNs
      if (toNs > arrival.toNs) arrival.toNs = toNs
    }
  }
  return arrivals
}

/** Of a trace that has to do with models: what is in it shapes predictions, also by being there. */
function isMoreThanContext({ role }: Pick<TraceItem, 'role'>): boolean {
  return role !== 'span'
}

function hasMoreThanContext(stored: StoredTrace | undefined): boolean {
  if (stored === undefined) return false
  return stored.predictions.length > 0 || stored.rows.some((row) => isMoreThanContext(itemOfBody(row, row.body)))
}

/** Of a span that is only context: whether a call inside of it would lack something without it. */
function saysSomething({ said }: TraceItem): boolean {
  return Object.keys(said).length > 0
}

function isEmpty({ predictions, revised, withdrawn, traceRows, feedback }: Batch): boolean {
  return [predictions, revised, withdrawn, traceRows, feedback].every((part) => part.length === 0)
}

function receiptOf({ accepted, rejected, reason }: Reading, failed: number, said: BatchReceipt): Receipt {
  return {
    outcome: 'stored',
    accepted: accepted - failed,
    rejected: rejected + failed,
    reason: reason ?? (failed === 0 ? null : DEFECT_REASON),
    waiting: said.isWaiting.filter(Boolean).length,
    ...said,
  }
}
