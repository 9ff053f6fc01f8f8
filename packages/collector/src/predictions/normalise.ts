// A span to a prediction: choose the dialect it was written in, and read what is the same in all of them.

import {
  CLOCK_AHEAD_MS_MAX,
  NAME_CHARS_MAX,
  type PredictionError,
  type PredictionFacts,
  PREDICTION_ATTRIBUTES as KEY,
  RESOURCE_ATTRIBUTES as ORIGIN,
} from '@trimtab/contract'
import { SPAN_STATUS_ERROR, type Span } from '../otlp/otlp.ts'
import { readAttributes } from '../otlp/attribute-reader.ts'
import type { Dialect } from './dialect.ts'
import { native } from './dialects/native.ts'

/** In order of precedence: the first that speaks reads. */
const DIALECTS: readonly Dialect[] = [native]

/** A prediction with the start time at full precision; its ISO form keeps milliseconds only. */
interface ReceivedPrediction {
  facts: PredictionFacts
  startedNs: bigint
}

export type Normalised =
  | { outcome: 'prediction'; prediction: ReceivedPrediction }
  | { outcome: 'refused'; reason: string }

export function normaliseSpan(span: Span, nowMs: number): Normalised {
  const dialect = DIALECTS.find((candidate) => candidate.speaks(span))
  if (dialect === undefined)
    return { outcome: 'refused', reason: 'a span is not a model call in a dialect this collector reads' }
  const startedMs = Number(span.startNs / 1_000_000n)
  if (startedMs === 0) return { outcome: 'refused', reason: 'a span has no start time' }
  if (startedMs > nowMs + CLOCK_AHEAD_MS_MAX)
    return { outcome: 'refused', reason: 'a span starts more than a day ahead of this collector’s clock' }
  const facts = readFacts(span, dialect)
  if (facts.task === '') return { outcome: 'refused', reason: 'a span names no task' }
  if (hasLongName(facts))
    return {
      outcome: 'refused',
      reason: `a span has a task, session, user, key or response id of more than ${NAME_CHARS_MAX} characters`,
    }
  return { outcome: 'prediction', prediction: { facts, startedNs: span.startNs } }
}

/** What is matched and indexed is bounded; cutting it would join what does not belong together. */
function hasLongName({ task, session, user, key, responseId }: PredictionFacts): boolean {
  return [task, session, user, key, responseId].some((name) => name !== null && name.length > NAME_CHARS_MAX)
}

function readFacts(span: Span, dialect: Dialect): PredictionFacts {
  const { contentCaptured, truncated, consent, cancelled, ...facts } = dialect.read(span)
  const resource = readAttributes(span.resource)
  const isFailed = span.status.code === SPAN_STATUS_ERROR
  return {
    id: `${span.traceId}-${span.spanId}`,
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    convention: dialect.name,
    service: resource.text(ORIGIN.service),
    environment: resource.text(ORIGIN.environment),
    release: resource.text(ORIGIN.release),
    startedAt: new Date(Number(span.startNs / 1_000_000n)).toISOString(),
    durationMs: span.endNs < span.startNs ? null : Number(span.endNs - span.startNs) / 1_000_000,
    status: cancelled ? 'cancelled' : isFailed ? 'error' : 'ok',
    error: isFailed ? readError(span) : null,
    ...facts,
    capture: { content: contentCaptured, truncated, droppedAttributes: span.droppedAttributes, consent },
  }
}

function readError(span: Span): PredictionError {
  const attributes = readAttributes(span.attributes)
  const exception = span.events.find((event) => event.name === 'exception')
  const thrown = readAttributes(exception?.attributes ?? new Map())
  return {
    type: attributes.text(KEY.errorType) ?? thrown.text('exception.type') ?? 'Error',
    message: thrown.text('exception.message') ?? (span.status.message === '' ? null : span.status.message),
    httpStatus: attributes.number(KEY.errorHttpStatus),
  }
}
