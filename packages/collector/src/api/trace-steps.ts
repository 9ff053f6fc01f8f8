// What is stored of a trace, as steps by start time, each with the prediction that it describes.

import type { Prediction, Trace, TraceSpan } from '@trimtab/contract'
import { itemsOf } from '../ingest/join-trace.ts'
import { waterfallOf } from '../predictions/waterfall.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import type { StoredTrace } from '../store/stored.ts'

/** Of a trace, by start time. Beyond it there is the list of predictions. */
const PREDICTIONS_MAX = 200

/** The steps around a prediction; none where nothing but the prediction itself is known. */
export async function traceAround(prediction: Prediction, rows: Pick<RowsReading, 'traces'>): Promise<TraceSpan[]> {
  const { traceId, startedAt, durationMs } = prediction
  const startedMs = Date.parse(startedAt)
  const [fromNs, toNs] = [nanoseconds(startedMs), nanoseconds(startedMs + Math.max(durationMs ?? 0, 0))]
  const [stored] = await rows.traces([{ traceId, fromNs, toNs }])
  if (stored === undefined) return []
  const steps = stepsOf(stored)
  return steps.every(({ spanId }) => spanId === prediction.spanId) ? [] : steps
}

/** Null where nothing is known of it. */
export async function wholeTrace(
  traceId: string,
  rows: Pick<RowsReading, 'traces' | 'traceTimes'>,
): Promise<Trace | null> {
  const reference = await rows.traceTimes(traceId)
  const [stored] = reference === null ? [] : await rows.traces([reference])
  return stored === undefined ? null : { traceId, spans: stepsOf(stored), predictions: predictionsOf(stored) }
}

function stepsOf(stored: StoredTrace): TraceSpan[] {
  const idOf = new Map<string, string>()
  for (const { facts, answersTo } of stored.predictions)
    for (const spanId of [facts.spanId, ...(answersTo ?? [])]) idOf.set(spanId, facts.id)
  for (const spanId of stored.outline ?? []) idOf.set(spanId, `${stored.traceId}-${spanId}`)
  return waterfallOf([...itemsOf(stored).values()], (spanId) => idOf.get(spanId) ?? null)
}

function predictionsOf({ traceId, predictions, outline = [] }: StoredTrace): string[] {
  const told = predictions
    .toSorted((left, right) => Number(left.startedNs - right.startedNs))
    .map(({ facts }) => facts.id)
  return [...told, ...outline.map((spanId) => `${traceId}-${spanId}`)].slice(0, PREDICTIONS_MAX)
}

function nanoseconds(ms: number): bigint {
  return BigInt(Math.round(ms)) * 1_000_000n
}
