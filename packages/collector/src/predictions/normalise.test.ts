import { CLOCK_AHEAD_MS_MAX, NAME_CHARS_MAX } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { keyValues, PREDICTION_ID, spanFields, START_NS, traceRequest } from '../fixtures/otlp-body.ts'
import { decodeTraceRequest } from '../otlp/json/trace-request.ts'
import { normaliseSpan } from './normalise.ts'

const START_MS = Number(BigInt(START_NS) / 1_000_000n)

function normalise(said: { [field: string]: unknown }, nowMs = START_MS) {
  const [span] = decodeTraceRequest(traceRequest(spanFields(said))).items
  if (span === undefined) throw new Error('the span was not decoded')
  return normaliseSpan(span, nowMs)
}

function factsOf(said: { [field: string]: unknown }) {
  const normalised = normalise(said)
  if (normalised.outcome === 'refused') throw new Error(normalised.reason)
  return normalised.prediction.facts
}

function ending(afterNs: bigint): { endTimeUnixNano: string } {
  return { endTimeUnixNano: String(BigInt(START_NS) + afterNs) }
}

describe('a span that is a prediction', () => {
  it('keeps its start to the nanosecond, and shows it to the millisecond', () => {
    const normalised = normalise({ startTimeUnixNano: '1795255200123456789' })
    expect(normalised).toMatchObject({
      outcome: 'prediction',
      prediction: {
        startedNs: 1_795_255_200_123_456_789n,
        facts: { id: PREDICTION_ID, startedAt: '2026-11-21T10:00:00.123Z' },
      },
    })
  })

  it('lasts from its start to its end, and an unknown time where the end comes first', () => {
    expect(factsOf(ending(812_400_000n)).durationMs).toBe(812.4)
    expect(factsOf(ending(0n)).durationMs).toBe(0)
    expect(factsOf(ending(-1n)).durationMs).toBeNull()
    expect(factsOf({ endTimeUnixNano: undefined }).durationMs).toBeNull()
  })

  it('is refused when a name that is matched is too long to index', () => {
    const named = (characters: number) =>
      normalise({ attributes: keyValues({ 'trimtab.task': 'a', 'trimtab.key': 'k'.repeat(characters) }) })
    expect(named(NAME_CHARS_MAX).outcome).toBe('prediction')
    expect(named(NAME_CHARS_MAX + 1)).toMatchObject({ outcome: 'refused' })
  })

  it('without a start is refused', () => {
    expect(normalise({ startTimeUnixNano: '0' })).toEqual({ outcome: 'refused', reason: 'a span has no start time' })
  })

  it('from the future is refused, when no clock can be that wrong', () => {
    expect(normalise({}, START_MS - CLOCK_AHEAD_MS_MAX).outcome).toBe('prediction')
    expect(normalise({}, START_MS - CLOCK_AHEAD_MS_MAX - 1)).toEqual({
      outcome: 'refused',
      reason: 'a span starts more than a day ahead of this collector’s clock',
    })
  })

  it('of long ago is taken', () => {
    expect(normalise({}, START_MS + 10 * 365 * 24 * 60 * 60 * 1000).outcome).toBe('prediction')
  })

  it('counts the attributes its sender dropped', () => {
    expect(factsOf({ droppedAttributesCount: 3 }).capture.droppedAttributes).toBe(3)
  })
})

describe('a span that is none', () => {
  it('is refused: nobody we know wrote it', () => {
    const request = {
      resourceSpans: [{ scopeSpans: [{ scope: { name: 'http' }, spans: [spanFields({ attributes: [] })] }] }],
    }
    const [span] = decodeTraceRequest(request).items
    expect(span && normaliseSpan(span, START_MS)).toEqual({
      outcome: 'refused',
      reason: 'a span is not a model call in a dialect this collector reads',
    })
  })
})

describe('the status', () => {
  it('is ok unless the span says otherwise', () => {
    for (const code of [0, 1]) expect(factsOf({ status: { code } })).toMatchObject({ status: 'ok', error: null })
  })

  it('is an error with what is known of it: the attribute, else the exception, else that it is one', () => {
    const status = { code: 2, message: 'too many requests' }
    const exception = {
      name: 'exception',
      attributes: keyValues({ 'exception.type': 'RangeError', 'exception.message': 'slow down' }),
    }
    const attributes = keyValues({ 'trimtab.task': 'a', 'error.type': '429', 'http.response.status_code': 429 })
    expect(factsOf({ status, attributes, events: [exception] }).error).toEqual({
      type: '429',
      message: 'slow down',
      httpStatus: 429,
    })
    expect(factsOf({ status, events: [{ name: 'retry' }, exception] }).error).toEqual({
      type: 'RangeError',
      message: 'slow down',
      httpStatus: null,
    })
    expect(factsOf({ status }).error).toEqual({ type: 'Error', message: 'too many requests', httpStatus: null })
    expect(factsOf({ status: { code: 2 } }).error).toEqual({ type: 'Error', message: null, httpStatus: null })
  })

  it('is cancelled where the caller gave up, whatever else happened', () => {
    const attributes = keyValues({ 'trimtab.task': 'a', 'trimtab.status': 'cancelled' })
    expect(factsOf({ attributes }).status).toBe('cancelled')
    expect(factsOf({ attributes, status: { code: 2 } }).status).toBe('cancelled')
  })
})
