import {
  PAGE_ITEMS_DEFAULT,
  PAGE_ITEMS_MAX,
  type PredictionPage,
  type PredictionWithTrace,
  type TraceSpan,
} from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import {
  keyValues,
  PREDICTION_ID,
  SPAN_ID,
  spanFields,
  START_NS,
  TRACE_ID,
  traceRequest,
} from '../../fixtures/otlp-body.ts'

let test: TestCollector

beforeEach(() => {
  test = openCollector()
})
afterEach(() => test.collector.close())

function idOf(number: number): string {
  return `${TRACE_ID}-${(number + 1).toString(16).padStart(16, '0')}`
}

/** A millisecond apart, of two tasks in turn. */
function add(count: number): Promise<Response> {
  const spans = Array.from({ length: count }, (_, number) =>
    spanFields({
      spanId: idOf(number).slice(33),
      startTimeUnixNano: String(BigInt(START_NS) + BigInt(number) * 1_000_000n),
      attributes: keyValues({ 'trimtab.task': number % 2 === 0 ? 'even' : 'odd' }),
    }),
  )
  return test.post('/v1/traces', traceRequest(...spans))
}

async function traceOf(id: string): Promise<TraceSpan[]> {
  const prediction = (await (await test.ask(`/api/predictions/${id}`)).json()) as PredictionWithTrace
  return prediction.trace
}

async function page(query: string): Promise<PredictionPage> {
  const response = await test.ask(`/api/predictions${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as PredictionPage
}

describe('the list of predictions', () => {
  it('is empty at first', async () => {
    expect(await page('')).toEqual({ predictions: [], nextCursor: null })
  })

  it('is newest first, and walked to its end by its cursor', async () => {
    await add(5)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const next: PredictionPage = await page(`?limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
      seen.push(...next.predictions.map(({ id }) => id))
      cursor = next.nextCursor
    }
    expect(seen).toEqual([4, 3, 2, 1, 0].map(idOf))
  })

  it('has pages of a default and a greatest length', async () => {
    await add(PAGE_ITEMS_MAX + 1)
    expect((await page('')).predictions).toHaveLength(PAGE_ITEMS_DEFAULT)
    expect((await page(`?limit=${PAGE_ITEMS_MAX}`)).predictions).toHaveLength(PAGE_ITEMS_MAX)
  })

  it.each([
    ['?task=even', [2, 0]],
    ['?from=2026-11-21T10:00:00.001Z&to=2026-11-21T10:00:00.002Z', [1]],
    ['?from=2026-11-21T11:00:00.001%2B01:00', [2, 1]],
    ['?feedback=none', [2, 1, 0]],
    ['?feedback=up', []],
  ])('for %s holds just that', async (query, numbers) => {
    await add(3)
    expect((await page(query)).predictions.map(({ id }) => id)).toEqual(numbers.map(idOf))
  })

  it.each([
    ['?limit=0', '/limit'],
    [`?limit=${PAGE_ITEMS_MAX + 1}`, '/limit'],
    ['?limit=many', '/limit'],
    ['?limit=', '/limit'],
    ['?from=yesterday', '/from'],
    ['?feedback=good', '/feedback'],
    ['?sort=newest', '/sort'],
    ['?in=input', '/in'],
    ['?metadata.=gold', '/metadata/'],
  ])('asked for with %s is refused, with the place and the reason', async (query, pointer) => {
    const response = await test.ask(`/api/predictions${query}`)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect([response.status, await response.json()]).toMatchObject([
      422,
      {
        code: 'request.invalid',
        detail: 'The query does not have the right shape.',
        errors: [{ pointer, message: expect.any(String) as unknown }],
      },
    ])
  })

  it('asked for with a cursor that is none of ours is refused, with what to do', async () => {
    const response = await test.ask('/api/predictions?cursor=forged')
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { code: 'query.cursor', detail: 'The cursor does not belong to this query; start from the first page.' },
    ])
  })
})

describe('one prediction', () => {
  it('is found by its id with everything said of it', async () => {
    await test.post('/v1/traces', traceRequest(spanFields()))
    await test.post('/api/feedback', { prediction: PREDICTION_ID, kind: 'correction', value: 'Better.' })
    const prediction: unknown = await (await test.ask(`/api/predictions/${PREDICTION_ID}`)).json()
    expect(prediction).toMatchObject({
      id: PREDICTION_ID,
      feedback: [{ kind: 'correction' }],
      opinion: { correction: 'Better.', sources: 1 },
    })
  })

  it('has the steps around it, and none where it stands alone', async () => {
    await test.post('/v1/traces', traceRequest(spanFields({ traceId: 'ab'.repeat(16) })))
    const alone = await traceOf(`${'ab'.repeat(16)}-${SPAN_ID}`)
    expect(alone).toEqual([])
    const around = spanFields({ spanId: 'aaaaaaaaaaaaaaaa', name: 'handle request', attributes: [] })
    const call = spanFields({ spanId: 'bbbbbbbbbbbbbbbb', parentSpanId: 'aaaaaaaaaaaaaaaa' })
    await test.post('/v1/traces', traceRequest(call))
    await test.post('/v1/traces', { resourceSpans: [{ scopeSpans: [{ scope: { name: 'http' }, spans: [around] }] }] })
    const id = `${TRACE_ID}-bbbbbbbbbbbbbbbb`
    const trace = await traceOf(id)
    expect(trace).toContainEqual(
      expect.objectContaining({ spanId: 'aaaaaaaaaaaaaaaa', name: 'handle request', role: 'span', prediction: null }),
    )
    expect(trace).toContainEqual(
      expect.objectContaining({
        spanId: 'bbbbbbbbbbbbbbbb',
        parentSpanId: 'aaaaaaaaaaaaaaaa',
        role: 'call',
        prediction: id,
      }),
    )
  })

  it.each(['nothing', '%00', '..%2f..', '%ff', idOf(0)])(
    'that is not there is a problem of its own: %s',
    async (id) => {
      const response = await test.ask(`/api/predictions/${id}`)
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
      expect(await response.json()).toMatchObject({ code: 'prediction.not_found', status: 404 })
    },
  )
})
