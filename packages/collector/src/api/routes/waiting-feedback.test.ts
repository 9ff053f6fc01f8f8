import type { WaitingFeedbackPage } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'
import { PREDICTION_ID, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'

const WAITING = '/api/feedback/waiting'

let test: TestCollector
let ask: Ask

beforeEach(() => {
  test = openCollector()
  ask = askerOf(test)
})
afterEach(() => test.collector.close())

const readPage = async (query = '') => (await ask('GET', `${WAITING}${query}`)).body as WaitingFeedbackPage

describe('feedback that waits', () => {
  it('is shown until its prediction comes', async () => {
    await test.post('/api/feedback', { id: 'early', prediction: PREDICTION_ID, kind: 'thumbs', value: true })
    expect(await readPage()).toMatchObject({ feedback: [{ id: 'early', prediction: PREDICTION_ID }], nextCursor: null })
    await test.post('/v1/traces', traceRequest(spanFields()))
    expect(await readPage()).toEqual({ feedback: [], nextCursor: null })
  })

  it('is read page by page, the newest first, each once', async () => {
    for (const key of ['loan-1', 'loan-2', 'loan-3'])
      await test.post('/api/feedback', { key, kind: 'label', value: 'repaid', source: 'ground_truth' })
    const first = await readPage('?limit=2')
    const second = await readPage(`?limit=2&cursor=${encodeURIComponent(first.nextCursor ?? '')}`)
    const keys = [...first.feedback, ...second.feedback].map(({ key }) => key)
    expect([keys, second.nextCursor]).toEqual([['loan-3', 'loan-2', 'loan-1'], null])
  })

  it('is refused where the cursor is none of its own', async () => {
    expect(await ask('GET', `${WAITING}?cursor=mine`)).toMatchObject({ status: 422, body: { code: 'query.cursor' } })
  })

  it('is for whoever may read, and can only be read', async () => {
    const { key } = await makeKeyAs(ask, 'admin')
    const sender = await makeKeyAs(askerOf(test, key), 'feedback')
    expect((await askerOf(test, sender.key)('GET', WAITING)).status).toBe(403)
    expect((await askerOf(test, key)('POST', WAITING, {})).status).toBe(405)
  })
})
