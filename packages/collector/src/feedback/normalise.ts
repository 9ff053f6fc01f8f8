// Feedback from either door, the API and OTLP logs, to the one form that is kept.

import {
  type Feedback,
  type FeedbackInput,
  FEEDBACK_ATTRIBUTES as KEY,
  FEEDBACK_EVENT_NAME,
  FEEDBACK_KINDS,
  type Json,
} from '@trimtab/contract'
import { feedbackInputSchema } from '@trimtab/contract/schemas'
import type { LogRecord } from '../otlp/otlp.ts'
import { readAttributes } from '../otlp/attribute-reader.ts'
import { explainIssue } from '../schema-issue.ts'

/** The name an evaluation event must have; a feedback that was given none travels under one of these. */
const UNNAMED = new Set<string>(['ground_truth', ...FEEDBACK_KINDS.map((kind) => `user.${kind}`)])

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

/** Nobody speaks in the future: a clock that runs ahead would have the last word for ever. */
function actedAt(at: string | undefined, receivedMs: number): string {
  return new Date(at === undefined ? receivedMs : Math.min(Date.parse(at), receivedMs)).toISOString()
}

export type NormalisedLog = { outcome: 'feedback'; feedback: FeedbackInput } | { outcome: 'refused'; reason: string }

export function normaliseLogRecord(record: LogRecord): NormalisedLog {
  if (record.eventName !== FEEDBACK_EVENT_NAME) {
    return {
      outcome: 'refused',
      reason: `a log record is not a ${FEEDBACK_EVENT_NAME} event, the only kind this collector reads`,
    }
  }
  const parsed = feedbackInputSchema.safeParse(withoutAbsent(readFeedback(record)))
  if (!parsed.success) return { outcome: 'refused', reason: `a feedback is not usable: ${explainIssue(parsed.error)}` }
  return { outcome: 'feedback', feedback: parsed.data }
}

function readFeedback(record: LogRecord): { [field: string]: unknown } {
  const attributes = readAttributes(record.attributes)
  const kind = attributes.text(KEY.kind) ?? (record.attributes.has(KEY.score) ? 'score' : 'label')
  const name = attributes.text(KEY.name)
  const retracted = attributes.text(KEY.retractedKind)
  const hasSpan = record.traceId !== null && record.spanId !== null
  return {
    id: attributes.text(KEY.id),
    prediction: hasSpan ? `${record.traceId}-${record.spanId}` : null,
    key: attributes.text(KEY.key),
    responseId: attributes.text(KEY.responseId),
    session: attributes.text(KEY.session),
    task: attributes.text(KEY.task),
    kind,
    name: name !== null && UNNAMED.has(name) ? null : name,
    value: record.attributes.has(KEY.value) ? attributes.json(KEY.value) : scoreOf(record),
    comment: attributes.text(KEY.comment),
    source: attributes.text(KEY.source),
    actor: attributes.text(KEY.actor),
    at: record.timeNs === 0n ? null : new Date(Number(record.timeNs / 1_000_000n)).toISOString(),
    // One that cannot be read is refused below: taken for absent, it would let a row out that its owner held back.
    consent: attributes.flag(KEY.consent) ?? record.attributes.get(KEY.consent) ?? null,
    metadata: attributes.object(KEY.metadata),
    of: retracted === null ? null : { kind: retracted },
  }
}

function scoreOf(record: LogRecord): Json {
  return record.attributes.get(KEY.score) ?? record.attributes.get(KEY.label) ?? null
}

function withoutAbsent(fields: { [field: string]: unknown }): { [field: string]: unknown } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
