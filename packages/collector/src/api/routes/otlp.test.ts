import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { OTLP_BODY_BYTES_MAX, OTLP_PREFIXES } from '@trimtab/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeParts, ORIGIN, recordingIngest, STORED } from '../../fixtures/app-parts.ts'
import { spanFields, traceRequest } from '../../fixtures/otlp-body.ts'
import type { Receipt } from '../../ingest/ingest.ts'
import { createApp } from '../app.ts'
import type { AppParts } from '../app-parts.ts'
import { createByteBudget } from '../body/byte-budget.ts'

const TRACES = '/v1/traces'
const JSON_TYPE = 'application/json'
const PROTOBUF_TYPE = 'application/x-protobuf'
const JSON_BODY = new TextEncoder().encode(JSON.stringify(traceRequest(spanFields())))
/** One `ResourceSpans` without anything in it. */
const PROTOBUF_BODY = Uint8Array.of(0x0a, 0x00)

const DISK_FULL = new Error('disk full')

let ingest: ReturnType<typeof recordingIngest>
let parts: ReturnType<typeof makeParts>

function open(answer?: Receipt, said: Partial<AppParts> = {}) {
  ingest = recordingIngest(() => answer ?? STORED)
  parts = makeParts({ ingest, ...said })
  return createApp(parts)
}

let app: ReturnType<typeof createApp>
beforeEach(() => {
  app = open()
})

type Headers = { [name: string]: string }

async function post(path: string, body: Uint8Array | string, headers: Headers = {}): Promise<Response> {
  return app.request(`${ORIGIN}${path}`, {
    method: 'POST',
    headers: { 'content-type': JSON_TYPE, ...headers },
    body: body as NonNullable<RequestInit['body']>,
  })
}

/** Its code and message, in whichever encoding it came. */
async function statusOf(response: Response): Promise<{ code: number; message: string }> {
  if (response.headers.get('content-type') === JSON_TYPE)
    return (await response.json()) as { code: number; message: string }
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect([bytes[0], bytes[2]]).toEqual([0x08, 0x12])
  return { code: bytes[1] ?? -1, message: new TextDecoder().decode(bytes.subarray(4, 4 + (bytes[3] ?? 0))) }
}

describe('an export', () => {
  it.each([
    [JSON_TYPE, JSON_BODY, 'json', '{}'],
    [PROTOBUF_TYPE, PROTOBUF_BODY, 'protobuf', ''],
    ['application/protobuf', PROTOBUF_BODY, 'protobuf', ''],
    ['application/json; charset=utf-8', JSON_BODY, 'json', '{}'],
    ['APPLICATION/JSON', JSON_BODY, 'json', '{}'],
    ['Application/X-Protobuf;v=1', PROTOBUF_BODY, 'protobuf', ''],
  ] as const)('as %s is answered in kind once it is stored', async (contentType, body, encoding, answer) => {
    const response = await post(TRACES, body, { 'content-type': contentType })
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      contentType.split(';')[0]?.toLowerCase(),
      answer,
    ])
    expect(ingest.parcels).toEqual([{ kind: 'otlp', signal: 'traces', encoding, body: Uint8Array.from(body) }])
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['zstd', zstdCompressSync],
    ['identity', (bytes: Uint8Array) => bytes],
    ['', (bytes: Uint8Array) => bytes],
  ])('may be packed with %j', async (packing, pack) => {
    const response = await post(TRACES, pack(JSON_BODY), { 'content-encoding': packing })
    expect([response.status, ingest.parcels]).toMatchObject([200, [{ body: JSON_BODY }]])
  })

  it.each(['traces', 'logs', 'metrics'])('of %s is taken wherever the user put the collector', async (signal) => {
    for (const prefix of ['', ...OTLP_PREFIXES, '/mycollector', '/a/b/c', '/']) {
      expect((await post(`${prefix}/v1/${signal}`, JSON_BODY)).status).toBe(200)
    }
    expect((await post(`/v1/${signal}/`, JSON_BODY)).status).toBe(200)
    expect(new Set(ingest.parcels.map((parcel) => parcel.kind === 'otlp' && parcel.signal))).toEqual(new Set([signal]))
    expect((await post(`/v1/${signal}x`, JSON_BODY)).status).toBe(404)
    expect((await post(`/xv1/${signal}`, JSON_BODY)).status).toBe(404)
  })

  it('of nothing is a success in both encodings, and troubles nobody', async () => {
    for (const contentType of [JSON_TYPE, PROTOBUF_TYPE])
      expect((await post(TRACES, '', { 'content-type': contentType, 'content-encoding': 'gzip' })).status).toBe(200)
    expect(ingest.parcels).toEqual([])
  })

  it('is a partial success where some of it could not be used', async () => {
    app = open({ ...STORED, rejected: 2, reason: 'no ids' })
    expect(await (await post(TRACES, JSON_BODY)).json()).toEqual({
      partialSuccess: { rejectedSpans: '2', errorMessage: 'no ids' },
    })
    const response = await post('/v1/logs', PROTOBUF_BODY, { 'content-type': PROTOBUF_TYPE })
    const partial = [0x0a, 0x0a, 0x08, 0x02, 0x12, 0x06, ...Buffer.from('no ids')]
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual(partial)
  })

  it('hands over memory that nobody else uses', async () => {
    await post(TRACES, JSON_BODY)
    const [parcel] = ingest.parcels
    expect(parcel?.kind === 'otlp' && parcel.body.buffer.byteLength).toBe(JSON_BODY.byteLength)
  })
})

describe('a request that cannot be an export', () => {
  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('by its method %s is told which one is', async (method) => {
    const response = await app.request(`${ORIGIN}${TRACES}`, { method })
    expect([response.status, response.headers.get('allow'), response.headers.get('content-type')]).toEqual([
      405,
      'POST',
      'text/plain; charset=UTF-8',
    ])
    expect(await response.text()).toBe('405 method not allowed, supported: [POST]')
  })

  it.each(['', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'json'])(
    'by its content type %j is told which ones are',
    async (contentType) => {
      const response = await post(TRACES, JSON_BODY, { 'content-type': contentType })
      expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
        415,
        'text/plain; charset=UTF-8',
        '415 unsupported media type, supported: [application/json, application/x-protobuf]',
      ])
    },
  )

  it.each(['/v1/trace', '/otel', '/api/public/otel', '/otel/v1/', '/v1/span', '/anything'])(
    'because it has the wrong path is told the right one at %s, whatever its key',
    async (path) => {
      const response = await post(path, PROTOBUF_BODY, { 'content-type': PROTOBUF_TYPE })
      const { code, message } = await statusOf(response)
      expect([response.status, code, message.includes('/v1/traces')]).toEqual([404, 5, true])
    },
  )

  it('because it forgot the path is told it', async () => {
    const response = await post('/', PROTOBUF_BODY, { 'content-type': PROTOBUF_TYPE })
    const { code, message } = await statusOf(response)
    expect([response.status, code]).toEqual([404, 5])
    expect(message).toContain('/v1/traces')
    const other = await post('/', 'a=b', { 'content-type': 'text/plain' })
    expect(await other.json()).toMatchObject({ status: 404, detail: expect.stringContaining('/v1/traces') as string })
  })
})

describe.each([
  [JSON_TYPE, JSON_BODY],
  [PROTOBUF_TYPE, PROTOBUF_BODY],
])('a failure of an export as %s', (contentType, body) => {
  const send = (bytes: Uint8Array | string = body, headers: Headers = {}) =>
    post(TRACES, bytes, { 'content-type': contentType, ...headers })

  it.each<{ what: string; receipt: Receipt; http: number; rpc: number; retryAfter: string | null }>([
    {
      what: 'that is no such request',
      receipt: { outcome: 'invalid', message: 'not OTLP' },
      http: 400,
      rpc: 3,
      retryAfter: null,
    },
    {
      what: 'that holds too much',
      receipt: { outcome: 'too-large', message: 'too many' },
      http: 413,
      rpc: 8,
      retryAfter: null,
    },
    { what: 'while too much is under way', receipt: { outcome: 'busy' }, http: 503, rpc: 14, retryAfter: '1' },
    {
      what: 'that was not stored',
      receipt: { outcome: 'unavailable', cause: DISK_FULL },
      http: 503,
      rpc: 14,
      retryAfter: '2',
    },
  ])('$what says so in its own encoding', async ({ receipt, http, rpc, retryAfter }) => {
    app = open(receipt)
    const response = await send()
    expect([response.status, response.headers.get('content-type'), response.headers.get('retry-after')]).toEqual([
      http,
      contentType,
      retryAfter,
    ])
    const { code, message } = await statusOf(response)
    expect([code, message.includes('disk full'), message.length > 5]).toEqual([rpc, false, true])
    expect(parts.defects).toEqual(receipt.outcome === 'unavailable' ? [DISK_FULL] : [])
  })

  it('while the writer is full is answered before the body is looked at', async () => {
    app = open(STORED, { ingestLoad: () => ({ parcels: 2048, bytes: 0, isFull: true }) })
    const response = await post(TRACES, Uint8Array.of(1, 2, 3), {
      'content-type': contentType,
      'content-encoding': 'gzip',
    })
    expect([response.status, response.headers.get('retry-after'), (await statusOf(response)).code]).toEqual([
      503,
      '1',
      14,
    ])
    expect(ingest.parcels).toEqual([])
  })

  it('that nobody foresaw is never final', async () => {
    ingest.submit = () => Promise.reject(new Error('a defect'))
    const response = await send()
    expect([response.status, (await statusOf(response)).code, parts.defects]).toMatchObject([
      503,
      14,
      [{ message: 'a defect' }],
    ])
  })

  it.each<[what: string, encoding: string, http: number, rpc: number]>([
    ['gzip', 'gzip', 400, 3],
    ['zstd', 'zstd', 400, 3],
    ['deflate', 'deflate', 400, 3],
    ['something nobody here unpacks', 'br', 415, 12],
    ['two encodings', 'gzip, gzip', 415, 12],
  ])('that is not the %s it says is refused', async (_what, encoding, http, rpc) => {
    const response = await send('no such thing', { 'content-encoding': encoding })
    expect([response.status, (await statusOf(response)).code, ingest.parcels, parts.defects]).toEqual([
      http,
      rpc,
      [],
      [],
    ])
  })

  it('that is too large is refused, packed or not, whatever it declares', async () => {
    const bomb = gzipSync(Buffer.alloc(OTLP_BODY_BYTES_MAX + 1, ' '))
    expect(bomb.byteLength).toBeLessThan(100_000)
    for (const response of [
      await send(bomb, { 'content-encoding': 'gzip' }),
      await send(Buffer.alloc(OTLP_BODY_BYTES_MAX + 1, ' ')),
      await send('', { 'content-length': String(OTLP_BODY_BYTES_MAX + 1) }),
      await send('', { 'content-length': '99999999999999999999' }),
    ]) {
      expect([response.status, await statusOf(response)]).toEqual([
        413,
        { code: 8, message: `The body is larger than ${OTLP_BODY_BYTES_MAX} bytes.` },
      ])
    }
    expect(parts.budget.bytesHeld()).toBe(0)
  })

  it('while the memory for bodies is used up comes at once and asks to come again', async () => {
    app = open(STORED, { budget: createByteBudget({ bytesMax: 1000 }) })
    const response = await send()
    expect([response.status, response.headers.get('retry-after'), (await statusOf(response)).code]).toEqual([
      503,
      '1',
      14,
    ])
    expect(parts.defects).toEqual([])
  })

  it('of a page of another site is refused before it is read', async () => {
    const response = await send(body, { origin: 'https://evil.example' })
    expect([response.status, (await statusOf(response)).code, ingest.parcels]).toEqual([403, 7, []])
  })
})

describe('a body', () => {
  it('of up to the limit is taken', async () => {
    const padded = gzipSync(Buffer.from(JSON_BODY).toString().padEnd(OTLP_BODY_BYTES_MAX, ' '))
    expect((await post(TRACES, padded, { 'content-encoding': 'gzip' })).status).toBe(200)
  })

  it('is held against the budget until its answer', async () => {
    const held: number[] = []
    app = open()
    ingest.submit = () => {
      held.push(parts.budget.bytesHeld())
      return Promise.resolve(STORED)
    }
    await post(TRACES, gzipSync(Buffer.alloc(100_000, ' ')), { 'content-encoding': 'gzip' })
    expect([(held[0] ?? 0) >= 100_000, (held[0] ?? 0) < 150_000, parts.budget.bytesHeld()]).toEqual([true, true, 0])
  })
})

describe('pages of declared origins', () => {
  const origin = 'https://app.example'
  const preflight = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,X-Tenant, cookie,traceparent,x-api-key',
  }

  it('may send, and read the answer', async () => {
    app = open(STORED, { origins: [origin] })
    const asked = await app.request(`${ORIGIN}${TRACES}`, { method: 'OPTIONS', headers: preflight })
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, origin])
    expect(asked.headers.get('access-control-allow-headers')).toBe('content-type, x-tenant, traceparent, x-api-key')
    expect(asked.headers.get('access-control-allow-methods')).toBe('POST')
    expect(asked.headers.get('vary')).toMatch(/origin/i)
    const sent = await post(TRACES, JSON_BODY, { origin })
    expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([200, origin])
    const failed = await post(TRACES, 'text', { origin, 'content-encoding': 'gzip' })
    expect([failed.status, failed.headers.get('access-control-allow-origin')]).toEqual([400, origin])
  })

  it('are the only ones', async () => {
    for (const origins of [[], ['https://app.example.evil'], ['http://app.example']]) {
      app = open(STORED, { origins })
      const asked = await app.request(`${ORIGIN}${TRACES}`, { method: 'OPTIONS', headers: preflight })
      expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([405, null])
      expect((await post(TRACES, JSON_BODY, { origin })).status).toBe(403)
    }
  })
})
