// What a span and a log record are read by alike, whichever encoding they came in.

import type { Attributes } from './otlp.ts'

export const TRACE_ID_BYTES = 16
export const SPAN_ID_BYTES = 8

export const SPAN_REFUSED = 'a span needs a trace id of 32 and a span id of 16 hex digits, not all zero'
export const LOG_RECORD_REFUSED = 'a log record is not an object'

/** What 64 bits with a sign hold, up to the year 2262; a database holds no more. */
const TIME_NS_MAX: bigint = 2n ** 63n - 1n

/** A time before 1970 or past what can be kept is 0, OTLP's word for none. */
export function timeOrNone(nanoseconds: bigint): bigint {
  return nanoseconds > TIME_NS_MAX || nanoseconds < 0n ? 0n : nanoseconds
}

/** Before the field existed, SDKs wrote the name of the event as an attribute. */
export function eventNameOf(field: string, attributes: Attributes): string {
  if (field !== '') return field
  const attribute = attributes.get('event.name')
  return typeof attribute === 'string' ? attribute : ''
}
