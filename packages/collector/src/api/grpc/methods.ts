// The methods that are served over gRPC, by their path.

import type { Signal } from '../../otlp/otlp.ts'

export const EXPORT_METHODS: ReadonlyMap<string, Signal> = new Map([
  ['/opentelemetry.proto.collector.trace.v1.TraceService/Export', 'traces'],
  ['/opentelemetry.proto.collector.logs.v1.LogsService/Export', 'logs'],
  ['/opentelemetry.proto.collector.metrics.v1.MetricsService/Export', 'metrics'],
])

export const HEALTH_METHOD = '/grpc.health.v1.Health/Check'

/** `HealthCheckResponse` with its only field. */
export function healthAnswer(isReady: boolean): Uint8Array {
  const [serving, notServing] = [1, 2]
  return Uint8Array.of(0x08, isReady ? serving : notServing)
}
