import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyValues, SPAN_ID, spanFields, START_NS, TRACE_ID, traceRequest } from '../../fixtures/otlp-body.ts'
import { ITEMS_MAX } from '../bounds.ts'
import { decodeTraceRequest } from './trace-request.ts'

function decodeSpan(said: { [field: string]: unknown }) {
  return decodeTraceRequest(traceRequest(spanFields(said))).items[0]
}

describe('a trace request', () => {
  it('gives its spans with what they belong to', () => {
    const request = {
      resourceSpans: [
        {
          resource: { attributes: keyValues({ 'service.name': 'shop' }) },
          scopeSpans: [
            { scope: { name: 'tracer', version: '2' }, spans: [spanFields({ parentSpanId: '00f067aa0ba902b7' })] },
          ],
        },
      ],
    }
    expect(decodeTraceRequest(request)).toEqual({
      items: [
        {
          traceId: TRACE_ID,
          spanId: SPAN_ID,
          parentSpanId: '00f067aa0ba902b7',
          name: 'support.reply',
          startNs: BigInt(START_NS),
          endNs: BigInt(START_NS),
          status: { code: 0, message: '' },
          attributes: new Map([['trimtab.task', 'support.reply']]),
          droppedAttributes: 0,
          events: [],
          links: [],
          scope: { name: 'tracer', version: '2' },
          resource: new Map([['service.name', 'shop']]),
        },
      ],
      rejected: 0,
      reason: null,
    })
  })

  it('keeps every span of every resource and scope, in order', () => {
    const [first, second, third] = ['1', '2', '3'].map((digit) => spanFields({ spanId: digit.repeat(16) }))
    const decoded = decodeTraceRequest({
      resourceSpans: [{ scopeSpans: [{ spans: [first] }, { spans: [second] }] }, { scopeSpans: [{ spans: [third] }] }],
    })
    expect(decoded.items.map((span) => span.spanId[0])).toEqual(['1', '2', '3'])
  })

  it('reads ids in either case and keeps them in lower case', () => {
    const span = decodeSpan({ traceId: TRACE_ID.toUpperCase(), spanId: SPAN_ID.toUpperCase() })
    expect(span).toMatchObject({ traceId: TRACE_ID, spanId: SPAN_ID })
  })

  it.each([
    { traceId: '0'.repeat(32) },
    { spanId: '0'.repeat(16) },
    { traceId: TRACE_ID.slice(1) },
    { spanId: `${SPAN_ID}0` },
    { traceId: 'W4777/d5gQPSab'.padEnd(32, '0') },
    { traceId: undefined },
    { spanId: 7 },
  ])('counts a span with %j as refused, says why, and keeps the others', (wrong) => {
    expect(decodeTraceRequest(traceRequest(spanFields(wrong), spanFields()))).toMatchObject({
      items: [{ traceId: TRACE_ID }],
      rejected: 1,
      reason: 'a span needs a trace id of 32 and a span id of 16 hex digits, not all zero',
    })
  })

  it.each([undefined, '', '0'.repeat(16), 'root'])('takes the parent %j for none', (parentSpanId) => {
    expect(decodeSpan({ parentSpanId })?.parentSpanId).toBeNull()
  })

  it('reads times as decimal strings and as numbers, as the protocol asks', () => {
    expect(decodeSpan({ startTimeUnixNano: '1795255200000000001' })?.startNs).toBe(1_795_255_200_000_000_001n)
    expect(decodeSpan({ startTimeUnixNano: Number(START_NS) })?.startNs).toBe(BigInt(START_NS))
    expect(decodeSpan({ startTimeUnixNano: 1000 })?.startNs).toBe(1000n)
  })

  it.each([
    '',
    '-1',
    '1.5',
    '1e18',
    'now',
    '9'.repeat(19),
    String(2n ** 63n),
    '-62135596800000000000',
    '253402300799000000000',
    '9'.repeat(40),
    -1,
    1.5,
    Number.NaN,
    1e300,
    null,
    {},
    true,
  ])('takes the time %j for none', (time) => {
    expect(decodeSpan({ startTimeUnixNano: time })?.startNs).toBe(0n)
  })

  it('reads the last time there is, in the year 2262', () => {
    expect(decodeSpan({ startTimeUnixNano: String(2n ** 63n - 1n) })?.startNs).toBe(2n ** 63n - 1n)
  })

  it('reads counts and codes as numbers and as their digits', () => {
    for (const two of [2, '2']) {
      expect(decodeSpan({ status: { code: two }, droppedAttributesCount: two })).toMatchObject({
        status: { code: 2 },
        droppedAttributes: 2,
      })
    }
  })

  it('ignores what it does not know', () => {
    expect(decodeSpan({ flags: 257, traceState: 'a=b', novelty: { deep: [] } })).toEqual(decodeSpan({}))
  })

  it('reads the names of the protobuf file as well, which OTLP/JSON does not have', () => {
    const request = {
      resource_spans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { string_value: 'shop' } }] },
          scope_spans: [
            {
              spans: [
                {
                  trace_id: TRACE_ID,
                  span_id: SPAN_ID,
                  parent_span_id: '00f067aa0ba902b7',
                  start_time_unix_nano: START_NS,
                  end_time_unix_nano: Number(START_NS),
                  attributes: [
                    { key: 'flag', value: { bool_value: true } },
                    { key: 'count', value: { int_value: '7' } },
                    { key: 'share', value: { double_value: 0.5 } },
                    { key: 'bytes', value: { bytes_value: 'aGk=' } },
                    { key: 'list', value: { array_value: { values: [{ int_value: 1 }] } } },
                    { key: 'map', value: { kvlist_value: { values: [{ key: 'a', value: { int_value: 1 } }] } } },
                  ],
                  dropped_attributes_count: 3,
                  events: [{ name: 'e', time_unix_nano: '5' }],
                  links: [{ trace_id: TRACE_ID, span_id: SPAN_ID }],
                },
              ],
            },
          ],
        },
      ],
    }
    expect(decodeTraceRequest(request).items).toMatchObject([
      {
        traceId: TRACE_ID,
        spanId: SPAN_ID,
        parentSpanId: '00f067aa0ba902b7',
        startNs: BigInt(START_NS),
        endNs: BigInt(START_NS),
        attributes: new Map<string, unknown>([
          ['flag', true],
          ['count', 7],
          ['share', 0.5],
          ['bytes', 'aGk='],
          ['list', [1]],
          ['map', { a: 1 }],
        ]),
        droppedAttributes: 3,
        events: [{ name: 'e', timeNs: 5n }],
        links: [{ traceId: TRACE_ID, spanId: SPAN_ID }],
        resource: new Map([['service.name', 'shop']]),
      },
    ])
  })

  it('keeps the links that point somewhere', () => {
    const attributes = keyValues({ a: 'b' })
    const links = [{ traceId: TRACE_ID, spanId: SPAN_ID, attributes }, { traceId: TRACE_ID }, {}, 7]
    expect(decodeSpan({ links })?.links).toEqual([
      { traceId: TRACE_ID, spanId: SPAN_ID, attributes: new Map([['a', 'b']]) },
    ])
  })

  it('reads the code of a status by its number and by its name', () => {
    const codes = [2, '2', 'STATUS_CODE_ERROR', 1, 'STATUS_CODE_OK', 0, 'STATUS_CODE_UNSET', 'other', undefined]
    expect(codes.map((code) => decodeSpan({ status: { code } })?.status.code)).toEqual([2, 2, 2, 1, 1, 0, 0, 0, 0])
  })

  it('does not mind what it does not keep: a kind by name, flags past eight bits, a trace state', () => {
    expect(decodeSpan({ kind: 'SPAN_KIND_CLIENT', flags: 257, traceState: 'a=b' })).toEqual(decodeSpan({ kind: 3 }))
  })

  it('has no half characters in any text', () => {
    const half = 'a\ud800'
    const attributes = [{ key: half, value: { stringValue: half } }]
    expect(decodeSpan({ name: half, attributes, status: { message: half } })).toMatchObject({
      name: 'a\ufffd',
      status: { message: 'a\ufffd' },
      attributes: new Map([['a\ufffd', 'a\ufffd']]),
    })
  })

  it.each([
    { status: { code: { toString: 1, valueOf: 1 } } },
    { status: { code: 2 ** 40 } },
    { droppedAttributesCount: { toString: 1, valueOf: 1 } },
    { droppedAttributesCount: 'many' },
    { droppedAttributesCount: -1 },
  ])('takes %j for the default', (wrong) => {
    expect(decodeSpan(wrong)).toMatchObject({ status: { code: 0 }, droppedAttributes: 0 })
  })

  it.each([[{}], [{ resourceSpans: [], resourceLogs: null }]])('is empty when it is %j', (request) => {
    expect(decodeTraceRequest(request)).toEqual({ items: [], rejected: 0, reason: null })
  })

  it.each([
    [null],
    [undefined],
    [7],
    ['spans'],
    [[]],
    [{ resourceSpans: 7 }],
    [{ resourceSpans: [null] }],
    [{ resourceSpans: [{ scopeSpans: [7] }] }],
    [{ resourceSpans: [{ scopeSpans: [{ spans: {} }] }] }],
  ])('is refused, and not taken for empty, when it is %j', (request) => {
    expect(() => decodeTraceRequest(request)).toThrow(
      expect.objectContaining({ name: 'RequestRefused', fault: 'shape' }),
    )
  })

  it('counts what is no span as rejected', () => {
    expect(decodeTraceRequest({ resourceSpans: [{ scopeSpans: [{ spans: [7, null, spanFields()] }] }] })).toMatchObject(
      {
        items: [{}],
        rejected: 2,
      },
    )
  })

  it('holds no more than it may, at any level', () => {
    const spans = Array.from({ length: ITEMS_MAX }, () => ({}))
    const requests = [
      { resourceSpans: spans.concat({}) },
      { resourceSpans: [{ scopeSpans: spans }] },
      { resourceSpans: [{ scopeSpans: [{ spans }] }] },
    ]
    for (const request of requests) {
      expect(() => decodeTraceRequest(request)).toThrow(expect.objectContaining({ fault: 'size' }))
    }
    expect(decodeTraceRequest({ resourceSpans: [{ scopeSpans: [{ spans: spans.slice(2) }] }] }).rejected).toBe(
      ITEMS_MAX - 2,
    )
  })

  it('may hold anything at all without harm', () => {
    const fields = Object.keys(spanFields({ status: 0, events: 0, droppedAttributesCount: 0 }))
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        const { items, rejected } = decodeTraceRequest(traceRequest(spanFields({ [field]: value })))
        expect(items.length + rejected).toBe(1)
      }),
    )
  })
})
