// OTLP over HTTP. 200 is answered only after what the request carried is on disk.

import { ROUTES } from '@trimtab/contract'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { VIA_HEADER } from '../../forward/forward.ts'
import { encodeExportResponse, encodeStatus } from '../../otlp/export-response.ts'
import type { Signal } from '../../otlp/otlp.ts'
import type { AppParts } from '../app-parts.ts'
import { createAuthorise } from '../authentication/door.ts'
import { addressOf, headersOf } from '../authentication/key-guard.ts'
import { withBody } from '../body/read-body.ts'
import { allowedOrigin, allowReading, answerPreflight } from '../otlp/cross-origin.ts'
import { type Spelling, spellingOf } from '../otlp/media-type.ts'
import { bodyBytesMaxOf, receiveOtlp, refuseWhileFull } from '../otlp/receive.ts'
import { asProblem, rpcStatusOf } from '../otlp/rpc-status.ts'
import { signalOf } from '../otlp/signal-path.ts'
import { ProblemError, type ProblemStatus } from '../problem.ts'
import { reportRefusal } from '../report-refusal.ts'
import { isFromAnotherSite } from '../site-guard.ts'

type OtlpParts = Pick<
  AppParts,
  'ingest' | 'ingestLoad' | 'forward' | 'authentication' | 'budget' | 'origins' | 'onDefect' | 'onRefusal' | 'metrics'
>

export function otlpRoutes(app: Hono, parts: OtlpParts): void {
  app.use(async function takeOtlp(context, next) {
    const signal = signalOf(context.req.path)
    return signal === null ? next() : answerOtlp(context, signal, parts)
  })
}

/** Before anybody is asked for a key: whoever has the wrong address is to hear of the address. */
export const hintAtOtlpPath: MiddlewareHandler = async function hintAtOtlpPath(context, next) {
  return isMeantForOtlp(context) ? hintAtPath(context) : next()
}

const SERVED: ReadonlySet<string> = new Set(Object.values(ROUTES))

/** How an address ends that was meant for OTLP: cut short, misspelled, or of a kind that is not taken. */
const LIKE_OTLP = /(?:^|\/)(?:v1|v1development|otel|otlp|opentelemetry|traces?|spans?|logs?|metrics?|profiles)\/?$/

function isMeantForOtlp(context: Context): boolean {
  const { method, path } = context.req
  if (method !== 'POST' || SERVED.has(path) || signalOf(path) !== null) return false
  if (path === '/') return true
  const spelling = spellingOf(context.req.header('content-type'))
  // Nothing else that is sent here is protobuf.
  return spelling !== null && (spelling.encoding === 'protobuf' || LIKE_OTLP.test(path))
}

async function answerOtlp(context: Context, signal: Signal, parts: OtlpParts): Promise<Response> {
  const origin = allowedOrigin(context, parts.origins)
  if (origin !== null) {
    if (context.req.method === 'OPTIONS') return answerPreflight(context, origin)
    allowReading(context, origin)
  }
  if (context.req.method !== 'POST')
    return context.text('405 method not allowed, supported: [POST]', 405, { allow: 'POST' })
  const spelling = spellingOf(context.req.header('content-type'))
  const address = addressOf(context)
  if (spelling === null) {
    reportRefusal(parts, { problem: new ProblemError('request.unsupported_media_type'), signal, address })
    return context.text('415 unsupported media type, supported: [application/json, application/x-protobuf]', 415)
  }
  try {
    if (origin === null && isFromAnotherSite(context.req.raw)) throw new ProblemError('request.cross_site')
    const header = headersOf(context)
    const permit = await createAuthorise(parts.authentication)(header, 'ingest', address)
    refuseWhileFull(parts)
    const { encoding, mediaType } = spelling
    const limits = { budget: parts.budget, bytesMax: bodyBytesMaxOf(permit), caller: permit.caller }
    return await withBody(context, limits, async (body, holding) => {
      const arrival = { signal, encoding, body, holding, permit, via: header(VIA_HEADER) }
      const rejected = await receiveOtlp(arrival, parts)
      const answer = encodeExportResponse(signal, encoding, rejected)
      return context.body(ownBytes(answer), 200, { 'content-type': mediaType })
    })
  } catch (error) {
    const problem = asProblem(error)
    reportRefusal(parts, { problem, signal, address })
    return answerStatus(context, problem, spelling)
  }
}

function answerStatus(context: Context, problem: ProblemError, { encoding, mediaType }: Spelling): Response {
  const status = rpcStatusOf(problem)
  if (status.retryAfterSeconds !== undefined) context.header('retry-after', String(status.retryAfterSeconds))
  return context.body(ownBytes(encodeStatus(encoding, status)), httpStatusOf(problem), { 'content-type': mediaType })
}

/** OTLP says 400 for whatever cannot be read. */
function httpStatusOf(problem: ProblemError): ProblemStatus | 400 {
  return problem.code === 'request.invalid' ? 400 : problem.status
}

const PATH_SHOWN_MAX = 100

/** An address given for one signal is used as it is, so its requests arrive here when the path was forgotten. */
function hintAtPath(context: Context): Response {
  const problem = new ProblemError(
    'not_found',
    `OTLP is taken at ${ROUTES.traces}, ${ROUTES.logs} and ${ROUTES.metrics}, and not at ${context.req.path.slice(0, PATH_SHOWN_MAX)}: ` +
      'OTEL_EXPORTER_OTLP_ENDPOINT is the address without a path, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT the one with it.',
  )
  const spelling = spellingOf(context.req.header('content-type'))
  if (spelling === null) throw problem
  return answerStatus(context, problem, spelling)
}

function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>
}
