import type { Problem, Series } from '@trimtab/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { spanFields, traceRequest } from '../../fixtures/otlp-body.ts'

let test: TestCollector

beforeAll(async () => {
  test = openCollector()
  await test.post('/v1/traces', traceRequest(spanFields()))
})
afterAll(() => test.collector.close())

async function series(query: string): Promise<Series> {
  return (await (await test.ask(`/api/series?${query}`)).json()) as Series
}

describe('a series', () => {
  it('is of the last week in hours where no time is said', async () => {
    const { from, to, step, groups } = await series('')
    expect([from, to, step]).toEqual(['2026-11-14T10:00:00.000Z', '2026-11-21T11:00:00.000Z', 'hour'])
    expect(groups).toMatchObject([
      { name: null, total: { predictions: 1 }, points: [{ at: '2026-11-21T10:00:00.000Z' }] },
    ])
  })

  it('goes on to now from its beginning, and begins a week before its end', async () => {
    expect(await series('from=2026-11-21T00:00:00Z')).toMatchObject({ to: '2026-11-21T11:00:00.000Z' })
    expect(await series('to=2026-11-08T00:00:00Z')).toMatchObject({ from: '2026-11-01T00:00:00.000Z' })
    expect(await series('from=2027-01-01T00:00:00Z')).toMatchObject({ groups: [], to: '2027-01-01T00:00:00.000Z' })
  })

  it('ends with the years that sort as text', async () => {
    const answer = await series('from=9999-12-30T00:00:00Z&to=9999-12-31T23:59:59Z&step=day')
    expect(answer).toMatchObject({ to: '9999-12-31T00:00:00.000Z', groups: [] })
  })

  it.each([
    'from=2020-01-01T00:00:00Z',
    'from=2026-01-01T00:00:00Z&step=hour',
    'from=1970-01-01T00:00:00Z&to=9999-12-31T23:59:59Z',
  ])('of more points than anybody looks at is refused: %s', async (query) => {
    const response = await test.ask(`/api/series?${query}`)
    const { code, errors } = (await response.json()) as Problem
    expect([response.status, code, errors?.[0]?.pointer]).toEqual([422, 'request.invalid', '/from'])
  })
})
