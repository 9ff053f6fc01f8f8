// How an input is sent over HTTP: packed, described and framed, each of them right or wrong in many ways.
import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import type { Made } from './bombs.ts'
import { damage } from './damage.ts'
import type { Random } from './random.ts'

export interface Envelope {
  head: Buffer
  body: Buffer
  /** The media type that the answer must have; null where the request names none that the collector reads. */
  mediaType: string | null
  /** Whether more is promised than is sent, so that nothing may come back. */
  isBroken: boolean
}

const MEDIA_TYPES = { json: 'application/json', protobuf: 'application/x-protobuf' } as const

const ODD_MEDIA_TYPES = [
  'text/plain',
  '',
  'application/xml',
  'application/jsonx',
  'multipart/form-data; boundary=x',
  'application/json, application/x-protobuf',
  `${'a'.repeat(500)}/b`,
  '\u00E9/json',
]
const ODD_PACKINGS = [
  'br',
  'snappy',
  'lz4',
  'gzip, gzip',
  'gzip,deflate',
  'identity',
  ' GZIP ',
  'x-gzip',
  '*',
  'é',
  ',',
]
const BOMB_BYTES = 96 * 1024 * 1024
const PACKERS = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['zstd', zstdCompressSync],
] as const

/** How the end of the body is told. */
const FRAMES: readonly ((body: Buffer, random: Random) => { headers: string[]; body: Buffer; isBroken?: boolean })[] = [
  (body) => ({ headers: [`content-length: ${body.length}`], body }),
  (body, random) => ({ headers: ['transfer-encoding: chunked'], body: chunked(body, random) }),
  (body, random) => ({ headers: [`content-length: ${body.length + 1 + random.below(50)}`], body, isBroken: true }),
  (body, random) => ({ headers: [`content-length: ${random.below(body.length + 1)}`], body }),
  (body) => ({ headers: ['content-length: 99999999999'], body, isBroken: true }),
  (body, random) => ({ headers: [`content-length: ${random.pick(['-1', 'x', '1e3', '0x10', '', '1, 2'])}`], body }),
  (body) => ({ headers: [`content-length: ${body.length}`, 'transfer-encoding: chunked'], body }),
  (body) => ({ headers: [`content-length: ${body.length}`, 'content-length: 1'], body }),
  (body) => ({ headers: [], body }),
  (body) => ({ headers: ['transfer-encoding: chunked'], body, isBroken: true }),
  (body) => ({ headers: ['transfer-encoding: gzip, chunked'], body, isBroken: true }),
  (body) => ({
    headers: ['transfer-encoding: chunked'],
    body: Buffer.concat([Buffer.from('FFFFFFFFFFFFFFFF\r\n'), body]),
    isBroken: true,
  }),
]

const ODD_HEADERS = [
  'expect: 100-continue',
  'expect: nothing',
  'origin: http://elsewhere.example',
  'sec-fetch-site: cross-site',
  'authorization: Bearer nonsense',
  'authorization: Basic !!!!',
  'x-api-key: \u00E9',
  `x-long: ${'a'.repeat(30_000)}`,
  'bad header',
  'x-null: a\0b',
  'upgrade: h2c',
  'via: 1.1 a, 1.1 b',
  'content-type: text/plain',
  'host: other',
  'retry-after: 9',
]
const ODD_TARGETS = [
  '/',
  '/v1/trace',
  '/v1/traces/../logs',
  '/%00',
  '/v1/%74races',
  '*',
  'http://x/v1/traces',
  `/${'a'.repeat(9000)}`,
]
const ODD_METHODS = ['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'post', 'PRI', 'TRACE', 'X']

/** Bombs are dear to make, so each is made once. */
const bombs = new Map<number, Buffer>()

export function makeEnvelope(made: Made, random: Random): Envelope {
  const { body, headers, mediaType } = describe(made, random)
  const { headers: frameHeaders, body: framed, isBroken = false } = frame(body, random)
  const path = `${random.pick(['', '', '/otel', '/api/public/otel'])}/v1/${made.signal}`
  const target = random.chance(0.05) ? random.pick(ODD_TARGETS) : path
  const method = random.chance(0.04) ? random.pick(ODD_METHODS) : 'POST'
  const version = random.chance(0.01) ? random.pick(['1.0', '9.9', '']) : '1.1'
  const odd = random.chance(0.15) ? [random.pick(ODD_HEADERS)] : []
  const lines = [`${method} ${target} HTTP/${version}`, 'host: localhost', 'connection: close']
  const head = `${[...lines, ...headers, ...frameHeaders, ...odd].join('\r\n')}\r\n\r\n`
  const isOtlp = target === path && method === 'POST' && version === '1.1' && odd.length === 0
  return { head: Buffer.from(head, 'latin1'), body: framed, mediaType: isOtlp ? mediaType : null, isBroken }
}

function describe(made: Made, random: Random): { body: Buffer; headers: string[]; mediaType: string | null } {
  const packed = pack(made.body, random)
  const mediaType = MEDIA_TYPES[made.encoding]
  const isOdd = random.chance(0.08)
  const spelled = random.pick([mediaType, mediaType, mediaType.toUpperCase(), `${mediaType}; charset=utf-8`])
  const contentType = isOdd ? random.pick(ODD_MEDIA_TYPES) : spelled
  const headers = [`content-type: ${contentType}`]
  if (packed.name !== null) headers.push(`content-encoding: ${packed.name}`)
  return { body: packed.body, headers, mediaType: isOdd ? null : mediaType }
}

function pack(body: Buffer, random: Random): { body: Buffer; name: string | null } {
  const kind = random.below(12)
  if (kind < 5) return { body, name: null }
  const choice = random.below(PACKERS.length)
  const [name, packer] = PACKERS[choice] ?? PACKERS[0]
  if (kind === 5) return { body, name }
  if (kind === 6) return { body, name: random.pick(ODD_PACKINGS) }
  const packed = packer(body)
  if (kind === 7) return { body: damage(packed, random), name }
  if (kind === 8) return { body: packed.subarray(0, random.below(packed.length)), name }
  if (kind === 9) return random.chance(0.1) ? { body: bombOf(choice), name } : { body: packer(packed), name }
  return { body: packed, name }
}

function bombOf(choice: number): Buffer {
  const known = bombs.get(choice)
  if (known !== undefined) return known
  const [, packer] = PACKERS[choice] ?? PACKERS[0]
  const bomb = packer(Buffer.alloc(BOMB_BYTES))
  bombs.set(choice, bomb)
  return bomb
}

function frame(body: Buffer, random: Random): { headers: string[]; body: Buffer; isBroken?: boolean } {
  const [whole, inChunks] = FRAMES
  if (whole === undefined || inChunks === undefined) throw new Error('there are no frames')
  if (random.chance(0.85)) return random.chance(0.5) ? whole(body, random) : inChunks(body, random)
  return random.pick(FRAMES)(body, random)
}

function chunked(body: Buffer, random: Random): Buffer {
  const at = random.below(body.length + 1)
  const parts = [body.subarray(0, at), body.subarray(at)].filter((part) => part.length > 0)
  const pieces = parts.flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')])
  return Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')])
}
