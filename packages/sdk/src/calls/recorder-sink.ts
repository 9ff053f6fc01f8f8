// Spans of our own: they line up with the app's traces, and go to our own recorder and nowhere else.
import { makeIdentity, type SpanIdentity } from '../prediction/prediction-id.ts'
import type { RandomHex } from '../prediction/random-hex.ts'
import { encodeSpan } from '../telemetry/otlp-json.ts'
import type { SpanRecord, SpanSink } from './span-sink.ts'

export function createRecorderSink({
  randomHex,
  record,
}: {
  randomHex: RandomHex
  record: (json: string) => void
}): SpanSink {
  return {
    start: (_name, parent) => {
      const identity = makeIdentity(parent, randomHex)
      return { identity, end: (span) => record(encodeRecord(identity, span)) }
    },
  }
}

export function encodeRecord(identity: SpanIdentity, span: SpanRecord): string {
  return encodeSpan({ ...identity, ...inNanoseconds(span) })
}

function inNanoseconds({ startMs, durationMs, ...rest }: SpanRecord) {
  const startNs = BigInt(startMs) * 1_000_000n
  return { ...rest, startNs, endNs: startNs + BigInt(Math.round(durationMs * 1_000_000)) }
}
