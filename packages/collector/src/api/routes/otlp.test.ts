import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { OTLP_BODY_BYTES_MAX } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { keyValues, logFields, logsRequest, PREDICTION_ID, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'

let test: TestCollector

beforeEach(() => {
  test = openCollector()
})
afterEach(() => test.collector.close())

const good = traceRequest(spanFields())
const TRACES = '/v1/traces'

async function predictionCount(): Promise<number> {
  const overview = (await (await test.ask('/api/overview')).json()) as { predictions: number }
  return overview.predictions
}

describe('an export of traces', () => {
  it('is answered with an empty object once all of it is stored', async () => {
    const response = await test.post(TRACES, good)
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      200,
      'application/json',
      {},
    ])
    expect((await test.ask(`/api/predictions/${PREDICTION_ID}`)).status).toBe(200)
  })

  it('is a partial success where some of it could not be used', async () => {
    const response = await test.post(
      TRACES,
      traceRequest(spanFields({ spanId: '' }), spanFields(), spanFields({ startTimeUnixNano: 0 })),
    )
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      partialSuccess: {
        rejectedSpans: '2',
        errorMessage: 'a span needs a trace id of 32 and a span id of 16 hex digits, not all zero',
      },
    })
    expect(await predictionCount()).toBe(1)
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['zstd', zstdCompressSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('may be packed with %s', async (encoding, pack) => {
    const response = await test.post(TRACES, new Uint8Array(pack(JSON.stringify(good))), {
      'content-encoding': encoding,
    })
    expect([response.status, await predictionCount()]).toEqual([200, 1])
  })

  it('may name its charset', async () => {
    expect((await test.post(TRACES, good, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200)
  })

  it('of nothing is a success', async () => {
    expect(await (await test.post(TRACES, {})).json()).toEqual({})
  })

  it.each<{ what: string; body: string; headers?: { [name: string]: string }; status: number; answer: object }>([
    {
      what: 'no JSON',
      body: '{"resourceSpans":',
      status: 400,
      answer: { code: 3, message: 'The body is not valid JSON.' },
    },
    { what: 'nothing', body: '', status: 400, answer: { code: 3, message: 'The body is not valid JSON.' } },
    {
      what: 'no gzip',
      body: 'text',
      headers: { 'content-encoding': 'gzip' },
      status: 400,
      answer: { code: 3, message: 'The body is not valid gzip.' },
    },
    {
      what: 'packed as nobody knows',
      body: 'text',
      headers: { 'content-encoding': 'br' },
      status: 415,
      answer: { code: 12, message: 'The content encoding br is not one of gzip, deflate and zstd.' },
    },
    {
      what: 'of a page of another site',
      body: JSON.stringify(good),
      headers: { origin: 'https://evil.example' },
      status: 403,
      answer: { code: 7 },
    },
  ])('that is $what is refused in the words of google.rpc', async ({ body, headers, status, answer }) => {
    const response = await test.post(TRACES, body, headers)
    expect([response.status, await response.json()]).toMatchObject([status, answer])
    expect(await predictionCount()).toBe(0)
    expect(test.defects).toEqual([])
  })

  it('that unpacks to more than the limit is refused before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(OTLP_BODY_BYTES_MAX + 1, ' '))
    expect(bomb.byteLength).toBeLessThan(100_000)
    const response = await test.post(TRACES, new Uint8Array(bomb), { 'content-encoding': 'gzip' })
    expect([response.status, await response.json()]).toEqual([
      413,
      { code: 8, message: `The body is larger than ${OTLP_BODY_BYTES_MAX} bytes.` },
    ])
  })

  it('of up to the limit is taken', async () => {
    const padded = gzipSync(JSON.stringify(good).padEnd(OTLP_BODY_BYTES_MAX, ' '))
    expect((await test.post(TRACES, new Uint8Array(padded), { 'content-encoding': 'gzip' })).status).toBe(200)
  })

  it.each(['application/x-protobuf', 'text/plain', ''])(
    'as %j is refused, with what would be read',
    async (mediaType) => {
      const response = await test.post(TRACES, good, { 'content-type': mediaType })
      expect([response.status, await response.text()]).toEqual([
        415,
        '415 unsupported media type, supported: [application/json]',
      ])
    },
  )

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('is no %s', async (method) => {
    const response = await test.ask(TRACES, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it.each([
    {
      attributes: [{ key: 'trimtab.task', value: { kvlistValue: { values: [{ key: { toString: 1 }, value: {} }] } } }],
    },
    { status: { code: { toString: 1, valueOf: 1 } } },
    { events: [{ name: { toString: 1 } }] },
  ])('that is poisoned is taken or refused, and never answered with "try again": %j', async (poison) => {
    expect((await test.post(TRACES, traceRequest(spanFields(poison)))).status).toBe(200)
    expect(test.defects).toEqual([])
  })

  it('nested without end is taken, as far as it is kept', async () => {
    const depth = 100_000
    const deep = `${'{"arrayValue":{"values":['.repeat(depth)}${']}}'.repeat(depth)}`
    const body = JSON.stringify(traceRequest(spanFields({ attributes: [{ key: 'trimtab.metadata', value: 'DEEP' }] })))
    expect((await test.post(TRACES, body.replace('"DEEP"', deep))).status).toBe(200)
    expect(test.defects).toEqual([])
  })
})

describe('an export of logs', () => {
  it('stores the feedback in it and counts the rest', async () => {
    await test.post(TRACES, good)
    const thumb = { 'trimtab.feedback.kind': 'thumbs', 'trimtab.feedback.value': true }
    const response = await test.post(
      '/v1/logs',
      logsRequest(logFields({ attributes: keyValues(thumb) }), logFields({ eventName: 'other' })),
    )
    expect(await response.json()).toEqual({
      partialSuccess: {
        rejectedLogRecords: '1',
        errorMessage: 'a log record is not a gen_ai.evaluation.result event, the only kind this collector reads',
      },
    })
    const prediction: unknown = await (await test.ask(`/api/predictions/${PREDICTION_ID}`)).json()
    expect(prediction).toMatchObject({ opinion: { thumbs: 'up' }, feedback: [{ id: 'made-1', source: 'user' }] })
  })
})
