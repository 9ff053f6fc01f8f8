// OTLP over HTTP in its JSON encoding. 200 is answered only after what it carried is on disk.

import { OTLP_BODY_BYTES_MAX, ROUTES } from '@trimtab/contract'
import type { Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Ingest, Refused } from '../../ingest/accept.ts'
import { exportResponse, STATUS_CODES } from '../../otlp/export-response.ts'
import { decodeLogsRequest, decodeTraceRequest } from '../../otlp/json-request.ts'
import { RequestRefused } from '../../otlp/otlp.ts'
import type { AppParts } from '../app-parts.ts'
import { parseJsonBody, readBody } from '../body.ts'
import { ProblemError, RETRY_AFTER_SECONDS } from '../problem.ts'
import { isFromAnotherSite } from '../site-guard.ts'

export function otlpRoutes(app: Hono, { ingest, onDefect }: Pick<AppParts, 'ingest' | 'onDefect'>): void {
  const receive = (rejectedField: string, accept: (request: unknown, ingest: Ingest) => Promise<Refused>) =>
    async function receiveOtlp(context: Context): Promise<Response> {
      if (context.req.method !== 'POST')
        return context.text('405 method not allowed, supported: [POST]', 405, { allow: 'POST' })
      const mediaType = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
      if (mediaType !== 'application/json') {
        return context.text('415 unsupported media type, supported: [application/json]', 415)
      }
      try {
        if (isFromAnotherSite(context.req.raw)) throw new ProblemError('request.cross_site')
        const request = parseJsonBody(await readBody(context, OTLP_BODY_BYTES_MAX))
        return context.json(exportResponse(rejectedField, await accept(request, ingest)))
      } catch (error) {
        const refused = error instanceof RequestRefused ? new ProblemError(PROBLEM[error.fault], error.message) : error
        if (!(refused instanceof ProblemError)) onDefect(refused)
        return answerStatus(context, refused)
      }
    }

  app.all(
    ROUTES.traces,
    receive('rejectedSpans', (request, door) => door.spans(decodeTraceRequest(request))),
  )
  app.all(
    ROUTES.logs,
    receive('rejectedLogRecords', (request, door) => door.logs(decodeLogsRequest(request))),
  )
}

const PROBLEM = { shape: 'request.invalid', size: 'request.too_large' } as const

const STATUS: { [code: string]: { http: ContentfulStatusCode; rpc: number } } = {
  'request.too_large': { http: 413, rpc: STATUS_CODES.resourceExhausted },
  'request.unsupported_media_type': { http: 415, rpc: STATUS_CODES.unimplemented },
  'request.cross_site': { http: 403, rpc: STATUS_CODES.permissionDenied },
  'request.invalid': { http: 400, rpc: STATUS_CODES.invalidArgument },
}

/** What is not the sender's fault is 503 and not 500, because OTLP clients drop a batch on 500. */
function answerStatus(context: Context, error: unknown): Response {
  const known = error instanceof ProblemError ? STATUS[error.code] : undefined
  if (known !== undefined && error instanceof ProblemError) {
    return context.json({ code: known.rpc, message: error.message }, known.http)
  }
  context.header('retry-after', String(RETRY_AFTER_SECONDS))
  return context.json({ code: STATUS_CODES.unavailable, message: 'The batch was not stored; send it again.' }, 503)
}
