// Sends the requests of a recording again as they were sent, to a real collector, and reads what became of them.
import { connect, type IncomingHttpHeaders } from 'node:http2'
import { gzipSync } from 'node:zlib'
import type { PredictionPage, PredictionWithTrace } from '@trimtab/contract'
import type { RecordedRequest } from './recording.ts'

const PAGE_ITEMS = 200
const GRPC_TIMEOUT_MS = 10_000
/** Of the headers that were sent, those that mean something to a receiver; the rest is of one connection. */
const HEADERS_SENT = /^(authorization|api_key|x-|user-agent$)/

export interface Target {
  url: string
  /** `host:port` of OTLP/gRPC; null where the collector has none. */
  grpc: string | null
}

/** Sends a request; resolves with what is wrong with the answer, or null. */
export async function send(request: RecordedRequest, { url, grpc }: Target): Promise<string | null> {
  if (request.isGrpc) return sendGrpc(request, grpc)
  const headers = Object.entries(request.headers).filter(([name]) => HEADERS_SENT.test(name))
  const response = await fetch(url + request.path, {
    method: 'POST',
    body: new Uint8Array(request.isGzipped ? gzipSync(request.body) : request.body),
    headers: {
      ...Object.fromEntries(headers),
      'content-type': request.contentType,
      ...(request.isGzipped ? { 'content-encoding': 'gzip' } : {}),
    },
  })
  const answer = await response.text()
  if (!response.ok) return `HTTP ${response.status} ${answer}`
  // A success says nothing at all in protobuf.
  const isPartial = request.contentType === 'application/x-protobuf' ? answer !== '' : /rejected/.test(answer)
  return isPartial ? `partial success: ${answer}` : null
}

/** One unary call over HTTP/2: a frame is one byte for compression and four for the length, then the message. */
function sendGrpc({ path, body }: RecordedRequest, grpc: string | null): Promise<string | null> {
  if (grpc === null) return Promise.resolve('the collector serves no gRPC')
  const frame = Buffer.alloc(5)
  frame.writeUInt32BE(body.length, 1)
  return new Promise((resolve) => {
    const session = connect(`http://${grpc}`)
    const end = (fault: string | null): void => {
      session.close()
      resolve(fault)
    }
    session.on('error', (error) => end(String(error)))
    const call = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    })
    let answerBytes = 0
    let status = ''
    // An answer without a message has its status among the headers.
    const readStatus = (headers: IncomingHttpHeaders): void => {
      status ||= String(headers['grpc-status'] ?? '')
    }
    call.setTimeout(GRPC_TIMEOUT_MS, () => end('no answer over gRPC'))
    call.on('response', readStatus)
    call.on('trailers', readStatus)
    call.on('data', (bytes: Buffer) => (answerBytes += bytes.length))
    call.on('error', (error) => end(String(error)))
    call.on('end', () => {
      if (status !== '0') end(`gRPC status ${status}`)
      else end(answerBytes > frame.length ? 'partial success over gRPC' : null)
    })
    call.end(Buffer.concat([frame, body]))
  })
}

/** Every prediction of a collector, each as a reader of it gets it, by id. */
export async function readPredictions(url: string): Promise<PredictionWithTrace[]> {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = (await readJson(`${url}/api/predictions?limit=${PAGE_ITEMS}${query}`)) as PredictionPage
    ids.push(...page.predictions.map(({ id }) => id))
    cursor = page.nextCursor
  }
  const read = ids.toSorted().map((id) => readJson(`${url}/api/predictions/${id}`))
  return (await Promise.all(read)) as PredictionWithTrace[]
}

async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
