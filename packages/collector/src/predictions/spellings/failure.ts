// Whether a call failed or was given up, and what is known of why: from the status, from attributes, from an exception.

import type { PredictionError, PredictionStatus } from '@trimtab/contract'
import { type AttributeReader, readAttributes } from '../../otlp/attribute-reader.ts'
import { SPAN_STATUS_ERROR, type Span } from '../../otlp/otlp.ts'
import type { Said } from '../said.ts'
import { readErrorText } from './error-text.ts'

const CANCELLATIONS =
  /(?:^|\.)(?:AbortError|CancelledError|CanceledError|APIUserAbortError|OperationCanceledException|TaskCanceledException|GeneratorExit|cancelled|canceled)$/
/** Types that only say that there was one. */
const VAGUE = new Set(['_OTHER', 'unknown', 'Error', 'error'])

export function readOutcome(
  span: Span,
  attributes: AttributeReader,
  said: Said,
): { status: PredictionStatus; error: PredictionError | undefined } {
  if (said.cancelled === true) return { status: 'cancelled', error: undefined }
  const error = readFailure(span, attributes, said)
  if (error === undefined) return { status: 'ok', error }
  return CANCELLATIONS.test(error.type) ? { status: 'cancelled', error: undefined } : { status: 'error', error }
}

function readFailure(span: Span, attributes: AttributeReader, said: Said): PredictionError | undefined {
  const exception = span.events.find((event) => event.name === 'exception')
  const thrown = readAttributes(exception?.attributes ?? new Map())
  const errorType = attributes.text('error.type')
  const isFailed =
    span.status.code === SPAN_STATUS_ERROR ||
    errorType !== null ||
    said.error !== undefined ||
    // LangSmith says OK of a failed call and hangs the exception on it; one that was overcome leaves an answer.
    (exception !== undefined && !hasAnswer(said))
  if (!isFailed) return undefined
  const types = [errorType, thrown.text('exception.type'), said.error?.type ?? null].filter((type) => type !== null)
  const message =
    thrown.text('exception.message') ??
    (span.status.message === '' ? null : span.status.message) ??
    attributes.text('error.message') ??
    attributes.text('exception.message') ??
    said.error?.message ??
    null
  return {
    type: types.find((type) => !VAGUE.has(type)) ?? types[0] ?? 'Error',
    message,
    httpStatus: readHttpStatus(attributes, errorType) ?? said.error?.httpStatus ?? readErrorText(message).httpStatus,
  }
}

function hasAnswer({ outputMessages, outputTokens, label, value }: Said): boolean {
  return [outputMessages, outputTokens, label, value].some((fact) => fact !== undefined)
}

/** OpenTelemetry lets the type of an error be its HTTP status. */
function readHttpStatus(attributes: AttributeReader, errorType: string | null): number | null {
  const status = attributes.number('http.response.status_code') ?? attributes.number('http.status_code')
  if (status !== null) return status
  // LiteLLM has the status of the provider there, and other numbers where it has none.
  const code = attributes.number('error.code')
  if (code !== null && code >= 400 && code <= 599) return code
  return errorType !== null && /^[45]\d\d$/.test(errorType) ? Number(errorType) : null
}
