// Who a prediction is: OpenTelemetry's own identity, made here and known before the call has even started.

export interface SpanIdentity {
  traceId: string
  spanId: string
  parentSpanId: string | undefined
}

export type RandomBytes = (count: number) => Buffer

const TRACE_ID_BYTES = 16
const SPAN_ID_BYTES = 8

export function makeIdentity(
  parent: { traceId: string; spanId: string } | undefined,
  randomBytes: RandomBytes,
): SpanIdentity {
  return {
    traceId: parent?.traceId ?? randomBytes(TRACE_ID_BYTES).toString('hex'),
    spanId: randomBytes(SPAN_ID_BYTES).toString('hex'),
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
