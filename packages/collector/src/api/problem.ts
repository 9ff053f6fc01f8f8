// The one place that chooses an HTTP status. Everything refused over HTTP, but for OTLP, is a problem document.

import { type Problem, PROBLEM_CODES, type ProblemCode } from '@trimtab/contract'
import type { Context } from 'hono'

const STATUS = {
  'request.invalid': 422,
  'request.too_large': 413,
  'request.unsupported_media_type': 415,
  'request.method_not_allowed': 405,
  'request.cross_site': 403,
  'feedback_token.invalid': 401,
  'feedback_token.expired': 401,
  'feedback_token.forbidden': 403,
  not_found: 404,
  'prediction.not_found': 404,
  'store.unavailable': 503,
  internal: 500,
} as const satisfies { [code in ProblemCode]: number }

/**
 * How long a client waits before it tries a busy store again. OTLP clients that are told to wait much longer drop the
 * batch instead (OpenTelemetry JS gives up after 10 s in all).
 */
export const RETRY_AFTER_SECONDS = 2

/** Thrown by a route, answered by the app. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly errors: Problem['errors']

  constructor(
    code: ProblemCode,
    detail: string = PROBLEM_CODES[code],
    options: { errors?: Problem['errors']; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause })
    this.code = code
    this.errors = options.errors
  }

  /** Nothing the client could have done better: its cause belongs in our log. */
  get isOurs(): boolean {
    return STATUS[this.code] >= 500
  }
}

export function answerProblem(
  context: Context,
  { code, message, errors }: Pick<ProblemError, 'code' | 'message' | 'errors'>,
): Response {
  const status = STATUS[code]
  const problem: Problem = {
    type: `urn:trimtab:problem:${code}`,
    title: PROBLEM_CODES[code],
    status,
    code,
    detail: message,
    ...(errors === undefined ? {} : { errors }),
  }
  if (status === 503) context.header('retry-after', String(RETRY_AFTER_SECONDS))
  return context.body(JSON.stringify(problem), status, { 'content-type': 'application/problem+json' })
}
