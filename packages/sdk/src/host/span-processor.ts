// A span processor for the OpenTelemetry that an app runs already: it takes the spans of models out of all that the app
// records and sends them itself, so that the app's own exporters are neither needed nor disturbed.
import type { Attributes } from '../telemetry/otlp-json.ts'
import type { Recorder } from '../telemetry/recorder.ts'
import type { HostSpan } from './host-span.ts'
import { isModelSpan } from './model-span.ts'
import { encodeHostSpan } from './otlp-span.ts'
import { isRecorded } from './recorded-mark.ts'
import { createOriginEncoder } from './resource-spans.ts'
import type { SpanPrivacy } from './span-privacy.ts'

/** Fits `spanProcessors` of OpenTelemetry's SDKs, 2.x and 3.x. */
export interface TrimtabSpanProcessor {
  onStart: (span: unknown, parentContext: unknown) => void
  onEnd: (span: HostSpan) => void
  /** Waits until everything so far is delivered or dropped, ten seconds at most; never rejects. */
  forceFlush: () => Promise<void>
  shutdown: () => Promise<void>
}

export interface SpanProcessorHost {
  /** Sends what it is given inside a RESOURCE_SPANS_ENVELOPE. */
  recorder: Recorder
  /** What the app told Trimtab of itself. */
  said: Attributes
  privacy: SpanPrivacy
  /** Which spans to take, in place of those that tell of a model. */
  filter?: ((span: HostSpan) => boolean) | undefined
}

const FLUSH_MS = 10_000

export function createSpanProcessor({
  recorder,
  said,
  privacy,
  filter = isModelSpan,
}: SpanProcessorHost): TrimtabSpanProcessor {
  const withOrigin = createOriginEncoder(said)
  return {
    onStart: () => undefined,
    onEnd: (span) => {
      try {
        if (!isRecorded(span) && filter(span)) recorder.record(withOrigin(span, encodeHostSpan(span, privacy)))
      } catch {
        recorder.drop('unreadable')
      }
    },
    forceFlush: () => recorder.flush(FLUSH_MS),
    shutdown: () => recorder.close(FLUSH_MS),
  }
}
