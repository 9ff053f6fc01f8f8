// Requests that are small or plain to send and dear to read: nested without end, or made of millions of nothings.
import type { Encoding, Signal } from '../../packages/collector/src/otlp/otlp.ts'
import type { Random } from './random.ts'

export interface Made {
  signal: Signal
  encoding: Encoding
  body: Buffer
}

const TRACE_ID = '5'.repeat(32)
const SPAN_ID = '7'.repeat(16)
const DEPTH = 10_000
/** Past what the collector takes of them, in every kind. */
const NOTHINGS = 2_100_000

type Bomb = (random: Random) => Made

/** Deep ones cost little to make; the others are made seldom. */
const DEEP: readonly Bomb[] = [
  () => jsonSpan(`"attributes":[{"key":"a","value":${wrapped(['{"arrayValue":{"values":[', ']}}'], '{}')}}]`),
  () =>
    jsonSpan(
      `"attributes":[{"key":"a","value":${wrapped(['{"kvlistValue":{"values":[{"key":"a","value":', '}]}}'], '{}')}}]`,
    ),
  () => jsonSpan(`"a":${wrapped(['{"__proto__":', '}'], '1')}`),
  () => json('['.repeat(DEPTH)),
  () => json(`${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`),
  () =>
    jsonSpan(
      `"attributes":[{"key":"gen_ai.input.messages","value":{"stringValue":"${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}"}}]`,
    ),
  () => protobufSpan(field(9, Buffer.concat([field(1, Buffer.from('a')), field(2, nested([5, 1]))]))),
  () => protobufSpan(field(9, Buffer.concat([field(1, Buffer.from('a')), field(2, nested([6, 1, 2]))]))),
  () => protobuf(nested([1])),
  () => protobuf(Buffer.alloc(DEPTH, 0x0b)),
]

const LARGE: readonly Bomb[] = [
  () => json(`{"a":[${'{},'.repeat(NOTHINGS / 2)}0]}`),
  () => jsonSpan(`"attributes":[${'{},'.repeat(NOTHINGS / 4)}{}]`),
  () => jsonSpan(`"events":[${'{},'.repeat(NOTHINGS / 4)}{}]`),
  () => jsonSpan(`"name":"${'\\ud800'.repeat(1_000_000)}"`),
  () => protobufSpan(Buffer.alloc(NOTHINGS, Buffer.from([0x4a, 0x00]))),
  () => protobufSpan(Buffer.alloc(NOTHINGS * 2, Buffer.from([0x5a, 0x00]))),
  () => protobufSpan(field(9, field(2, field(5, Buffer.alloc(NOTHINGS, Buffer.from([0x0a, 0x00])))))),
  () => protobuf(Buffer.alloc(NOTHINGS, Buffer.from([0x0a, 0x00]))),
  () => protobuf(Buffer.alloc(8_000_000, Buffer.from([0x78, 0x01]))),
  () => protobufSpan(field(5, Buffer.alloc(8_000_000, 0xff))),
  (random) => protobuf(random.bytes(100_000)),
]

export function makeDeep(random: Random): Made {
  return random.pick(DEEP)(random)
}

export function makeLarge(random: Random): Made {
  return random.pick(LARGE)(random)
}

function json(text: string): Made {
  return { signal: 'traces', encoding: 'json', body: Buffer.from(text) }
}

function jsonSpan(fields: string): Made {
  const span = `{"traceId":"${TRACE_ID}","spanId":"${SPAN_ID}",${fields}}`
  return json(`{"resourceSpans":[{"scopeSpans":[{"spans":[${span}]}]}]}`)
}

function wrapped([open, close]: [string, string], core: string): string {
  return `${open.repeat(DEPTH)}${core}${close.repeat(DEPTH)}`
}

function protobuf(body: Buffer): Made {
  return { signal: 'traces', encoding: 'protobuf', body }
}

function protobufSpan(fields: Buffer): Made {
  const ids = [field(1, Buffer.from(TRACE_ID, 'hex')), field(2, Buffer.from(SPAN_ID, 'hex'))]
  return protobuf(field(1, field(2, field(2, Buffer.concat([...ids, fields])))))
}

/** A length-delimited field. */
function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([head(number, content.length), content])
}

function head(number: number, length: number): Buffer {
  const bytes = [number * 8 + 2]
  let rest = length
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80)
  return Buffer.from([...bytes, rest])
}

/** Fields of these numbers in each other, again and again; built from the inside out. */
function nested(numbers: number[]): Buffer {
  const heads: Buffer[] = []
  let length = 0
  for (let level = 0; level < DEPTH; level += 1) {
    for (const number of numbers.toReversed()) {
      const one = head(number, length)
      heads.push(one)
      length += one.length
    }
  }
  return Buffer.concat(heads.toReversed())
}
