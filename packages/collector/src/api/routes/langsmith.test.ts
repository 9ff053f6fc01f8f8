import { ROUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { PREDICTION_ID, spanFields, TRACE_ID, traceRequest } from '../../fixtures/otlp-body.ts'

let nowMs: number
let test: TestCollector

beforeEach(async () => {
  nowMs = NOW
  test = openCollector({ clock: () => nowMs })
  await test.post('/v1/traces', traceRequest(spanFields()))
})
afterEach(() => test.collector.close())

const TRACE_UUID = TRACE_ID.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
const said = { id: '01a1fc8a-a953-7252-aaa4-d8a57808ae7e', run_id: TRACE_UUID, trace_id: TRACE_UUID, key: 'user_score' }

async function feedbackOf(): Promise<{ kind: string }[]> {
  const response = await test.ask(`/api/predictions/${PREDICTION_ID}`)
  return ((await response.json()) as { feedback: { kind: string }[] }).feedback
}

describe('feedback for LangSmith', () => {
  it.each([ROUTES.langsmithFeedback, ROUTES.langsmithFeedbackApi])(
    'at %s is given back once it is on disk',
    async (path) => {
      const body = { ...said, score: 1, value: 'up', comment: 'nice', correction: { desired: 'Use the portal.' } }
      const response = await test.post(path, body)
      expect([response.status, await response.json()]).toMatchObject([200, { id: said.id, key: 'user_score' }])
      expect((await feedbackOf()).map(({ kind }) => kind).toSorted()).toEqual(['correction', 'thumbs'])
      await test.post(path, body)
      expect(await feedbackOf()).toHaveLength(2)
    },
  )

  it('without an id is given one', async () => {
    const response = await test.post(ROUTES.langsmithFeedback, { ...said, id: null, score: 1 })
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { id: expect.stringMatching(/.+/) as unknown },
    ])
  })

  it('that is created again under its id has its last word', async () => {
    for (const score of [1, 0, 1, 1]) {
      nowMs += 1
      const response = await test.post(ROUTES.langsmithFeedback, { ...said, score })
      expect([response.status, await response.json()]).toMatchObject([200, { id: said.id }])
      expect((await feedbackOf())[0]).toMatchObject({ kind: 'score', value: score })
    }
    expect(await feedbackOf()).toHaveLength(3)
  })

  it.each(['PATCH', 'DELETE', 'GET'])('is not there by its id alone, and what to do is said: %s', async (method) => {
    for (const path of [ROUTES.langsmithFeedback, ROUTES.langsmithFeedbackApi]) {
      const response = await test.ask(`${path}/${said.id}`, { method })
      expect([response.status, await response.json()]).toMatchObject([
        404,
        { detail: expect.stringContaining('create it once more with the same id') as unknown },
      ])
    }
  })

  it.each([[{}], [{ ...said, run_id: 'x', trace_id: 'y' }], ['text'], [[]]])(
    'about nothing is a problem: %j',
    async (body) => {
      expect((await test.post(ROUTES.langsmithFeedback, body)).status).toBe(422)
    },
  )

  it('of a page of another site is refused', async () => {
    expect((await test.post(ROUTES.langsmithFeedback, said, { origin: 'https://evil.example' })).status).toBe(403)
  })
})

it('LangSmith’s SDKs are told that somebody is there', async () => {
  expect((await test.ask(ROUTES.langsmithInfo)).status).toBe(200)
})

describe('the traces of LangSmith in its own form', () => {
  it.each(['/runs', '/runs/batch', '/runs/multipart', '/api/v1/runs/batch'])(
    'are refused at %s with what to set',
    async (path) => {
      const response = await test.post(path, 'x', { 'content-type': 'multipart/form-data; boundary=x' })
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('LANGSMITH_OTEL_ENABLED=true')
    },
  )
})
