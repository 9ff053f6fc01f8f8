import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Attributes,
  encodeLogRecord,
  encodeSpan,
  encodeTraceEnvelope,
  type Span,
  toNanoseconds,
} from './otlp-json.ts'

const span: Span = {
  traceId: 'a',
  spanId: 'b',
  parentSpanId: undefined,
  name: 'task',
  kind: 'client',
  startNs: '1',
  endNs: '2',
  attributes: {},
  error: undefined,
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('"', '\\', '\n', '\u007f', '\ud83d', '\ude00', '😀', '€', '__proto__'),
  fc.string({ minLength: 40, maxLength: 60 }),
)
const attributes = fc.dictionary(
  text,
  fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.array(text), fc.constant(undefined)),
  { noNullPrototype: true },
)

/** The protocol's words for an attribute, the plain way. */
function asWire(given: Attributes): unknown[] {
  return Object.entries(given).flatMap(([key, value]): object[] => {
    if (typeof value === 'string') return [{ key, value: { stringValue: value } }]
    if (typeof value === 'boolean') return [{ key, value: { boolValue: value } }]
    if (Array.isArray(value))
      return [{ key, value: { arrayValue: { values: value.map((one: string) => ({ stringValue: one })) } } }]
    if (typeof value !== 'number') return []
    if (Number.isSafeInteger(value)) return [{ key, value: { intValue: String(value) } }]
    return Number.isFinite(value) ? [{ key, value: { doubleValue: value } }] : []
  })
}

describe('a span on the wire', () => {
  it('is the JSON that the protocol asks for, whatever its texts hold', () => {
    fc.assert(
      fc.property(attributes, text, (given, name) => {
        const json = encodeSpan({ ...span, name, attributes: given })
        expect(json).toBe(JSON.stringify(JSON.parse(json)))
        expect(JSON.parse(json)).toEqual({
          traceId: 'a',
          spanId: 'b',
          name,
          kind: 3,
          startTimeUnixNano: '1',
          endTimeUnixNano: '2',
          attributes: asWire(given),
        })
      }),
    )
  })

  it('has its parent, its failure and what is known of it', () => {
    const error = { message: 'it "broke"', event: { 'exception.type': 'TypeError' } }
    expect(JSON.parse(encodeSpan({ ...span, parentSpanId: 'p', error, attributes: { a: 1.5 } }))).toMatchObject({
      parentSpanId: 'p',
      attributes: [{ key: 'a', value: { doubleValue: 1.5 } }],
      status: { code: 2, message: 'it "broke"' },
      events: [
        {
          name: 'exception',
          timeUnixNano: '2',
          attributes: [{ key: 'exception.type', value: { stringValue: 'TypeError' } }],
        },
      ],
    })
  })

  it('leaves out what is no attribute value', () => {
    const given = { a: Number.NaN, b: null, c: {}, d: 5n, e: ['x', 5], f: Symbol('s') } as unknown as Attributes
    expect(JSON.parse(encodeSpan({ ...span, attributes: given }))).toMatchObject({
      attributes: [{ key: 'e', value: { arrayValue: { values: [{ stringValue: 'x' }] } } }],
    })
  })
})

it('a log record on the wire has its times, its prediction and what is known of it', () => {
  const record = {
    eventName: 'said',
    timeNs: '1',
    observedNs: '2',
    traceId: 't',
    spanId: undefined,
    attributes: { a: 'x' },
  }
  expect(JSON.parse(encodeLogRecord(record))).toEqual({
    timeUnixNano: '1',
    observedTimeUnixNano: '2',
    severityNumber: 9,
    eventName: 'said',
    traceId: 't',
    attributes: [{ key: 'a', value: { stringValue: 'x' } }],
  })
})

it('an envelope is a whole request around its items', () => {
  const { before, after } = encodeTraceEnvelope({ 'service.name': 'a "b"', unknown: undefined }, 'scope')
  expect(JSON.parse(`${before}1,2${after}`)).toEqual({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'a "b"' } }] },
        scopeSpans: [{ scope: { name: 'scope' }, spans: [1, 2] }],
      },
    ],
  })
})

describe('a time in nanoseconds', () => {
  it('is exact for every duration that a number can hold', () => {
    const startMs = fc.integer({ min: 0, max: 4_000_000_000_000 })
    const durationNs = fc.integer({ min: 0, max: 86_400_000_000_000 })
    fc.assert(
      fc.property(startMs, durationNs, (start, duration) => {
        const exact = BigInt(start) * 1_000_000n + BigInt(Math.round((duration / 1_000_000) * 1_000_000))
        expect(BigInt(toNanoseconds(start, duration / 1_000_000))).toBe(exact)
      }),
    )
  })

  it('is not made of what is no time', () => {
    for (const ms of [Number.NaN, Infinity, 0.5]) expect(() => toNanoseconds(ms)).toThrow(RangeError)
    expect(() => toNanoseconds(1, -0.5)).toThrow(RangeError)
  })
})
