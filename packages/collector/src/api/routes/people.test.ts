import { type ForgetReport, PREDICTION_ATTRIBUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, changesOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'
import { keyValues, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'

let test: TestCollector
let ask: Ask

beforeEach(() => {
  test = openCollector()
  ask = askerOf(test)
})
afterEach(() => test.collector.close())

function send(...users: string[]): Promise<Response> {
  const spans = users.map((user, index) =>
    spanFields({
      traceId: String(index + 1).repeat(32),
      attributes: keyValues({ [PREDICTION_ATTRIBUTES.task]: 'support.reply', [PREDICTION_ATTRIBUTES.user]: user }),
    }),
  )
  return test.post('/v1/traces', traceRequest(...spans))
}

describe('a person', () => {
  it('is forgotten with a report, and asked for again is nobody', async () => {
    await send('ann', 'ben', 'ann')
    const { status, body } = await ask('DELETE', '/api/people/ann')
    expect([status, body]).toMatchObject([200, { user: 'ann', predictions: 2, datasetVersions: [], exported: [] }])
    expect((await ask('GET', '/api/predictions')).body).toMatchObject({ predictions: [{ user: 'ben' }] })
    expect((await ask('GET', '/api/overview')).body).toMatchObject({ predictions: 1 })
    expect(await ask('DELETE', '/api/people/ann')).toMatchObject({ status: 404, body: { code: 'person.not_found' } })
  })

  it('may be called whatever somebody is called', async () => {
    const name = 'ann/../ben%20?#é 😀'
    await send(name, 'ben')
    const { body } = await ask('DELETE', `/api/people/${encodeURIComponent(name)}`)
    expect(body as ForgetReport).toMatchObject({ user: name, predictions: 1 })
  })

  it('is named neither by the job nor by the log that is left', async () => {
    await send('ann-4711')
    await ask('DELETE', '/api/people/ann-4711')
    const left = [(await ask('GET', '/api/jobs')).body, await changesOf(test)]
    expect(JSON.stringify(left)).not.toContain('ann-4711')
    expect(left[1]).toMatchObject([{ action: 'person.forgotten', detail: { predictions: 1 } }])
  })

  it('is forgotten by an administrator alone', async () => {
    await send('ann')
    const admin = await makeKeyAs(ask, 'admin')
    const reader = await makeKeyAs(askerOf(test, admin.key), 'read', 'review', 'ingest', 'feedback')
    expect(await ask('DELETE', '/api/people/ann')).toMatchObject({ status: 401 })
    expect(await askerOf(test, reader.key)('DELETE', '/api/people/ann')).toMatchObject({ status: 403 })
    expect(await askerOf(test, admin.key)('DELETE', '/api/people/ann')).toMatchObject({ status: 200 })
  })
})
