// Where the span of a call comes from and goes to: our own recorder, or the OpenTelemetry of the app.
import type { Attributes } from '../telemetry/otlp-json.ts'
import type { SpanIdentity } from '../prediction/prediction-id.ts'

/** What is known of a span beside who it is. */
export interface SpanRecord {
  name: string
  kind: 'internal' | 'client'
  /** Since 1970. */
  startMs: number
  durationMs: number
  attributes: Attributes
  error: { message: string; event: Attributes } | undefined
}

export interface StartedSpan {
  readonly identity: SpanIdentity
  /** Runs work inside the span, where it is one that others see. */
  run?: <Returned>(work: () => Returned) => Returned
  /** Ends it there, also where we send no record of it. Called once, before `end`, and never throws. */
  endInHost?: (record: SpanRecord) => void
  /** Sends the record. Called once, if at all. Throws where the record cannot be written. */
  end: (record: SpanRecord) => void
}

export interface SpanSink {
  start: (name: string, parent: { traceId: string; spanId: string } | undefined) => StartedSpan
}
