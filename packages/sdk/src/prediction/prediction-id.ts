// Who a prediction is: OpenTelemetry's own identity, made here and known before the call has even started.
import type { RandomHex } from './random-hex.ts'

export interface SpanIdentity {
  traceId: string
  spanId: string
  parentSpanId: string | undefined
}

const TRACE_ID_BYTES = 16
const SPAN_ID_BYTES = 8

export function makeIdentity(
  parent: { traceId: string; spanId: string } | undefined,
  randomHex: RandomHex,
): SpanIdentity {
  return {
    traceId: parent?.traceId ?? randomHex(TRACE_ID_BYTES),
    spanId: randomHex(SPAN_ID_BYTES),
    parentSpanId: parent?.spanId,
  }
}

export function formatPredictionId({ traceId, spanId }: SpanIdentity): string {
  return `${traceId}-${spanId}`
}

export function parsePredictionId(id: string): { traceId: string; spanId: string } | undefined {
  const [, traceId, spanId] = /^([0-9a-f]{32})-([0-9a-f]{16})$/.exec(id) ?? []
  return traceId === undefined || spanId === undefined ? undefined : { traceId, spanId }
}
