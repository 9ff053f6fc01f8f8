// Where everyone who is measured delivers to: one server that takes what each of them sends, answers 200 at once, and
// counts what arrived only when it is asked, after the measuring.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { networkAddresses } from './addresses.ts'
import { answerParent } from './parent.ts'

interface Delivery {
  path: string
  encoding: string
  body: Buffer
}

/** What arrived that matches a pattern. */
export interface Count {
  distinct: number
  matches: string[]
  total: number
  requests: number
  bytes: number
}

const decoders: { readonly [encoding: string]: (body: Buffer) => Buffer } = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
}

let deliveries: Delivery[] = []
let delayMs = 0
let status = 200
let port = 0

/** What some of them ask before they send anything. */
function preamble(path: string, host: string): object | undefined {
  switch (path) {
    case '/info': // LangSmith: what this deployment can do
      return {
        version: '0.13.0',
        batch_ingest_config: { use_multipart_endpoint: true, size_limit: 100, size_limit_bytes: 20_971_520 },
        instance_flags: { zstd_compression_enabled: true, gzip_body_enabled: true },
      }
    case '/api/apikey/login': // Braintrust
      return { org_info: [{ id: 'o-1', name: 'bench', api_url: `http://${host}`, proxy_url: `http://${host}` }] }
    case '/api/project/register':
      return { project: { id: 'p-1', name: 'bench' } }
    case '/version':
      return { version: '1.0.0' }
    default:
      return undefined
  }
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const path = request.url ?? ''
  const said = preamble(path, request.headers.host ?? '')
  if (said === undefined && delayMs > 0) await sleep(delayMs)
  if (said === undefined && status < 300) {
    const encoding = request.headers['content-encoding'] ?? 'identity'
    deliveries.push({ path, encoding, body: Buffer.concat(parts) })
  }
  const isProtobuf = request.headers['content-type']?.includes('protobuf') ?? false
  response.writeHead(said === undefined ? status : 200, {
    'content-type': isProtobuf ? 'application/x-protobuf' : 'application/json',
  })
  response.end(isProtobuf ? '' : JSON.stringify(said ?? {}))
}

/** One for each address that the sink has. */
const servers: Server[] = []

async function listen(): Promise<number> {
  for (const address of ['127.0.0.1', ...networkAddresses()]) {
    const server = createServer((request, response) => {
      take(request, response).catch(() => response.destroy())
    })
    server.keepAliveTimeout = 60_000
    server.listen(port, address)
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
    servers.push(server)
  }
  return port
}

async function leave(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
}

function count({ pattern, paths = '' }: { pattern: string; paths?: string }): Count {
  const found = new Map<string, number>()
  const chosen = deliveries.filter(({ path }) => path.includes(paths))
  for (const { encoding, body } of chosen) {
    const text = (decoders[encoding] ?? ((same: Buffer) => same))(body).toString('utf8')
    for (const [match] of text.matchAll(new RegExp(pattern, 'g'))) found.set(match, (found.get(match) ?? 0) + 1)
  }
  return {
    distinct: found.size,
    matches: [...found.keys()],
    total: [...found.values()].reduce((sum, times) => sum + times, 0),
    requests: chosen.length,
    bytes: chosen.reduce((sum, { body }) => sum + body.length, 0),
  }
}

answerParent({
  listen,
  count,
  reset: () => {
    deliveries = []
    delayMs = 0
    status = 200
  },
  delay: (newDelayMs: number) => {
    delayMs = newDelayMs
  },
  status: (newStatus: number) => {
    status = newStatus
  },
  /** Nobody answers at its address any more. */
  leave,
})
