// Bodies of any number, each with its own ids, times and texts, at the price of a copy: one is encoded for each turn, and
// what is its own is written over the places that were found in it.
import { randomBytes } from 'node:crypto'
import { writeSpanId, writeTraceId } from './numbers.ts'
import { conversationOf, makeCall, MARK, type Shape, turnOf, TURNS } from './shapes.ts'
import { encodeJson, encodeProtobuf, type SpanBytes } from './spans.ts'

export type BodyEncoding = 'protobuf' | 'json'

export interface BodyOptions {
  shape: Shape
  encoding: BodyEncoding
  /** Predictions in one body. */
  perRequest: number
  /** Tells the ids of one run from those of another. */
  run: number
}

interface Places {
  traceId: number
  spanId: number
  startNs: number
  endNs: number
  marks: number[]
}

interface Template {
  bytes: Buffer
  places: Places[]
}

const DURATION_NS = 812_400_000n

/** The body of a request by its number; prediction `index` of it has the number `request * perRequest + index`. */
export function createBodies(options: BodyOptions): (request: number) => Buffer {
  const { shape, encoding, perRequest, run } = options
  const templates = Array.from({ length: shape === 'chat' ? TURNS : 1 }, (_, turn) => makeTemplate(options, turn))
  const fill = encoding === 'protobuf' ? fillProtobuf : fillJson
  return function makeBody(request) {
    const first = request * perRequest
    const template = templates[turnOf(shape, first, perRequest)]
    if (template === undefined) throw new Error('there is a body for every turn')
    const body = Buffer.allocUnsafeSlow(template.bytes.length)
    template.bytes.copy(body)
    const nowNs = BigInt(Date.now()) * 1_000_000n
    for (const [index, places] of template.places.entries()) {
      const number = first + index
      fill({ body, places, number, run, startNs: nowNs - DURATION_NS + BigInt(index), endNs: nowNs })
      const mark = String(conversationOf(shape, number, perRequest)).padStart(MARK.length, '0')
      for (const place of places.marks) body.write(mark, place, 'latin1')
    }
    return body
  }
}

interface Filling {
  body: Buffer
  places: Places
  number: number
  run: number
  startNs: bigint
  endNs: bigint
}

function fillProtobuf({ body, places, number, run, startNs, endNs }: Filling): void {
  writeTraceId(body, places.traceId, number, run)
  writeSpanId(body, places.spanId, number, run)
  body.writeBigUInt64LE(startNs, places.startNs)
  body.writeBigUInt64LE(endNs, places.endNs)
}

const ids = Buffer.alloc(24)

function fillJson({ body, places, number, run, startNs, endNs }: Filling): void {
  writeTraceId(ids, 0, number, run)
  writeSpanId(ids, 16, number, run)
  body.write(ids.toString('hex', 0, 16), places.traceId, 'latin1')
  body.write(ids.toString('hex', 16), places.spanId, 'latin1')
  body.write(String(startNs), places.startNs, 'latin1')
  body.write(String(endNs), places.endNs, 'latin1')
}

function makeTemplate({ shape, encoding, perRequest }: BodyOptions, turn: number): Template {
  const spans = Array.from({ length: perRequest }, (_, place) => ({
    bytes: {
      traceId: randomBytes(16),
      spanId: randomBytes(8),
      startNs: 1_795_255_200_000_000_000n + BigInt(randomBytes(4).readUInt32BE()),
      endNs: 1_795_255_300_000_000_000n + BigInt(randomBytes(4).readUInt32BE()),
    },
    call: makeCall(shape, place, turn),
  }))
  const bytes = encoding === 'protobuf' ? encodeProtobuf(spans) : encodeJson(spans)
  let from = 0
  const places = spans.map((span, index) => {
    const found = find(bytes, span.bytes, encoding, from)
    from = found.traceId
    const next = spans[index + 1]
    const end = next === undefined ? bytes.length : find(bytes, next.bytes, encoding, from).traceId
    return { ...found, marks: findMarks(bytes, from, end) }
  })
  return { bytes, places }
}

function find(bytes: Buffer, span: SpanBytes, encoding: BodyEncoding, from: number): Omit<Places, 'marks'> {
  const spell = (value: Buffer | bigint): Buffer => {
    if (typeof value !== 'bigint') return encoding === 'protobuf' ? value : Buffer.from(value.toString('hex'))
    if (encoding === 'json') return Buffer.from(String(value))
    const fixed = Buffer.alloc(8)
    fixed.writeBigUInt64LE(value)
    return fixed
  }
  const place = (value: Buffer | bigint): number => bytes.indexOf(spell(value), from)
  return {
    traceId: place(span.traceId),
    spanId: place(span.spanId),
    startNs: place(span.startNs),
    endNs: place(span.endNs),
  }
}

function findMarks(bytes: Buffer, from: number, end: number): number[] {
  const places: number[] = []
  for (let place = bytes.indexOf(MARK, from); place !== -1 && place < end; place = bytes.indexOf(MARK, place + 9)) {
    places.push(place)
  }
  return places
}
