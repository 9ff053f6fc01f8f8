// One gRPC call from its headers to its trailers. The answers are those of OTLP over HTTP in gRPC's words.

import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import { VIA_HEADER } from '../../forward/forward.ts'
import { encodeExportResponse, encodeStatus } from '../../otlp/export-response.ts'
import type { Signal } from '../../otlp/otlp.ts'
import type { AppParts } from '../app-parts.ts'
import { createAuthorise, type HeaderReader } from '../authentication/door.ts'
import { PATIENCE, receive } from '../body/read-body.ts'
import type { Holding } from '../body/byte-budget.ts'
import { bodyBytesMaxOf, receiveOtlp, refuseWhileFull } from '../otlp/receive.ts'
import { asProblem, RPC_CODES, type RpcStatus, rpcStatusOf } from '../otlp/rpc-status.ts'
import { ProblemError } from '../problem.ts'
import { reportRefusal } from '../report-refusal.ts'
import { packingOf, unpack } from '../body/unpack.ts'
import { FRAME_HEADER_BYTES, readFrame, refuseTooLarge, writeFrame } from './message-frame.ts'
import { EXPORT_METHODS, HEALTH_METHOD, healthAnswer } from './methods.ts'

export type GrpcParts = Pick<
  AppParts,
  'ingest' | 'ingestLoad' | 'forward' | 'authentication' | 'budget' | 'isReady' | 'onDefect' | 'onRefusal' | 'metrics'
>

/** As it is sent. A client refuses headers of more than 8 kB in all, and the message is in two of them. */
const MESSAGE_CHARS_MAX = 2000

const ANSWER_HEADERS = {
  ':status': 200,
  'content-type': 'application/grpc',
  'grpc-accept-encoding': 'identity,gzip,deflate,zstd',
}

export async function answerCall(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  parts: GrpcParts,
): Promise<void> {
  // A client that goes away ends the call; what it sent is stored or not all the same.
  stream.on('error', () => undefined)
  if (!isGrpc(headers)) return stream.respond({ ':status': 415 }, { endStream: true })
  const path = headers[':path'] ?? ''
  if (path === HEALTH_METHOD) return succeed(stream, healthAnswer(parts.isReady()))
  const signal = EXPORT_METHODS.get(path)
  if (signal === undefined) return fail(stream, { code: RPC_CODES.unimplemented, message: `No method ${path}.` })
  const address = stream.session?.socket.remoteAddress ?? ''
  try {
    succeed(stream, await takeExport(stream, { signal, address, header: headerReader(headers) }, parts))
  } catch (error) {
    const problem = asProblem(error)
    reportRefusal(parts, { problem, signal, address })
    fail(stream, rpcStatusOf(problem))
  }
}

interface Call {
  signal: Signal
  address: string
  header: HeaderReader
}

async function takeExport(
  stream: ServerHttp2Stream,
  { signal, address, header }: Call,
  parts: GrpcParts,
): Promise<Uint8Array> {
  const permit = await createAuthorise(parts.authentication)(header, 'ingest', address)
  refuseWhileFull(parts)
  const bytesMax = bodyBytesMaxOf(permit)
  const take = async (holding: Holding): Promise<Uint8Array> => {
    const body = await readMessage(stream, { header, bytesMax, holding })
    const arrival = { signal, encoding: 'protobuf', body, holding, permit, via: header(VIA_HEADER) } as const
    return encodeExportResponse(signal, 'protobuf', await receiveOtlp(arrival, parts))
  }
  return parts.budget.hold(0, take, permit.caller)
}

interface ReadOptions {
  header: HeaderReader
  bytesMax: number
  holding: Holding
}

async function readMessage(stream: ServerHttp2Stream, { header, bytesMax, holding }: ReadOptions): Promise<Uint8Array> {
  const received = await receive(stream.iterator({ destroyOnReturn: false }), {
    bytesMax: bytesMax + FRAME_HEADER_BYTES,
    patience: PATIENCE,
    holding,
    checkFirst: (first) => refuseTooLarge(first, bytesMax),
  })
  const { isPacked, message } = readFrame(received)
  if (!isPacked) return message
  const packing = packingOf(header('grpc-encoding'))
  if (packing === null)
    throw new ProblemError('request.invalid', 'The message says that it is packed, and grpc-encoding does not say how.')
  const body = await unpack(message, { packing, bytesMax, holding })
  holding.give(received.byteLength)
  return body
}

function succeed(stream: ServerHttp2Stream, answer: Uint8Array): void {
  if (stream.destroyed || stream.closed) return
  stream.respond(ANSWER_HEADERS, { waitForTrailers: true })
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(RPC_CODES.ok) }))
  stream.end(writeFrame(answer))
}

function fail(stream: ServerHttp2Stream, status: RpcStatus): void {
  if (stream.destroyed || stream.closed) return
  const { message, encoded } = shorten(status.message)
  const short = { ...status, message }
  stream.respond(
    {
      ...ANSWER_HEADERS,
      'grpc-status': String(short.code),
      'grpc-message': encoded,
      'grpc-status-details-bin': Buffer.from(encodeStatus('protobuf', short)).toString('base64'),
    },
    { endStream: true },
  )
  // Whatever is still on its way is not wanted.
  if (!stream.readableEnded) stream.close(constants.NGHTTP2_NO_ERROR)
  stream.resume()
}

/** As much of it as can be sent once it is percent-encoded, in which one character may take twelve. */
function shorten(message: string): { message: string; encoded: string } {
  const kept: string[] = []
  let encoded = ''
  for (const character of message.toWellFormed()) {
    const next = character === ' ' ? character : encodeURIComponent(character)
    if (encoded.length + next.length > MESSAGE_CHARS_MAX) break
    encoded += next
    kept.push(character)
  }
  // A header with a space at an end is dropped whole.
  return { message: kept.join('').trim(), encoded: encoded.trim() }
}

function isGrpc(headers: IncomingHttpHeaders): boolean {
  return headers[':method'] === 'POST' && /^application\/grpc(\+proto)?(;|$)/i.test(headers['content-type'] ?? '')
}

function headerReader(headers: IncomingHttpHeaders): HeaderReader {
  return (name) => {
    const value = headers[name]
    return Array.isArray(value) ? value[0] : value
  }
}
