import type { Trace } from '@trimtab/contract'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { spanFields, START_NS, TRACE_ID, traceRequest } from '../../fixtures/otlp-body.ts'

let test: TestCollector

beforeEach(() => {
  test = openCollector()
})
afterEach(() => test.collector.close())

it('shows a trace with its predictions by their start, in whatever order they came', async () => {
  const later = { startTimeUnixNano: String(BigInt(START_NS) + 5_000_000n) }
  const first = spanFields({ spanId: 'bbbbbbbbbbbbbbbb' })
  const second = spanFields({ spanId: 'aaaaaaaaaaaaaaaa', ...later, endTimeUnixNano: later.startTimeUnixNano })
  await test.post('/v1/traces', traceRequest(second))
  await test.post('/v1/traces', traceRequest(first))
  const trace = (await (await test.ask(`/api/traces/${TRACE_ID}`)).json()) as Trace
  const ids = ['bbbbbbbbbbbbbbbb', 'aaaaaaaaaaaaaaaa'].map((spanId) => `${TRACE_ID}-${spanId}`)
  expect(trace).toMatchObject({ traceId: TRACE_ID, predictions: ids })
  expect(trace.spans.map(({ prediction }) => prediction)).toEqual(ids)
})

it.each(['a', TRACE_ID.toUpperCase(), '%00', `${TRACE_ID}0`])('knows nothing of %s', async (id) => {
  const response = await test.ask(`/api/traces/${id}`)
  expect([response.status, await response.json()]).toMatchObject([404, { code: 'trace.not_found' }])
})
