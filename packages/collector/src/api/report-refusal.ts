// Tells the log and the figures of a request that was refused, whichever door it came to.

import type { ProblemCode } from '@trimtab/contract'
import type { AppParts } from './app-parts.ts'
import type { MetricReason, MetricSignal } from './metrics.ts'
import type { ProblemError } from './problem.ts'
import { IngestRefused } from './receipt.ts'

const REASON_OF: { readonly [code in ProblemCode]?: MetricReason } = {
  'request.unsupported_media_type': 'media_type',
  'request.too_large': 'too_large',
  'request.too_many': 'rate',
  'feedback.too_much': 'rate',
  'collector.busy': 'busy',
  'store.unavailable': 'unavailable',
  internal: 'unavailable',
  'key.missing': 'key',
  'key.invalid': 'key',
  'key.forbidden': 'key',
  'feedback_token.invalid': 'key',
  'feedback_token.expired': 'key',
  'feedback_token.forbidden': 'key',
  'feedback_token.used': 'key',
}

interface RefusedRequest {
  problem: ProblemError
  /** What it brought; null where it brought nothing. */
  signal: MetricSignal | null
  address: string
}

export function reportRefusal(
  { metrics, onDefect, onRefusal }: Pick<AppParts, 'metrics' | 'onDefect' | 'onRefusal'>,
  { problem, signal, address }: RefusedRequest,
): void {
  if (problem.isOurs) onDefect(problem.cause)
  if (isWithoutKey(problem.code)) onRefusal(problem.code, address)
  // What ingest refused is counted by whoever watches ingest.
  if (signal !== null && !(problem instanceof IngestRefused))
    metrics.refused(signal, REASON_OF[problem.code] ?? 'invalid')
}

/** Not of whoever manages keys and asks for what cannot be. */
function isWithoutKey(code: ProblemCode): boolean {
  return code.startsWith('key.') && REASON_OF[code] === 'key'
}
