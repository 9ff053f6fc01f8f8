import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyValues, spanFields, START_NS, traceRequest } from '../../fixtures/otlp-body.ts'
import { PARTS_MAX } from '../bounds.ts'
import { DEPTH_MAX } from '../depth.ts'
import { encodeTraces } from '../fixtures/encode-request.ts'
import { RequestRefused, type Span } from '../otlp.ts'
import { decodeTraceRequest } from './trace-request.ts'

const BODY = encodeTraces(
  traceRequest(
    spanFields({
      attributes: keyValues({ a: 'text', b: 0.5, c: true }),
      events: [{ name: 'e', timeUnixNano: START_NS }],
      status: { code: 2, message: 'no' },
    }),
  ),
)

/** A length-delimited field. */
function field(number: number, content: Uint8Array): Uint8Array {
  return new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(content).finish()
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Buffer.concat(parts)
}

/** A request of one span of these bytes; with ids before and `more` after them. */
function requestOf(...parts: Uint8Array[]): Uint8Array {
  const span = join(field(1, Buffer.alloc(16, 1)), field(2, Buffer.alloc(8, 1)), ...parts)
  return field(1, field(2, field(2, span)))
}

function spanOf(...parts: Uint8Array[]): Span {
  const [span] = decodeTraceRequest(requestOf(...parts)).items
  if (span === undefined) throw new Error('there is no span')
  return span
}

function attribute(key: string, value: Uint8Array): Uint8Array {
  return field(9, join(field(1, Buffer.from(key)), field(2, value)))
}

function nested(depth: number): Uint8Array {
  let value: Uint8Array = field(1, Buffer.from('deep'))
  for (let level = 0; level < depth; level += 1) value = field(5, field(1, value))
  return value
}

/** True where it can be read, else the name of what was thrown. */
function outcomeOf(body: Uint8Array): unknown {
  try {
    return decodeTraceRequest(body).rejected >= 0
  } catch (error) {
    return error instanceof Error && error.name
  }
}

describe('a trace request in protobuf', () => {
  it('gives its spans with what they belong to, also where that comes after them', () => {
    const attributes = field(1, join(field(1, Buffer.from('service.name')), field(2, field(1, Buffer.from('shop')))))
    const span = field(2, join(field(1, Buffer.alloc(16, 1)), field(2, Buffer.alloc(8, 1))))
    const scope = field(1, join(field(1, Buffer.from('tracer')), field(2, Buffer.from('2'))))
    const body = field(1, join(field(2, join(span, scope)), field(1, attributes)))
    expect(decodeTraceRequest(body).items).toMatchObject([
      { resource: new Map([['service.name', 'shop']]), scope: { name: 'tracer', version: '2' } },
    ])
  })

  it.each([
    ['no trace id', field(2, Buffer.alloc(8, 1))],
    ['a short span id', join(field(1, Buffer.alloc(16, 1)), field(2, Buffer.alloc(7, 1)))],
    ['a trace id of zeroes', join(field(1, Buffer.alloc(16)), field(2, Buffer.alloc(8, 1)))],
    ['ids as hexadecimal text', join(field(1, Buffer.alloc(32, '1')), field(2, Buffer.alloc(16, '1')))],
  ])('counts a span with %s as refused, and keeps the others', (_, span) => {
    const good = join(field(1, Buffer.alloc(16, 1)), field(2, Buffer.alloc(8, 1)))
    const body = field(1, field(2, join(field(2, span), field(2, good))))
    expect(decodeTraceRequest(body)).toMatchObject({ items: [{ spanId: '01'.repeat(8) }], rejected: 1 })
  })

  it('does not mind fields and values it does not know', () => {
    const unknown = new BinaryWriter()
    unknown.tag(99, WireType.LengthDelimited).string('x')
    unknown.tag(100, WireType.Varint).int64(-1)
    unknown.tag(101, WireType.Bit64).double(1)
    unknown.tag(536_870_911, WireType.Bit32).float(1)
    const novelty = new BinaryWriter().tag(8, WireType.Varint).int32(5).finish()
    const byIndex = field(9, new BinaryWriter().tag(3, WireType.Varint).int32(5).finish())
    expect(spanOf(unknown.finish(), attribute('a', novelty), byIndex).attributes).toEqual(new Map([['a', null]]))
  })

  it('keeps the last of two equal keys, and the last of two values in one', () => {
    const both = join(field(1, Buffer.from('first')), new BinaryWriter().tag(3, WireType.Varint).int64(2).finish())
    const span = spanOf(attribute('a', field(1, Buffer.from('x'))), attribute('a', both))
    expect([...span.attributes]).toEqual([['a', 2]])
  })

  it.each([
    [0n, 0],
    [127n, 127],
    [2n ** 28n, 2 ** 28],
    [-1n, -1],
    [2n ** 53n - 1n, Number.MAX_SAFE_INTEGER],
    [2n ** 53n, '9007199254740992'],
    [-(2n ** 63n), '-9223372036854775808'],
  ])('reads the integer %s as %j', (integer, value) => {
    const encoded = new BinaryWriter().tag(3, WireType.Varint).int64(integer).finish()
    expect(spanOf(attribute('a', encoded)).attributes.get('a')).toBe(value)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('has no word for %s', (number) => {
    const encoded = new BinaryWriter().tag(4, WireType.Bit64).double(number).finish()
    expect(spanOf(attribute('a', encoded)).attributes.get('a')).toBeNull()
  })

  it('keeps the texts of keys apart that are alike, however often they come', () => {
    const keys = Array.from({ length: 5000 }, (_, index) => `llm.input_messages.${index}.message.content`)
    for (let round = 0; round < 2; round += 1) {
      const span = spanOf(...keys.map((key) => attribute(key, field(1, Buffer.from('x')))))
      expect([...span.attributes.keys()]).toEqual(keys)
    }
  })

  it('has U+FFFD for bytes that are no text', () => {
    expect(spanOf(field(5, Buffer.from([0x61, 0xff, 0x62]))).name).toBe('a\uFFFDb')
  })

  it('is cut off where a value is nested too deep, and never overflows', () => {
    const depths = [DEPTH_MAX, DEPTH_MAX + 1, 10_000]
    const texts = depths.map((depth) => JSON.stringify(spanOf(attribute('a', nested(depth))).attributes.get('a')))
    expect(texts[0]).toContain('deep')
    expect(texts[1]).toBe(`${'['.repeat(DEPTH_MAX)}null${']'.repeat(DEPTH_MAX)}`)
    expect(texts[2]).toBe(texts[1])
  })

  it('holds no more values than it may', () => {
    const empty = Buffer.alloc(2 * (PARTS_MAX + 1), Buffer.from([0x4a, 0x00]))
    expect(() => decodeTraceRequest(requestOf(empty))).toThrow(expect.objectContaining({ fault: 'size' }))
  })

  it.each([
    ['a length past the end', Buffer.from([0x0a, 0x05, 0x00])],
    ['a length of four gigabytes', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f])],
    ['a length of more than 32 bits', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x1f])],
    ['a number that never ends', Buffer.from([0x10, ...Array.from({ length: 20 }, () => 0x80)])],
    ['a tag that never ends', Buffer.alloc(20, 0xff)],
    ['a field of number 0', Buffer.from([0x00, 0x00])],
    ['a group', Buffer.from([0x0b, 0x0c])],
    ['a wire type there is not', Buffer.from([0x0f])],
    ['a message written as a number', Buffer.from([0x08, 0x01])],
    ['a name written as a number', requestOf(Buffer.from([0x28, 0x01]))],
    ['a time written as text', requestOf(field(7, Buffer.from('now')))],
    ['a time that is cut off', requestOf(Buffer.from([0x39, 0x00]))],
    ['a value that reaches past its attribute', requestOf(Buffer.from([0x4a, 0x02, 0x12, 0x05]), Buffer.alloc(9))],
    ['JSON', Buffer.from('{"resourceSpans":[]}')],
  ])('is refused where it has %s', (_, body) => {
    expect(() => decodeTraceRequest(body)).toThrow(expect.objectContaining({ name: 'RequestRefused', fault: 'shape' }))
  })

  it('that is cut off anywhere inside is refused', () => {
    for (let length = 1; length < BODY.byteLength; length += 1) {
      expect(() => decodeTraceRequest(BODY.subarray(0, length))).toThrow(RequestRefused)
    }
  })

  it('is read or refused, and nothing else, whatever its bytes are', () => {
    const mutated = fc.array(fc.tuple(fc.nat({ max: BODY.byteLength - 1 }), fc.nat({ max: 255 })), { maxLength: 4 })
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      mutated.map((changes) => {
        const body = Uint8Array.from(BODY)
        for (const [index, byte] of changes) body[index] = byte
        return body
      }),
    )
    fc.assert(
      fc.property(bodies, (body) => {
        expect([true, 'RequestRefused']).toContain(outcomeOf(body))
      }),
      { numRuns: 2000 },
    )
  })
})
