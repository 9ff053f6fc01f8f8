// Where the spans of predictions are started: by ourselves, or in the app's own OpenTelemetry. Either way we record them,
// and either way we say so when the app's OpenTelemetry is one that we cannot see.
import { SCOPE_NAME } from '@trimtab/contract'
import { createRecorderSink } from '../calls/recorder-sink.ts'
import type { SpanSink } from '../calls/span-sink.ts'
import { randomHex } from '../prediction/random-hex.ts'
import { type Attributes, encodeTraceEnvelope, type Envelope } from '../telemetry/otlp-json.ts'
import { createApiCheck } from './api-version.ts'
import { createHostSink } from './host-sink.ts'
import { RESOURCE_SPANS_ENVELOPE } from './resource-spans.ts'

export interface Spans {
  envelope: Envelope
  openSink: (record: (json: string) => void) => SpanSink
}

/** `said` is what the app told Trimtab of itself. */
export function openSpans(where: 'own' | 'host', said: Attributes, say: (sentence: string) => void): Spans {
  if (where === 'host') {
    return {
      envelope: RESOURCE_SPANS_ENVELOPE,
      openSink: (record) => createHostSink({ record, randomHex, said, say }),
    }
  }
  return {
    envelope: encodeTraceEnvelope(said, SCOPE_NAME),
    openSink: (record) => checkFirst(createRecorderSink({ randomHex, record }), createApiCheck(say)),
  }
}

function checkFirst(sink: SpanSink, check: () => void): SpanSink {
  return {
    start: (name, parent) => {
      check()
      return sink.start(name, parent)
    },
  }
}
