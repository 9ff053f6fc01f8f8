// Sends an input as a gRPC call, with frames, packings and headers that are right or wrong, and reads its trailers.
import {
  type ClientHttp2Session,
  connect,
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2'
import { deflateSync, gzipSync } from 'node:zlib'
import { fieldsOf } from '../../packages/collector/src/otlp/fixtures/message-fields.ts'
import type { Made } from './bombs.ts'
import { damage } from './damage.ts'
import { type Sent, SILENCE_MS_MAX } from './laws.ts'
import type { Random } from './random.ts'

const SERVICES = { traces: 'trace.v1.TraceService', logs: 'logs.v1.LogsService', metrics: 'metrics.v1.MetricsService' }
const ODD_METHODS = ['/', '/grpc.health.v1.Health/Check', '/a.B/C', `/${'a'.repeat(2000)}`, '/%00']
const ODD_CONTENT_TYPES = ['application/json', 'text/plain', 'application/grpc+json', '']
const ODD_PACKINGS = ['gzip', 'br', 'identity', 'gzip, gzip', '']
const FRAME_HEADER_BYTES = 5

export interface GrpcLine {
  send: (made: Made, random: Random) => Promise<Sent>
  close: () => void
}

interface Call {
  headers: { [header: string]: string }
  body: Buffer
  /** Whether its headers are those of an export, so that nothing but its bytes may be wrong. */
  isExport: boolean
}

interface Ended {
  headers: IncomingHttpHeaders & IncomingHttpStatusHeader
  trailers: IncomingHttpHeaders
  body: Buffer
}

/** One connection, as a client keeps it; another one where it was closed. */
export function openGrpcLine(port: number): GrpcLine {
  let session: ClientHttp2Session | null = null
  const sessionNow = (): ClientHttp2Session => {
    if (session !== null && !session.closed && !session.destroyed) return session
    session = connect(`http://127.0.0.1:${port}`)
    session.on('error', () => undefined)
    return session
  }
  return {
    send: async (made, random) => {
      const call = makeCall(made, random)
      const ended = await exchange(sessionNow(), call)
      return {
        wrong: typeof ended === 'string' ? ended : wrongWith(ended, call),
        status: typeof ended === 'string' ? 'none' : `grpc ${statusOf(ended)}`,
        head: Buffer.from(JSON.stringify(call.headers)),
        body: call.body,
      }
    },
    close: () => session?.destroy(),
  }
}

function makeCall(made: Made, random: Random): Call {
  const isExport = random.chance(0.85)
  const path = `/opentelemetry.proto.collector.${SERVICES[made.signal]}/Export`
  const headers: { [header: string]: string } = {
    ':method': 'POST',
    ':path': isExport ? path : random.pick([path, ...ODD_METHODS]),
    'content-type': isExport ? 'application/grpc' : random.pick(['application/grpc+proto', ...ODD_CONTENT_TYPES]),
    te: 'trailers',
  }
  const kind = random.below(10)
  if (kind === 0)
    return { headers: { ...headers, 'grpc-encoding': random.pick(ODD_PACKINGS) }, body: frame(made.body, 1), isExport }
  if (kind === 1) return { headers, body: frame(made.body, random.below(256)), isExport }
  if (kind === 2) return { headers, body: damage(frame(made.body, 0), random), isExport }
  if (kind === 3) return { headers, body: Buffer.concat([frame(made.body, 0), frame(made.body, 0)]), isExport }
  if (kind < 6) {
    const [name, packer] = random.pick([['gzip', gzipSync] as const, ['deflate', deflateSync] as const])
    const packed = random.chance(0.3) ? damage(packer(made.body), random) : packer(made.body)
    return { headers: { ...headers, 'grpc-encoding': name }, body: frame(packed, 1), isExport }
  }
  return { headers, body: frame(made.body, 0), isExport }
}

function frame(message: Buffer, flag: number): Buffer {
  const header = Buffer.alloc(FRAME_HEADER_BYTES)
  header.writeUInt8(flag, 0)
  header.writeUInt32BE(message.length, 1)
  return Buffer.concat([header, message])
}

function exchange(session: ClientHttp2Session, { headers, body }: Call): Promise<Ended | string> {
  return new Promise((resolve) => {
    const stream = session.request(headers)
    const ended: Ended = { headers: {}, trailers: {}, body: Buffer.alloc(0) }
    stream.setTimeout(SILENCE_MS_MAX, () => {
      resolve('there was no end of the answer')
      stream.close(constants.NGHTTP2_CANCEL)
    })
    stream.on('response', (said) => (ended.headers = said))
    stream.on('trailers', (said: IncomingHttpHeaders) => (ended.trailers = said))
    stream.on('data', (chunk: Buffer) => (ended.body = Buffer.concat([ended.body, chunk])))
    stream.on('error', () => undefined)
    stream.on('close', () => resolve(ended))
    stream.end(body)
  })
}

function statusOf({ headers, trailers }: Ended): string {
  const status = trailers['grpc-status'] ?? headers['grpc-status']
  return typeof status === 'string' ? status : `none (${headers[':status'] ?? 'no answer'})`
}

/** OK, invalid argument, deadline exceeded, resource exhausted, unavailable; unimplemented of what is no export. */
const STATUSES: ReadonlySet<string> = new Set(['0', '3', '4', '8', '12', '14'])

function wrongWith(ended: Ended, { isExport }: Call): string | null {
  const status = statusOf(ended)
  if (!isExport && ended.headers[':status'] === 415) return null
  if (!STATUSES.has(status)) return `the gRPC status is ${status}`
  const message = ended.trailers['grpc-message'] ?? ended.headers['grpc-message']
  if (status !== '0') return typeof message === 'string' && message !== '' ? null : 'a refused call says nothing'
  try {
    if (ended.body.readUInt32BE(1) !== ended.body.length - FRAME_HEADER_BYTES) return 'the answer is no whole message'
    fieldsOf(ended.body.subarray(FRAME_HEADER_BYTES))
    return null
  } catch (error) {
    return `the answer is no message: ${String(error)}`
  }
}
