// The answers of an OTLP receiver, in JSON: success, partial success, and google.rpc.Status for everything refused.

import type { Decoded } from './otlp.ts'

/** google.rpc.Code, the few of them a receiver uses. */
export const STATUS_CODES = {
  invalidArgument: 3,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  unavailable: 14,
} as const

/** `partialSuccess` must be absent where everything was taken. Integers of 64 bits are strings in OTLP/JSON. */
export function exportResponse(rejectedField: string, outcome: Pick<Decoded<unknown>, 'rejected' | 'reason'>): object {
  if (outcome.rejected === 0) return {}
  return { partialSuccess: { [rejectedField]: String(outcome.rejected), errorMessage: outcome.reason ?? '' } }
}
