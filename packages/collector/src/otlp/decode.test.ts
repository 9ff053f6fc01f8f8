import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logFields, logsRequest, SPAN_ID, spanFields, TRACE_ID, traceRequest } from '../fixtures/otlp-body.ts'
import { ITEMS_MAX, PARTS_MAX } from './bounds.ts'
import { countMetrics, decodeLogs, decodeTraces } from './decode.ts'
import { encodeLogs, encodeMetrics, encodeTraces } from './fixtures/encode-request.ts'
import type { Encoding } from './otlp.ts'

const ENCODINGS: Encoding[] = ['protobuf', 'json']

function recorded(name: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, 'fixtures', name))
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'a\0b', '', 'a'))
const time = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)
const hexOf = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((id) => Buffer.from(id).toString('hex'))
const idOf = (bytes: number) => fc.oneof(hexOf(bytes), fc.constantFrom('', '00'.repeat(bytes)), hexOf(bytes - 1))

const { value: anyValue } = fc.letrec<{ value: object; keyValue: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.record({ stringValue: anyText }),
    fc.record({ intValue: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
    fc.record({ doubleValue: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0) }),
    fc.record({ boolValue: fc.boolean() }),
    fc.record({ bytesValue: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')) }),
    fc.constant({}),
    fc.record({ stringValueStrindex: fc.nat() }),
    fc.record({ arrayValue: fc.record({ values: fc.array(tie('value'), { maxLength: 4 }) }) }),
    fc.record({ kvlistValue: fc.record({ values: fc.array(tie('keyValue'), { maxLength: 4 }) }) }),
  ),
  keyValue: fc.record({ key: anyText, value: tie('value') }, { requiredKeys: [] }),
}))
const attributes = fc.array(fc.record({ key: anyText, value: anyValue }, { requiredKeys: [] }), { maxLength: 6 })
const named = { name: anyText, attributes }

const span = fc.record(
  {
    traceId: idOf(16),
    spanId: idOf(8),
    parentSpanId: idOf(8),
    ...named,
    startTimeUnixNano: time,
    endTimeUnixNano: time,
    droppedAttributesCount: fc.nat(),
    kind: fc.nat({ max: 5 }),
    flags: fc.nat(),
    events: fc.array(fc.record({ ...named, timeUnixNano: time }, { requiredKeys: [] }), { maxLength: 3 }),
    links: fc.array(fc.record({ traceId: idOf(16), spanId: idOf(8), attributes }, { requiredKeys: [] })),
    status: fc.record({ code: fc.nat({ max: 2 }), message: anyText }, { requiredKeys: [] }),
  },
  { requiredKeys: ['traceId', 'spanId'] },
)
const logRecord = fc.record(
  {
    traceId: idOf(16),
    spanId: idOf(8),
    timeUnixNano: time,
    observedTimeUnixNano: time,
    severityText: anyText,
    eventName: anyText,
    body: anyValue,
    attributes,
  },
  { requiredKeys: [] },
)

function within(names: [string, string, string], items: fc.Arbitrary<object>): fc.Arbitrary<object> {
  const inScope = fc.record(
    { scope: fc.record({ name: anyText, version: anyText }), [names[2]]: fc.array(items, { maxLength: 3 }) },
    { requiredKeys: [] },
  )
  const inResource = fc.record(
    { resource: fc.record({ attributes }), [names[1]]: fc.array(inScope, { maxLength: 3 }) },
    { requiredKeys: [] },
  )
  return fc.record({ [names[0]]: fc.array(inResource, { maxLength: 3 }) }, { requiredKeys: [] })
}

describe('a request', () => {
  it('of spans is the same in both encodings', () => {
    fc.assert(
      fc.property(within(['resourceSpans', 'scopeSpans', 'spans'], span), (request) => {
        expect(decodeTraces(encodeTraces(request), 'protobuf')).toEqual(decodeTraces(json(request), 'json'))
      }),
    )
  })

  it('of log records is the same in both encodings', () => {
    fc.assert(
      fc.property(within(['resourceLogs', 'scopeLogs', 'logRecords'], logRecord), (request) => {
        expect(decodeLogs(encodeLogs(request), 'protobuf')).toEqual(decodeLogs(json(request), 'json'))
      }),
    )
  })

  it('of metrics is counted by its data points, whatever kind they are of', () => {
    const dataPoints = [{ attributes: [{ key: 'a', value: { intValue: 1 } }] }, {}]
    const kinds = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary']
    const metrics = [...kinds.map((kind) => ({ name: kind, [kind]: { dataPoints } })), { name: 'empty' }]
    const request = { resourceMetrics: [{ scopeMetrics: [{ metrics }, {}] }, {}] }
    expect(countMetrics(json(request), 'json')).toBe(10)
    expect(countMetrics(encodeMetrics(request), 'protobuf')).toBe(10)
    const snakeCase = { resource_metrics: [{ scope_metrics: [{ metrics: [{ sum: { data_points: [{}] } }] }] }] }
    expect(countMetrics(json(snakeCase), 'json')).toBe(1)
  })

  it.each(['   ', '\n', '\uFEFF'])('with nothing but %j in it is refused in JSON', (text) => {
    expect(() => decodeTraces(Buffer.from(text), 'json')).toThrow('The body is not JSON.')
  })

  it.each(ENCODINGS)('that is empty holds nothing, in %s', (encoding) => {
    const nothing = { items: [], rejected: 0, reason: null }
    const empty = new Uint8Array()
    expect(decodeTraces(empty, encoding)).toEqual(nothing)
    expect(decodeLogs(empty, encoding)).toEqual(nothing)
    expect(countMetrics(empty, encoding)).toBe(0)
    for (const request of [{}, { resourceSpans: [] }, { resourceSpans: [{ scopeSpans: [{ spans: [] }] }] }]) {
      expect(decodeTraces(encoding === 'json' ? json(request) : encodeTraces(request), encoding)).toEqual(nothing)
    }
  })

  it.each(ENCODINGS)('is not changed by where its bytes lie in memory, in %s', (encoding) => {
    const body = encoding === 'json' ? json(traceRequest(spanFields())) : encodeTraces(traceRequest(spanFields()))
    const padded = new Uint8Array(body.byteLength + 7)
    padded.set(body, 3)
    const inTheMiddle = padded.subarray(3, 3 + body.byteLength)
    expect(decodeTraces(inTheMiddle, encoding)).toEqual(decodeTraces(body, encoding))
  })

  it.each(ENCODINGS)('holds no more items than it may, at any level, in %s', (encoding) => {
    const many = Array.from({ length: ITEMS_MAX }, () => ({}))
    const requests = [
      { resourceSpans: [...many, {}] },
      { resourceSpans: [{ scopeSpans: many }] },
      { resourceSpans: [{ scopeSpans: [{ spans: many }] }] },
    ]
    for (const request of requests) {
      const body = encoding === 'json' ? json(request) : encodeTraces(request)
      expect(() => decodeTraces(body, encoding)).toThrow(expect.objectContaining({ fault: 'size' }))
    }
    const most = { resourceSpans: [{ scopeSpans: [{ spans: many.slice(2) }] }] }
    const body = encoding === 'json' ? json(most) : encodeTraces(most)
    expect(decodeTraces(body, encoding).rejected).toBe(ITEMS_MAX - 2)
  })
})

describe('a request in JSON', () => {
  it('may begin with a byte order mark', () => {
    const body = Buffer.concat([Buffer.from('\uFEFF'), json(logsRequest(logFields()))])
    expect(decodeLogs(body, 'json').items).toHaveLength(1)
  })

  it('keeps what can be read of a text that is not UTF-8', () => {
    const body = Buffer.from(json(traceRequest(spanFields({ name: 'a?b' }))))
    body[body.indexOf('a?b') + 1] = 0xff
    expect(decodeTraces(body, 'json').items[0]?.name).toBe('a\uFFFDb')
  })

  it.each(['{', 'spans', '{"resourceSpans":[}', '\0', '{"a":1}x', '[[[[', "{'a':1}"])(
    'is refused where it is not JSON: %j',
    (text) => {
      expect(() => decodeTraces(Buffer.from(text), 'json')).toThrow(
        expect.objectContaining({ fault: 'shape', message: 'The body is not JSON.' }),
      )
    },
  )

  it('is refused before it is built where it holds too many values', () => {
    const tooMany = Buffer.from(`{"a":[${'{},'.repeat(PARTS_MAX / 2)}0]}`)
    expect(() => decodeTraces(tooMany, 'json')).toThrow(expect.objectContaining({ fault: 'size' }))
    const onlyText = Buffer.from(`{"a":"${'{,\\"['.repeat(PARTS_MAX / 2)}"}`)
    expect(decodeTraces(onlyText, 'json').items).toEqual([])
  })

  it('may be nested ten thousand deep', () => {
    const deep = `${'{"arrayValue":{"values":['.repeat(10_000)}${']}}'.repeat(10_000)}`
    const body = `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${TRACE_ID}","spanId":"${SPAN_ID}","attributes":[{"key":"a","value":${deep}}]}]}]}]}`
    expect(decodeTraces(Buffer.from(body), 'json').items).toHaveLength(1)
  })
})

describe('what an exporter of OpenTelemetry sends', () => {
  const model = 'gpt-4o-mini-2026-08-06'

  it.each([
    ['openai-traces.bin', 'protobuf'],
    ['openai-traces.json', 'json'],
  ] as const)('as spans is read from %s', (file, encoding) => {
    const { items, rejected } = decodeTraces(recorded(file), encoding)
    expect(rejected).toBe(0)
    expect(items).toHaveLength(1)
    const [sent] = items
    expect(sent?.name).toBe('chat gpt-4o-mini')
    expect(sent?.scope).toEqual({ name: '@opentelemetry/instrumentation-openai', version: '0.22.0' })
    expect(sent?.resource.get('service.name')).toBe('nimbus-support-bot')
    expect(sent?.attributes.get('gen_ai.response.model')).toBe(model)
    expect(sent?.attributes.get('gen_ai.response.finish_reasons')).toEqual(['stop'])
    expect(sent?.attributes.get('gen_ai.usage.input_tokens')).toBeGreaterThan(0)
  })

  it('as log records is read from openai-logs.bin', () => {
    const { items, rejected } = decodeLogs(recorded('openai-logs.bin'), 'protobuf')
    expect(rejected).toBe(0)
    expect(items.map(({ eventName }) => eventName)).toEqual([
      'gen_ai.system.message',
      'gen_ai.user.message',
      'gen_ai.choice',
    ])
    expect(items[1]?.body).toEqual({ content: 'Do you ship to Iceland?' })
    expect(items.map(({ spanId }) => spanId)).toEqual(Array.from({ length: 3 }, () => 'dfc8580701a84f3c'))
  })
})
