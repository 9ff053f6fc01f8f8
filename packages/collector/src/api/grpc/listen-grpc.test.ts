import { randomBytes } from 'node:crypto'
import { connect, constants } from 'node:http2'
import { createConnection } from 'node:net'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, compressionAlgorithms, credentials, Metadata, type ServiceError } from '@grpc/grpc-js'
import { OTLP_BODY_BYTES_MAX } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeParts, recordingIngest, STORED } from '../../fixtures/app-parts.ts'
import type { Receipt } from '../../ingest/ingest.ts'
import type { AppParts } from '../app-parts.ts'
import { createByteBudget } from '../body/byte-budget.ts'
import { type GrpcListening, listenGrpc } from './listen-grpc.ts'

const TRACES = '/opentelemetry.proto.collector.trace.v1.TraceService/Export'
/** One `ResourceSpans` without anything in it. */
const BODY = Buffer.from([0x0a, 0x00])

let ingest: ReturnType<typeof recordingIngest>
let parts: ReturnType<typeof makeParts>
let listening: GrpcListening
let clients: Client[]

async function open(
  answer: () => Receipt | Promise<Receipt> = () => STORED,
  said: Partial<AppParts> = {},
  times: { greetingMsMax?: number; idleMsMax?: number } = {},
) {
  await listening?.stop()
  ingest = recordingIngest(answer)
  parts = makeParts({ ingest, ...said })
  listening = await listenGrpc({ parts, host: '127.0.0.1', port: 0, times })
}

beforeEach(async () => {
  clients = []
  await open()
})
afterEach(async () => {
  for (const client of clients) client.close()
  await listening.stop()
})

const asIs = (bytes: Buffer) => bytes

interface Called {
  answer: Buffer | null
  error: ServiceError | null
}

function call(path: string, body: Buffer, said: { gzip?: boolean; metadata?: { [name: string]: string } } = {}) {
  const client = new Client(`127.0.0.1:${listening.port}`, credentials.createInsecure(), {
    'grpc.max_send_message_length': -1,
    ...(said.gzip === true ? { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip } : {}),
  })
  clients.push(client)
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(said.metadata ?? {})) metadata.set(name, value)
  return new Promise<Called>((resolve) => {
    client.makeUnaryRequest(path, asIs, asIs, body, metadata, { deadline: Date.now() + 10_000 }, (error, answer) =>
      resolve({ answer: answer ?? null, error }),
    )
  })
}

describe('an export over gRPC', () => {
  it.each([
    ['trace.v1.TraceService', 'traces'],
    ['logs.v1.LogsService', 'logs'],
    ['metrics.v1.MetricsService', 'metrics'],
  ])('to %s is answered once it is stored', async (service, signal) => {
    const { answer, error } = await call(`/opentelemetry.proto.collector.${service}/Export`, BODY)
    expect([error, answer?.byteLength]).toEqual([null, 0])
    expect(ingest.parcels).toEqual([{ kind: 'otlp', signal, encoding: 'protobuf', body: Uint8Array.from(BODY) }])
  })

  it('may be packed, and of any size up to the limit', async () => {
    const large = Buffer.alloc(5_000_000, 'x')
    expect((await call(TRACES, large, { gzip: true })).error).toBeNull()
    expect((await call(TRACES, large)).error).toBeNull()
    expect(ingest.parcels).toMatchObject([
      { body: { byteLength: large.length } },
      { body: { byteLength: large.length } },
    ])
    expect(parts.budget.bytesHeld()).toBe(0)
  })

  it('holds only what came out once it is unpacked', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<Receipt>()
    await open(() => released)
    const large = randomBytes(1_000_000)
    const called = call(TRACES, large, { gzip: true })
    await expect.poll(() => ingest.parcels.length).toBe(1)
    expect(parts.budget.bytesHeld()).toBeLessThan(large.length * 1.1)
    release(STORED)
    expect((await called).error).toBeNull()
  })

  it('of nothing is a success', async () => {
    expect((await call(TRACES, Buffer.alloc(0))).error).toBeNull()
    expect(ingest.parcels).toEqual([])
  })

  it('says in part what was refused', async () => {
    await open(() => ({ ...STORED, rejected: 3, reason: 'no ids' }))
    const { answer } = await call(TRACES, BODY)
    expect(answer?.toString('latin1')).toContain('no ids')
  })
})

describe('a failure over gRPC', () => {
  it.each<[receipt: Receipt, code: number, retrySeconds: number | null]>([
    [{ outcome: 'invalid', message: 'not OTLP' }, 3, null],
    [{ outcome: 'too-large', message: 'too many spans' }, 8, null],
    [{ outcome: 'busy' }, 14, 1],
    [{ outcome: 'unavailable', cause: new Error('disk full') }, 14, 2],
  ])('for %j has the code and the wait that clients know', async (receipt, code, retrySeconds) => {
    await open(() => receipt)
    const { error } = await call(TRACES, BODY)
    expect([error?.code, error?.details.includes('disk full')]).toEqual([code, false])
    const [details] = error?.metadata.get('grpc-status-details-bin') ?? []
    const hasRetryInfo = details?.toString('latin1').includes('google.rpc.RetryInfo') ?? false
    expect(hasRetryInfo).toBe(retrySeconds !== null)
    expect(parts.defects).toHaveLength(receipt.outcome === 'unavailable' ? 1 : 0)
  })

  it('for a message past the limit comes before it is read, packed or not', async () => {
    const large = Buffer.alloc(OTLP_BODY_BYTES_MAX + 1)
    expect((await call(TRACES, large)).error?.code).toBe(8)
    expect((await call(TRACES, large, { gzip: true })).error?.code).toBe(8)
    expect([ingest.parcels, parts.budget.bytesHeld()]).toEqual([[], 0])
  })

  it('while the writer is full comes before the message is looked at', async () => {
    await open(undefined, { ingestLoad: () => ({ parcels: 2048, bytes: 0, isFull: true }) })
    expect((await call(TRACES, Buffer.alloc(0))).error?.code).toBe(14)
    expect(ingest.parcels).toEqual([])
  })

  it('while the memory for bodies is used up says to come again', async () => {
    await open(undefined, { budget: createByteBudget({ bytesMax: 1000 }) })
    expect((await call(TRACES, BODY)).error?.code).toBe(14)
  })

  it('by the wrong key says so, whichever way it was sent', async () => {
    const authorise = async ({ authorization, apiKeys }: { authorization?: string; apiKeys: (string | undefined)[] }) =>
      authorization === 'Bearer good' || apiKeys.includes('good')
        ? { outcome: 'allowed' as const, key: null }
        : { outcome: authorization === undefined ? ('missing' as const) : ('forbidden' as const) }
    await open(undefined, {
      authentication: {
        ...makeParts().authentication,
        authorise: authorise as AppParts['authentication']['authorise'],
      },
    })
    expect((await call(TRACES, BODY)).error?.code).toBe(16)
    expect((await call(TRACES, BODY, { metadata: { authorization: 'Bearer other' } })).error?.code).toBe(7)
    expect((await call(TRACES, BODY, { metadata: { authorization: 'Bearer good' } })).error).toBeNull()
    expect((await call(TRACES, BODY, { metadata: { 'x-api-key': 'good' } })).error).toBeNull()
  })

  it.each(['é', '%', '😀', 'a b', '\ud800'])('told at length in %j fits what a client takes', async (text) => {
    await open(() => ({ outcome: 'invalid', message: text.repeat(20_000) }))
    const { error } = await call(TRACES, BODY)
    expect([error?.code, error?.details.slice(0, text.length)]).toEqual([3, text.toWellFormed()])
    expect(encodeURIComponent(error?.details.replaceAll(' ', '') ?? '').length).toBeLessThanOrEqual(2000)
    expect(error?.details.length).toBeGreaterThan(100)
  })

  it('for a method nobody serves is that', async () => {
    expect(
      (await call('/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export', BODY)).error?.code,
    ).toBe(12)
  })
})

/** What no client library would send. */
async function sendRaw(
  chunks: Uint8Array[],
  headers: { [name: string]: string } = {},
): Promise<{ [name: string]: unknown }> {
  const session = connect(`http://127.0.0.1:${listening.port}`)
  const stream = session.request({
    ':method': 'POST',
    ':path': TRACES,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  })
  const said: { [name: string]: unknown } = {}
  stream.on('response', (response) => void Object.assign(said, response))
  stream.on('trailers', (trailers: object) => void Object.assign(said, trailers))
  stream.resume()
  const closed = once(stream, 'close')
  for (const chunk of chunks) {
    stream.write(chunk)
    await pause(5)
  }
  stream.end()
  await closed
  session.close()
  return said
}

describe('bytes that are no call', () => {
  it.each<[what: string, chunks: Uint8Array[], headers: { [name: string]: string }, code: string]>([
    ['nothing', [], {}, '3'],
    ['half a frame', [Buffer.from([0, 0])], {}, '3'],
    ['less than it names', [Buffer.from([0, 0, 0, 0, 9, 1])], {}, '3'],
    ['two messages', [Buffer.from([0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1])], {}, '3'],
    ['more than the limit by its own word', [Buffer.from([0, 255, 255, 255, 255])], {}, '8'],
    ['no gzip', [Buffer.from([1, 0, 0, 0, 2, 1, 2])], { 'grpc-encoding': 'gzip' }, '3'],
    ['an encoding of nobody', [Buffer.from([1, 0, 0, 0, 2, 1, 2])], { 'grpc-encoding': 'snappy' }, '12'],
    ['packed, and nobody says how', [Buffer.from([1, 0, 0, 0, 2, 10, 0])], {}, '3'],
    ['packed as nothing', [Buffer.from([1, 0, 0, 0, 2, 10, 0])], { 'grpc-encoding': 'identity' }, '3'],
    ['a flag of nobody', [Buffer.from([2, 0, 0, 0, 2, 10, 0])], {}, '3'],
    ['all flags at once', [Buffer.from([7, 0, 0, 0, 2, 10, 0])], { 'grpc-encoding': 'gzip' }, '3'],
    ['a frame byte by byte', [0, 0, 0, 0, 2, 10, 0].map((byte) => Uint8Array.of(byte)), {}, '0'],
  ])('%s is answered all the same', async (_what, chunks, headers, code) => {
    expect(await sendRaw(chunks, headers)).toMatchObject({ ':status': 200, 'grpc-status': code })
    expect([parts.defects, parts.budget.bytesHeld()]).toEqual([[], 0])
  })

  it('as another content type are no gRPC', async () => {
    expect(await sendRaw([BODY], { 'content-type': 'application/json' })).toMatchObject({ ':status': 415 })
  })

  it.each([
    ['HTTP/1.1', 'POST /v1/traces HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 2\r\n\r\n{}'],
    ['noise', '\0\xff'.repeat(500)],
    ['half a greeting', 'PRI * HTTP/2.0\r\n'],
  ])('as %s end that connection and no other', async (_what, bytes) => {
    const socket = createConnection(listening.port, '127.0.0.1')
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    socket.write(bytes, 'latin1')
    expect((await call(TRACES, BODY)).error).toBeNull()
    socket.destroy()
    expect(parts.defects).toEqual([])
  })

  it('of a client that goes away hold nothing', async () => {
    const session = connect(`http://127.0.0.1:${listening.port}`)
    const stream = session.request({ ':method': 'POST', ':path': TRACES, 'content-type': 'application/grpc' })
    stream.on('error', () => undefined)
    stream.write(Buffer.concat([Buffer.from([0, 0, 1, 0, 0]), Buffer.alloc(1000)]))
    await pause(50)
    expect(parts.budget.bytesHeld()).toBeGreaterThan(0)
    stream.close(constants.NGHTTP2_CANCEL)
    await expect.poll(() => parts.budget.bytesHeld()).toBe(0)
    session.close()
    expect([ingest.parcels, parts.defects]).toEqual([[], []])
  })
})

describe('the health of a collector', () => {
  const CHECK = '/grpc.health.v1.Health/Check'

  it('is asked as everywhere in gRPC', async () => {
    expect((await call(CHECK, Buffer.alloc(0))).answer).toEqual(Buffer.from([0x08, 1]))
    await open(undefined, { isReady: () => false })
    expect((await call(CHECK, Buffer.alloc(0))).answer).toEqual(Buffer.from([0x08, 2]))
  })
})

describe('stopping', () => {
  it('answers the calls under way and takes no more', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<Receipt>()
    await open(() => released)
    const called = call(TRACES, BODY)
    await expect.poll(() => ingest.parcels.length).toBe(1)
    const stopping = listening.stop()
    await pause(20)
    release(STORED)
    expect((await called).error).toBeNull()
    await stopping
    expect((await call(TRACES, BODY)).error?.code).toBe(14)
  })
})

describe('a connection over which nothing comes', () => {
  it.each([
    ['without a greeting', '', { greetingMsMax: 50 }],
    ['after its greeting', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', { idleMsMax: 50 }],
  ])('is closed %s', async (_when, bytes, times) => {
    await open(undefined, {}, times)
    const socket = createConnection(listening.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.resume()
    socket.write(bytes, 'latin1')
    await once(socket, 'close')
    expect((await call(TRACES, BODY)).error).toBeNull()
  })
})

describe('a port', () => {
  it('that is taken is refused in a sentence', async () => {
    await expect(listenGrpc({ parts, host: '127.0.0.1', port: listening.port })).rejects.toMatchObject({
      code: 'port.taken',
      message: expect.stringContaining('--grpc-port') as string,
    })
  })
})
