// Spans of our own: they line up with the app's traces, and go to our own recorder and nowhere else.
import { makeIdentity, type SpanIdentity } from '../prediction/prediction-id.ts'
import type { RandomHex } from '../prediction/random-hex.ts'
import { encodeSpan, toNanoseconds } from '../telemetry/otlp-json.ts'
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

export function encodeRecord(identity: SpanIdentity, { startMs, durationMs, ...rest }: SpanRecord): string {
  const startNs = toNanoseconds(startMs)
  const endNs = toNanoseconds(startMs, durationMs)
  return encodeSpan({ ...identity, ...rest, startNs, endNs })
}
