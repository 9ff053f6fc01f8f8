// Feedback that travels as spans: OpenInference's annotations, on the span they judge or on one of their own that links
// to it; Logfire's annotation spans, whose parent is what they judge; and evaluations as events of the span they judge.

import { FEEDBACK_EVENT_NAME, type FeedbackInput, type Json } from '@trimtab/contract'
import { readAttributes } from '../otlp/attribute-reader.ts'
import type { AnyValue, Attributes, Span } from '../otlp/otlp.ts'
import { readEvaluation } from './evaluation.ts'
import { idOfWords, readComment, readThumb, type ReadFeedback, usableFeedback } from './usable-feedback.ts'

export type FeedbackOfSpan =
  | { outcome: 'none' }
  | { outcome: 'feedback'; feedback: FeedbackInput[] }
  | { outcome: 'refused'; reason: string }

/** Of what one span carries the usable part is taken; it is refused only where none is. */
export function feedbackOfSpan(span: Span): FeedbackOfSpan {
  const read = [...readAnnotations(span), ...readLogfire(span), ...readEvents(span)]
  if (read.length === 0) return { outcome: 'none' }
  const feedback = read.flatMap((one) => (one.outcome === 'feedback' ? [one.feedback] : []))
  if (feedback.length > 0) return { outcome: 'feedback', feedback }
  const reason = read.map((one) => (one.outcome === 'refused' ? one.reason : null)).find((said) => said !== null)
  return { outcome: 'refused', reason: reason ?? 'a feedback is not usable' }
}

type Scope = 'span' | 'trace' | 'session'

/** Where annotations stand, and whether they judge the span, its trace or its session. */
const PLACES: { prefix: string; inner: string; scope: Scope; first: string }[] = (
  ['span', 'trace', 'session'] as const
).flatMap((scope) =>
  ['annotation', 'evaluation'].map((inner) => ({
    prefix: `${scope === 'span' ? '' : `${scope}.`}${inner}s.`,
    inner: `.${inner}.`,
    scope,
    first: `${scope === 'span' ? '' : `${scope}.`}${inner}s.0.${inner}.name`,
  })),
)
const ANNOTATIONS_MAX = 100

/** The first of them is numbered zero, so that a span without any costs a few look-ups. */
function readAnnotations(span: Span): ReadFeedback[] {
  return PLACES.filter(({ first }) => span.attributes.has(first)).flatMap((place) => {
    const target = targetOf(span, place.scope)
    const read: ReadFeedback[] = []
    for (let index = 0; index < ANNOTATIONS_MAX; index += 1) {
      const start = `${place.prefix}${index}${place.inner}`
      if (!span.attributes.has(`${start}name`)) break
      read.push(readAnnotation(span, start, target))
    }
    return read
  })
}

const KINDS_OF_CARRIERS = new Set([null, 'EVALUATOR', 'UNKNOWN'])

/** A span that only carries what was said later links to what it is about. */
function targetOf(span: Span, scope: Scope): { [field: string]: string | null } {
  const attributes = readAttributes(span.attributes)
  if (scope === 'session') return { session: attributes.text('session.id') }
  const isCarrier =
    span.links.length === 1 && KINDS_OF_CARRIERS.has(attributes.text('openinference.span.kind')?.toUpperCase() ?? null)
  const { traceId, spanId } = isCarrier ? (span.links[0] ?? span) : span
  return { prediction: scope === 'trace' ? traceId : `${traceId}-${spanId}` }
}

const SOURCES: ReadonlyMap<string, string> = new Map([
  ['HUMAN', 'user'],
  ['LLM', 'judge'],
  ['CODE', 'system'],
])

function readAnnotation(span: Span, start: string, target: { [field: string]: string | null }): ReadFeedback {
  const attributes = readAttributes(span.attributes)
  const [name, label] = [attributes.text(`${start}name`), attributes.text(`${start}label`)]
  const annotator = attributes.text(`${start}annotator_kind`)?.toUpperCase() ?? null
  const metadata = attributes.object(`${start}metadata`)
  return usableFeedback({
    ...target,
    ...readOpinion({ name, label, score: attributes.number(`${start}score`), metadata }),
    id: idOfWords('annotation', [span.traceId, span.spanId, start]),
    name,
    comment: readComment(attributes.text(`${start}explanation`)),
    source: (annotator === null ? null : SOURCES.get(annotator)) ?? (start.includes('evaluation') ? 'judge' : 'user'),
    // Who judges again under the same name replaces what was said before.
    actor: attributes.text(`${start}identifier`),
    at: timeOf(span.endNs > span.startNs ? span.endNs : span.startNs),
  })
}

interface Opinion {
  name: string | null
  label: string | null
  score: number | null
  metadata: { [field: string]: Json } | null
}

function readOpinion({ name, label, score, metadata }: Opinion): { [field: string]: unknown } {
  const thumb = readThumb({ name, score, label })
  if (thumb !== null) return { kind: 'thumbs', value: thumb, metadata }
  if (score !== null)
    return { kind: 'score', value: score, metadata: label === null ? metadata : { ...metadata, label } }
  return label === null ? { kind: 'comment', metadata } : { kind: 'label', value: label, metadata }
}

const LOGFIRE_SCOPE = 'logfire.feedback'
const LOGFIRE_NAME = 'logfire.feedback.name'

/** The value stands under the name that was chosen for the feedback. */
function readLogfire(span: Span): ReadFeedback[] {
  if (!span.attributes.has(LOGFIRE_NAME)) return []
  const attributes = readAttributes(span.attributes)
  const name = attributes.text(LOGFIRE_NAME)
  if (name === null || (span.scope.name !== LOGFIRE_SCOPE && attributes.text('logfire.span_type') !== 'annotation'))
    return []
  const value = span.attributes.get(name) ?? null
  const comment = readComment(attributes.text('logfire.feedback.comment'))
  const said = usableFeedback({
    prediction: span.parentSpanId === null ? span.traceId : `${span.traceId}-${span.parentSpanId}`,
    ...readValue(value),
    id: `logfire-${span.traceId}-${span.spanId}`,
    name,
    comment,
    source: 'user',
    at: timeOf(span.startNs),
    metadata: readExtra(span.attributes, name),
  })
  return [said]
}

/** True and false of a person is a thumb. */
function readValue(value: AnyValue): { [field: string]: unknown } {
  if (typeof value === 'boolean') return { kind: 'thumbs', value }
  if (typeof value === 'number') return { kind: 'score', value }
  return value === null
    ? { kind: 'comment' }
    : { kind: 'label', value: typeof value === 'string' ? value : JSON.stringify(value) }
}

function readExtra(raw: Attributes, name: string): { [field: string]: Json } | null {
  const extra = [...raw].filter(([key]) => key !== name && !/^(?:logfire|code|thread)\./.test(key))
  return extra.length === 0 ? null : Object.fromEntries(extra)
}

function readEvents(span: Span): ReadFeedback[] {
  return span.events
    .filter(({ name }) => name === FEEDBACK_EVENT_NAME)
    .slice(0, ANNOTATIONS_MAX)
    .flatMap(({ attributes, timeNs }) => {
      const evaluation = readEvaluation(attributes, null)
      if (evaluation === null) return []
      const said = { prediction: `${span.traceId}-${span.spanId}`, ...evaluation, at: timeOf(timeNs) }
      return [usableFeedback({ ...said, id: evaluation['id'] ?? idOfWords('event', [said, String(timeNs)]) })]
    })
}

function timeOf(ns: bigint): string | null {
  return ns === 0n ? null : new Date(Number(ns / 1_000_000n)).toISOString()
}
