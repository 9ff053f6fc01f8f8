// The one place that chooses an HTTP status. Everything refused over HTTP, but for OTLP, is a problem document.

import { type Problem, PROBLEM_CODES, type ProblemCode } from '@trimtab/contract'
import type { Context } from 'hono'
import { Refusal, type RefusalCode } from '../refusal.ts'

const STATUS = {
  'request.invalid': 422,
  'request.too_large': 413,
  'request.unsupported_media_type': 415,
  'request.method_not_allowed': 405,
  'request.cross_site': 403,
  'request.too_slow': 408,
  'request.too_many': 429,
  'key.missing': 401,
  'key.invalid': 401,
  'key.forbidden': 403,
  'collector.busy': 503,
  'feedback_token.invalid': 401,
  'feedback_token.expired': 401,
  'feedback_token.forbidden': 403,
  'feedback_token.used': 409,
  'feedback_token.unsigned': 409,
  'feedback.too_much': 429,
  not_found: 404,
  'prediction.not_found': 404,
  'query.cursor': 422,
  'query.search': 422,
  'query.too_slow': 422,
  'session.not_found': 404,
  'trace.not_found': 404,
  'person.not_found': 404,
  'view.not_found': 404,
  'view.name_taken': 409,
  'view.too_many': 409,
  'queue.not_found': 404,
  'queue.name_taken': 409,
  'queue.too_many': 409,
  'queue.full': 409,
  'review.not_found': 404,
  'review.forbidden': 403,
  'review.gone': 410,
  'key.not_found': 404,
  'key.in_use': 409,
  'key.too_many': 409,
  'task.not_found': 404,
  'signal.not_found': 404,
  'dataset.not_found': 404,
  'alarm.not_found': 404,
  'alarm.closed': 409,
  'channel.not_found': 404,
  'alert_rules.invalid': 422,
  'job.not_found': 404,
  'job.too_many': 429,
  'store.unavailable': 503,
  internal: 500,
} as const satisfies { [code in ProblemCode]: number }

export type ProblemStatus = (typeof STATUS)[ProblemCode]

/**
 * How long a client waits before it tries again, by why. OTLP clients that are told to wait much longer drop the batch
 * instead (OpenTelemetry JS gives up after 10 s in all).
 */
const RETRY_AFTER_SECONDS: { readonly [code in ProblemCode]?: number } = {
  'collector.busy': 1,
  'request.too_many': 1,
  'job.too_many': 2,
  'store.unavailable': 2,
}

/** What the parts below mean by a refusal, where that is no defect of ours. */
const CODE_OF: { readonly [code in RefusalCode]?: ProblemCode } = {
  'alert_rules.invalid': 'alert_rules.invalid',
  'query.too_slow': 'query.too_slow',
  'query.busy': 'collector.busy',
  'queue.full': 'queue.full',
  'review.busy': 'collector.busy',
  'review.forbidden': 'review.forbidden',
  'review.gone': 'review.gone',
  'review.invalid': 'request.invalid',
  'review.not_found': 'review.not_found',
}

export function statusOf(code: ProblemCode): ProblemStatus {
  return STATUS[code]
}

/** Thrown by a route, answered by the app. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly errors: Problem['errors']
  readonly #retryAfterSeconds: number | undefined

  constructor(
    code: ProblemCode,
    detail: string = PROBLEM_CODES[code],
    options: { errors?: Problem['errors'] | undefined; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(detail, { cause: options.cause })
    this.code = code
    this.errors = options.errors
    this.#retryAfterSeconds = options.retryAfterSeconds
  }

  get status(): ProblemStatus {
    return STATUS[this.code]
  }

  /** Undefined where trying again changes nothing. */
  get retryAfterSeconds(): number | undefined {
    return this.#retryAfterSeconds ?? RETRY_AFTER_SECONDS[this.code]
  }

  /** A failure of ours: its cause belongs in our log. To be busy is none. */
  get isOurs(): boolean {
    return STATUS[this.code] >= 500 && this.code !== 'collector.busy'
  }
}

/** What anything thrown is to whoever asked. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const refusal = Refusal.is(error) ? error : null
  const code = refusal === null ? undefined : CODE_OF[refusal.code]
  if (refusal === null || code === undefined) return new ProblemError('internal', undefined, { cause: error })
  return new ProblemError(code, refusal.message, { cause: error, errors: refusal.issues })
}

export function answerProblem(context: Context, problem: ProblemError): Response {
  const { code, message, errors, status, retryAfterSeconds } = problem
  const document: Problem = {
    type: `urn:trimtab:problem:${code}`,
    title: PROBLEM_CODES[code],
    status,
    code,
    detail: message,
    ...(errors === undefined ? {} : { errors }),
  }
  // No browser asks for a name and a password: the page has a field of its own.
  if (status === 401) context.header('www-authenticate', 'Bearer realm="Trimtab"')
  if (retryAfterSeconds !== undefined) context.header('retry-after', String(retryAfterSeconds))
  return context.body(JSON.stringify(document), status, { 'content-type': 'application/problem+json' })
}
