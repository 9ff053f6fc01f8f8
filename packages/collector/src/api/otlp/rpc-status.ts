// A failure in the words of google.rpc, which OTLP uses over HTTP and over gRPC alike.

import type { ProblemCode } from '@trimtab/contract'
import { ProblemError } from '../problem.ts'

/** google.rpc.Code, the few of them that a receiver uses. */
export const RPC_CODES = {
  ok: 0,
  cancelled: 1,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const

export interface RpcStatus {
  code: number
  message: string
  retryAfterSeconds?: number
}

const CODE_OF: { readonly [code in ProblemCode]?: number } = {
  'request.invalid': RPC_CODES.invalidArgument,
  'request.too_large': RPC_CODES.resourceExhausted,
  'request.unsupported_media_type': RPC_CODES.unimplemented,
  'request.cross_site': RPC_CODES.permissionDenied,
  'request.too_slow': RPC_CODES.deadlineExceeded,
  // With a time to wait, as throttling: without one a client would not try again.
  'request.too_many': RPC_CODES.resourceExhausted,
  'key.missing': RPC_CODES.unauthenticated,
  'key.invalid': RPC_CODES.unauthenticated,
  'key.forbidden': RPC_CODES.permissionDenied,
  not_found: RPC_CODES.notFound,
}

/** Whatever nobody foresaw is ours, and tried again: OTLP clients drop a batch on "internal". */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError && error.code !== 'internal') return error
  return new ProblemError('store.unavailable', 'The batch was not stored; send it again.', { cause: error })
}

export function rpcStatusOf(problem: ProblemError): RpcStatus {
  const { code, message, retryAfterSeconds } = problem
  return {
    code: CODE_OF[code] ?? RPC_CODES.unavailable,
    message,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  }
}
