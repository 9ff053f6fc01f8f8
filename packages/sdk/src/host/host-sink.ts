// Predictions as spans of the app's own OpenTelemetry, so that its other backends see the very same ones. We record each
// of them by ourselves as well: whole, whatever limits the app has for attributes, and also those that it does not sample.
import { SCOPE_NAME } from '@trimtab/contract'
import {
  type Context,
  context,
  isSpanContextValid,
  type Span,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api'
import { createRecorderSink, encodeRecord } from '../calls/recorder-sink.ts'
import type { SpanRecord, SpanSink, StartedSpan } from '../calls/span-sink.ts'
import type { RandomHex } from '../prediction/random-hex.ts'
import { type Attributes, spellOut } from '../telemetry/otlp-json.ts'
import { describeApiMismatch } from './api-version.ts'
import { markRecorded } from './recorded-mark.ts'
import { createOriginEncoder, type Origin } from './resource-spans.ts'

export interface HostSinkParts {
  /** Takes items for a RESOURCE_SPANS_ENVELOPE. */
  record: (json: string) => void
  randomHex: RandomHex
  /** What the app told Trimtab of itself. */
  said: Attributes
  say: (sentence: string) => void
}

const NO_PROVIDER =
  "Trimtab found no OpenTelemetry to start spans in, although it was told `spans: 'host'`; it records predictions by " +
  'itself until the app has registered a tracer provider.'

/** Of a span that is none of an SDK, such as one that is not sampled. */
const NO_RESOURCE: Origin['resource'] = { attributes: {} }
const OWN_SCOPE: Origin['instrumentationScope'] = { name: SCOPE_NAME }

export function createHostSink({ record, randomHex, said, say }: HostSinkParts): SpanSink {
  // Asked for again until it works: one that was got before the app registered its provider may never learn of it.
  let working: Tracer | undefined
  const withOrigin = createOriginEncoder(said)
  let lastResource = NO_RESOURCE
  const recordOwn = (json: string): void =>
    record(withOrigin({ resource: lastResource, instrumentationScope: OWN_SCOPE }, json))
  const own = createRecorderSink({ randomHex, record: recordOwn })
  let hasSaid = false

  function startInHost(name: string, parent: Parent): StartedSpan | undefined {
    const tracer = working ?? trace.getTracer(SCOPE_NAME)
    const span = tracer.startSpan(name, {}, under(parent))
    const { traceId, spanId } = span.spanContext()
    // Where nothing is registered, the span that comes back is none, or the parent itself.
    if (!isSpanContextValid(span.spanContext()) || spanId === parent?.spanId) return undefined
    working = tracer
    markRecorded(span)
    const identity = { traceId, spanId, parentSpanId: parent?.spanId }
    return {
      identity,
      run: (work) => context.with(trace.setSpan(context.active(), span), work),
      endInHost: (ended) => endInHost(span, ended),
      end: (ended) => {
        // A span that is not sampled does not say whose it is, but it is of the same app.
        lastResource = (span as Partial<Origin>).resource ?? lastResource
        recordOwn(encodeRecord(identity, ended))
      },
    }
  }

  return {
    start: (name, parent) => {
      const started = attempt(() => startInHost(name, parent))
      if (started) return started
      if (!hasSaid) say(describeApiMismatch() ?? NO_PROVIDER)
      hasSaid = true
      return own.start(name, parent)
    },
  }
}

type Parent = { traceId: string; spanId: string } | undefined

const SAMPLED = 1

/** A call of ours that this one is a part of is not always what the app's context says: it may have none. */
function under(parent: Parent): Context {
  const active = context.active()
  if (parent === undefined || trace.getSpanContext(active)?.spanId === parent.spanId) return active
  return trace.setSpanContext(active, { traceFlags: SAMPLED, ...parent })
}

/** Whatever the app's processors do to a span is not the prediction's concern. */
function endInHost(span: Span, { startMs, durationMs, attributes, error }: SpanRecord): void {
  attempt(() => {
    span.setAttributes(spellOut(attributes))
    if (error) {
      span.addEvent('exception', spellOut(error.event))
      span.setStatus({ code: SpanStatusCode.ERROR, message: error.message })
    }
    span.end(startMs + durationMs)
  })
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
