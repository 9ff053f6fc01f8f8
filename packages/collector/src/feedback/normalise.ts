// Feedback from either door, the API and OTLP logs, to the one form that is kept.

import { type Feedback, type FeedbackInput, FEEDBACK_ATTRIBUTES as KEY, FEEDBACK_EVENT_NAME } from '@trimtab/contract'
import { objectOf, readAttributes } from '../otlp/attribute-reader.ts'
import type { Attributes, LogRecord } from '../otlp/otlp.ts'
import { readEvaluation } from './evaluation.ts'
import { idOfWords, type ReadFeedback, usableFeedback } from './usable-feedback.ts'

export function keepFeedback(input: FeedbackInput, receivedMs: number, makeId: () => string): Feedback {
  const receivedAt = new Date(receivedMs).toISOString()
  return {
    id: input.id ?? makeId(),
    prediction: input.prediction ?? null,
    key: input.key ?? null,
    responseId: input.responseId ?? null,
    session: input.session ?? null,
    task: input.task ?? null,
    kind: input.kind,
    name: input.name ?? null,
    value: input.value ?? null,
    comment: input.comment ?? null,
    source: input.source ?? 'user',
    actor: input.actor ?? null,
    at: actedAt(input.at, receivedMs),
    receivedAt,
    consent: input.consent ?? null,
    metadata: input.metadata ?? {},
    of: input.of ?? null,
  }
}

/** Nobody speaks after they were heard: a clock that runs ahead would have the last word for ever. See `receipt-times.ts`. */
function actedAt(at: string | undefined, receivedMs: number): string {
  return new Date(at === undefined ? receivedMs : Math.min(Date.parse(at), receivedMs)).toISOString()
}

/** `none`: the record is no feedback, or says of an evaluation no more than that it failed. */
export type NormalisedLog = ReadFeedback | { outcome: 'none' }

export function normaliseLogRecord(record: LogRecord): NormalisedLog {
  if (!isEvaluation(record)) return { outcome: 'none' }
  const raw = withBody(record)
  const evaluation = readEvaluation(raw, record.body)
  if (evaluation === null) return { outcome: 'none' }
  const at = record.timeNs === 0n ? null : new Date(Number(record.timeNs / 1_000_000n)).toISOString()
  const said = { ...readTarget(record, raw), task: readAttributes(raw).text(KEY.task), ...evaluation, at }
  return usableFeedback({ ...said, id: evaluation['id'] ?? idOfWords('otlp', [said, String(record.timeNs)]) })
}

/** Older senders put the name of the event among its attributes. */
function isEvaluation({ eventName, attributes }: Pick<LogRecord, 'eventName' | 'attributes'>): boolean {
  return eventName === FEEDBACK_EVENT_NAME || (eventName === '' && attributes.get('event.name') === FEEDBACK_EVENT_NAME)
}

/** Some put what it says into the body. */
function withBody({ attributes, body }: LogRecord): Attributes {
  const said = objectOf(body)
  return said === null ? attributes : new Map([...Object.entries(said), ...attributes])
}

/** Its own trace context is the call that was judged; what else it names counts where it stands in none. */
function readTarget(record: LogRecord, raw: Attributes): { [field: string]: string | null } {
  const attributes = readAttributes(raw)
  const { traceId, spanId } = record
  const prediction = traceId === null ? null : spanId === null ? traceId : `${traceId}-${spanId}`
  const key = attributes.text(KEY.key)
  const [responseId, session] = [attributes.text(KEY.responseId), attributes.text(KEY.session)]
  if (prediction !== null || key !== null) return { prediction, key }
  return responseId === null ? { session } : { responseId }
}
