import { ROUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { PREDICTION_ID, SPAN_ID, spanFields, TRACE_ID, traceRequest } from '../../fixtures/otlp-body.ts'

let nowMs: number
let test: TestCollector

beforeEach(async () => {
  nowMs = NOW
  test = openCollector({ clock: () => nowMs })
  await test.post('/v1/traces', traceRequest(spanFields()))
})
afterEach(() => test.collector.close())

type Fields = { [field: string]: unknown }

function scoreEvent(id: string, said: Fields = {}): Fields {
  const body = { id, traceId: TRACE_ID, observationId: SPAN_ID, name: 'helpfulness', value: 0.85, dataType: 'NUMERIC' }
  return { id: `event-${id}`, type: 'score-create', timestamp: '2026-11-21T10:00:00.000Z', body: { ...body, ...said } }
}

async function feedbackOf(id = PREDICTION_ID): Promise<unknown[]> {
  const { feedback } = (await (await test.ask(`/api/predictions/${id}`)).json()) as { feedback: unknown[] }
  return feedback
}

describe('a batch for Langfuse', () => {
  it('is answered event by event once the scores are on disk', async () => {
    const response = await test.post(ROUTES.langfuseIngestion, {
      batch: [scoreEvent('score-1'), scoreEvent('score-2', { name: 'user-thumbs', value: 1, dataType: 'BOOLEAN' })],
    })
    expect([response.status, await response.json()]).toEqual([
      207,
      {
        successes: [
          { id: 'event-score-1', status: 201 },
          { id: 'event-score-2', status: 201 },
        ],
        errors: [],
      },
    ])
    expect(await feedbackOf()).toMatchObject([{ name: 'user-thumbs' }, { name: 'helpfulness', value: 0.85 }])
  })

  it('that is sent again is no second opinion', async () => {
    for (let time = 0; time < 2; time += 1)
      await test.post(ROUTES.langfuseIngestion, { batch: [scoreEvent('score-1')] })
    expect(await feedbackOf()).toHaveLength(1)
  })

  it('says of each event that is not kept that it is not', async () => {
    const response = await test.post(ROUTES.langfuseIngestion, {
      batch: [
        scoreEvent('good'),
        scoreEvent('nowhere', { traceId: 'x', observationId: undefined }),
        scoreEvent('long', { comment: 'x'.repeat(200_000), value: [] }),
        { id: 'event-trace', type: 'trace-create', body: { id: 't' } },
        { id: 'event-log', type: 'sdk-log', body: { log: {} } },
        'nothing',
        null,
      ],
    })
    const answer = (await response.json()) as { successes: Fields[]; errors: Fields[] }
    expect(answer.successes.map(({ id }) => id)).toEqual(['event-good', 'event-log'])
    expect(answer.errors.map(({ id, status }) => [id, status])).toEqual([
      ['event-nowhere', 400],
      ['event-long', 400],
      ['event-trace', 400],
      ['', 400],
      ['', 400],
    ])
    expect(answer.errors[2]?.['error']).toContain('OpenTelemetry')
    expect(await feedbackOf()).toHaveLength(1)
  })

  it.each([[{}], [[]], ['text'], [{ batch: {} }], [null]])('of the wrong shape is a problem: %j', async (body) => {
    const response = await test.post(ROUTES.langfuseIngestion, body)
    expect([response.status, response.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
  })

  it('of a page of another site is refused', async () => {
    const response = await test.post(ROUTES.langfuseIngestion, { batch: [] }, { origin: 'https://evil.example' })
    expect(response.status).toBe(403)
  })

  it('without end is refused whole', async () => {
    const batch = Array.from({ length: 1001 }, (_, number) => scoreEvent(`score-${number}`))
    expect((await test.post(ROUTES.langfuseIngestion, { batch })).status).toBe(413)
    expect(await feedbackOf()).toEqual([])
  })
})

describe('a single score for Langfuse', () => {
  it('is answered with its id once it is on disk', async () => {
    const { body } = scoreEvent('score-1')
    const response = await test.post(ROUTES.langfuseScores, body)
    expect([response.status, await response.json()]).toEqual([200, { id: 'score-1' }])
    expect(await feedbackOf()).toMatchObject([{ name: 'helpfulness', value: 0.85 }])
    const { id } = (await (
      await test.post(ROUTES.langfuseScores, { ...(body as Fields), id: undefined })
    ).json()) as Fields
    expect(id).toMatch(/.+/)
  })

  it('that is changed under its id has its last word, also where that is the first again', async () => {
    const send = async (value: number) =>
      (await test.post(ROUTES.langfuseScores, scoreEvent('score-1', { value })['body'])).status
    const last = async () => {
      const { opinion } = (await (await test.ask(`/api/predictions/${PREDICTION_ID}`)).json()) as { opinion: Fields }
      return opinion['score']
    }
    for (const value of [0.1, 0.9, 0.1, 0.1, 0.9, 0.9, 0.2]) {
      expect(await send(value)).toBe(200)
      expect(await last()).toBe(value)
    }
    expect(await feedbackOf()).toHaveLength(5)
  })

  it.each([
    ['DELETE', '/api/public/scores/score-1'],
    ['GET', '/api/public/scores/score-1'],
  ])('is not there by its id alone, and what to do is said: %s', async (method, path) => {
    const response = await test.ask(path, { method })
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { detail: expect.stringContaining('create it once more with the same id') as unknown },
    ])
  })

  it('about nothing is a problem', async () => {
    expect((await test.post(ROUTES.langfuseScores, { name: 'helpfulness', value: 1 })).status).toBe(422)
  })
})

it('Langfuse’s SDKs are told that somebody is there', async () => {
  expect(await (await test.ask(ROUTES.langfuseHealth)).json()).toMatchObject({ status: 'OK' })
})
