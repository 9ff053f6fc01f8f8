import { ROUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../fixtures/collector.ts'
import { spanFields, START_NS, traceRequest } from '../fixtures/otlp-body.ts'

let test: TestCollector

beforeEach(() => {
  test = openCollector()
})
afterEach(() => test.collector.close())

async function read(): Promise<string> {
  const response = await test.ask(ROUTES.selfMetrics)
  expect(response.headers.get('content-type')).toContain('text/plain')
  return response.text()
}

async function figure(series: string): Promise<number | null> {
  const line = (await read()).split('\n').find((each) => each.startsWith(`${series} `))
  return line === undefined ? null : Number(line.slice(series.length + 1))
}

describe('the figures of the collector', () => {
  it('are there before anything happened, those of the process too', async () => {
    expect(await figure('trimtab_accepted_total{signal="traces"}')).toBe(0)
    expect(await figure('trimtab_queue_depth')).toBe(0)
    expect(await figure('trimtab_queue_bytes')).toBe(0)
    expect(await figure('process_resident_memory_bytes')).toBeGreaterThan(1_000_000)
    expect(await figure('trimtab_lag_seconds')).toBe(0)
  })

  it('count what is on disk, what was refused and why', async () => {
    await test.post(ROUTES.traces, traceRequest(spanFields()))
    await test.post(ROUTES.traces, '{')
    await test.post(ROUTES.feedback, [{ session: 's', kind: 'thumbs', value: true }])
    await test.post(ROUTES.feedback, '{', {})
    expect(await figure('trimtab_accepted_total{signal="traces"}')).toBe(1)
    expect(await figure('trimtab_accepted_total{signal="feedback"}')).toBe(1)
    expect(await figure('trimtab_refused_total{signal="traces",reason="invalid"}')).toBe(1)
    expect(await figure('trimtab_refused_total{signal="feedback",reason="invalid"}')).toBe(1)
    expect(await figure('trimtab_ack_seconds_count')).toBeGreaterThanOrEqual(2)
    expect(await figure('trimtab_commit_seconds_count')).toBeGreaterThanOrEqual(2)
    expect(await figure('trimtab_group_rows_sum')).toBeGreaterThanOrEqual(2)
  })

  it('tell what is taken and never kept from what is on disk, and a wrong media type from what cannot be read', async () => {
    const gauge = { name: 'a', gauge: { dataPoints: [{ asDouble: 1 }] } }
    await test.post(ROUTES.metrics, { resourceMetrics: [{ scopeMetrics: [{ metrics: [gauge] }] }] })
    await test.post(ROUTES.traces, 'a', { 'content-type': 'text/csv' })
    expect(await figure('trimtab_unkept_total{signal="metrics"}')).toBe(1)
    expect(await figure('trimtab_accepted_total{signal="metrics"}')).toBe(null)
    expect(await figure('trimtab_refused_total{signal="traces",reason="media_type"}')).toBe(1)
    expect(await figure('trimtab_forward_dropped_total{reason="refused"}')).toBe(0)
  })

  it('say how old the newest prediction is', async () => {
    await test.post(ROUTES.traces, traceRequest(spanFields()))
    expect(await figure('trimtab_lag_seconds')).toBe((NOW - Number(BigInt(START_NS) / 1_000_000n)) / 1000)
  })

  it('count requests by our own routes, so that no sender makes a label', async () => {
    for (let index = 0; index < 50; index++) {
      await test.ask(`/api/predictions/${index}`)
      await test.ask(`/nothing/${index}`)
      await test.ask(`/any/${index}/v1/traces`)
    }
    const text = await read()
    expect(text).toContain('trimtab_http_request_seconds_count{route="/api/predictions/:id",status="404"} 50')
    expect(text).toContain('trimtab_http_request_seconds_count{route="other",status="404"} 50')
    const routes = new Set([...text.matchAll(/route="([^"]*)"/g)].map(([, route]) => route))
    expect([...routes].filter((route) => /\d\d|nothing|any/.test(route ?? ''))).toEqual([])
  })

  it('of two collectors in one process are two', async () => {
    const other = openCollector()
    await other.post(ROUTES.traces, traceRequest(spanFields()))
    expect(await figure('trimtab_accepted_total{signal="traces"}')).toBe(0)
    await other.collector.close()
  })
})
