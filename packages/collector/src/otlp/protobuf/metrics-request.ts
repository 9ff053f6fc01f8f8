// ExportMetricsServiceRequest in protobuf. Metrics are taken, so that nobody's exporter complains, and only counted.

import { ProtobufReader } from './reader.ts'

/** From the request down to its data points: resource, scope, metric, one of five kinds, point. */
const LEVELS: readonly (readonly number[])[] = [[1], [2], [2], [5, 7, 9, 10, 11], [1]]

/** The number of data points. Throws a RequestRefused for what is no such request. */
export function countMetricsRequest(body: Uint8Array): number {
  return countPoints(new ProtobufReader(body), LEVELS)
}

function countPoints(reader: ProtobufReader, [fields, ...deeper]: readonly (readonly number[])[]): number {
  if (fields === undefined) return 1
  let count = 0
  while (reader.next()) {
    if (fields.includes(reader.field)) {
      const outer = reader.enter()
      count += countPoints(reader, deeper)
      reader.leave(outer)
    } else reader.skip()
  }
  return count
}
