// ExportMetricsServiceRequest in OTLP/JSON. Metrics are taken, so that nobody's exporter complains, and only counted.

import { readList } from './envelope.ts'
import { either, isRecord } from './fields.ts'

/** What a metric holds data points in. */
const KINDS = [
  ['gauge', 'gauge'],
  ['sum', 'sum'],
  ['histogram', 'histogram'],
  ['exponentialHistogram', 'exponential_histogram'],
  ['summary', 'summary'],
] as const

/** The number of data points. Throws a RequestRefused for what is no such request. */
export function countMetricsRequest(request: unknown): number {
  let count = 0
  for (const ofResource of readList(request, ['resourceMetrics', 'resource_metrics'])) {
    for (const ofScope of readList(ofResource, ['scopeMetrics', 'scope_metrics'])) {
      for (const metric of readList(ofScope, ['metrics', 'metrics'])) if (isRecord(metric)) count += countPoints(metric)
    }
  }
  return count
}

function countPoints(metric: { [field: string]: unknown }): number {
  let count = 0
  for (const [camelCase, snakeCase] of KINDS) {
    const points = either(metric, camelCase, snakeCase)
    if (isRecord(points)) count += readList(points, ['dataPoints', 'data_points']).length
  }
  return count
}
