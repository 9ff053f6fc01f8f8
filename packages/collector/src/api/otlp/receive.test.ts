import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { keyValues, logFields, logsRequest, PREDICTION_ID, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'

let test: TestCollector

beforeEach(() => {
  test = openCollector()
})
afterEach(() => test.collector.close())

const TRACES = '/v1/traces'

async function predictionCount(): Promise<number> {
  const overview = (await (await test.ask('/api/overview')).json()) as { predictions: number }
  return overview.predictions
}

describe('an export that was answered with success', () => {
  it('is there to be asked for', async () => {
    expect(await (await test.post(TRACES, traceRequest(spanFields()))).json()).toEqual({})
    expect((await test.ask(`/api/predictions/${PREDICTION_ID}`)).status).toBe(200)
  })

  it('holds the feedback in it', async () => {
    await test.post(TRACES, traceRequest(spanFields()))
    const thumb = { 'trimtab.feedback.kind': 'thumbs', 'trimtab.feedback.value': true }
    const response = await test.post('/v1/logs', logsRequest(logFields({ attributes: keyValues(thumb) })))
    expect(await response.json()).toEqual({})
    const prediction: unknown = await (await test.ask(`/api/predictions/${PREDICTION_ID}`)).json()
    expect(prediction).toMatchObject({ opinion: { thumbs: 'up' }, feedback: [{ source: 'user' }] })
  })

  it('is one prediction however often it is sent', async () => {
    for (let time = 0; time < 3; time += 1) await test.post(TRACES, traceRequest(spanFields()))
    expect(await predictionCount()).toBe(1)
  })

  it('says which part of it could not be used', async () => {
    const response = await test.post(TRACES, traceRequest(spanFields({ spanId: '' }), spanFields()))
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } })
    expect(await predictionCount()).toBe(1)
  })

  it('may hold figures that nobody reads', async () => {
    expect(await (await test.post('/v1/metrics', { resourceMetrics: [] })).json()).toEqual({})
  })
})

describe('an export that is poisoned', () => {
  it.each([
    {
      attributes: [{ key: 'trimtab.task', value: { kvlistValue: { values: [{ key: { toString: 1 }, value: {} }] } } }],
    },
    { status: { code: { toString: 1, valueOf: 1 } } },
    { events: [{ name: { toString: 1 } }] },
  ])('is taken or refused, and never answered with "try again": %j', async (poison) => {
    expect((await test.post(TRACES, traceRequest(spanFields(poison)))).status).toBe(200)
    expect(test.defects).toEqual([])
  })

  it('by nesting without end is answered for good', async () => {
    const depth = 100_000
    const deep = `${'{"arrayValue":{"values":['.repeat(depth)}${']}}'.repeat(depth)}`
    const body = JSON.stringify(traceRequest(spanFields({ attributes: [{ key: 'trimtab.metadata', value: 'DEEP' }] })))
    expect([200, 400]).toContain((await test.post(TRACES, body.replace('"DEEP"', deep))).status)
    expect(test.defects).toEqual([])
  })
})
