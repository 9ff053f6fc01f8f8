import { FEEDBACK_BODY_BYTES_MAX, FEEDBACK_ITEMS_MAX, type FeedbackTokenPayload } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, ORIGIN, SIGNING_KEY, type TestCollector } from '../../fixtures/collector.ts'
import { makeToken } from '../../fixtures/feedback-token.ts'
import { PREDICTION_ID, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'

let test: TestCollector

beforeEach(async () => {
  test = openCollector()
  await test.post('/v1/traces', traceRequest(spanFields()))
})
afterEach(() => test.collector.close())

const FEEDBACK = '/api/feedback'
const thumb = { prediction: PREDICTION_ID, kind: 'thumbs', value: true }
const said = { kind: 'thumbs', value: true }
const elsewhere = { origin: 'https://shop.example' }

function tokenOf(payload: Partial<FeedbackTokenPayload> = {}): string {
  return makeToken(
    { prediction: PREDICTION_ID, kinds: ['thumbs', 'comment'], expiresAt: NOW / 1000 + 60, ...payload },
    SIGNING_KEY,
  )
}

async function kept(): Promise<unknown[]> {
  const prediction = (await (await test.ask(`/api/predictions/${PREDICTION_ID}`)).json()) as { feedback: unknown[] }
  return prediction.feedback
}

async function answerOf(response: Promise<Response>) {
  const { status, headers } = await response
  return {
    status,
    type: headers.get('content-type'),
    origin: headers.get('access-control-allow-origin'),
    body: (await (await response).json()) as unknown,
  }
}

describe('feedback from this machine', () => {
  it('is acknowledged with 202 once it is stored', async () => {
    expect(await answerOf(test.post(FEEDBACK, thumb))).toMatchObject({ status: 202, body: { accepted: 1, waiting: 0 } })
    expect(await kept()).toMatchObject([
      { id: 'made-1', value: true, source: 'user', receivedAt: new Date(NOW).toISOString() },
    ])
  })

  it('may be several, known and waiting', async () => {
    const list = [thumb, { key: 'loan-77', kind: 'label', value: 'defaulted', source: 'ground_truth' }]
    expect(await answerOf(test.post(FEEDBACK, list))).toMatchObject({ status: 202, body: { accepted: 2, waiting: 1 } })
  })

  it('may come as text, which a closing page sends', async () => {
    expect((await test.post(FEEDBACK, thumb, { 'content-type': 'text/plain;charset=UTF-8' })).status).toBe(202)
  })

  it('sent twice under one id is kept once', async () => {
    for (const _time of ['first', 'second'])
      expect((await test.post(FEEDBACK, { ...thumb, id: 'f-1' })).status).toBe(202)
    expect(await kept()).toHaveLength(1)
  })

  it('may come from our own page', async () => {
    expect((await test.post(FEEDBACK, thumb, { origin: ORIGIN })).status).toBe(202)
  })

  it('of the wrong shape is refused whole, with every place and reason', async () => {
    expect(await answerOf(test.post(FEEDBACK, [thumb, { ...thumb, value: 'up' }, { kind: 'praise' }]))).toMatchObject({
      status: 422,
      type: 'application/problem+json',
      body: {
        type: 'urn:trimtab:problem:request.invalid',
        code: 'request.invalid',
        status: 422,
        errors: [
          { pointer: '/1/value', message: 'a thumb is true or false' },
          { pointer: '/2/kind', message: expect.any(String) },
        ],
      },
    })
    expect(await kept()).toEqual([])
  })

  it.each([
    ['no JSON', '{', 'application/json', 422, 'request.invalid'],
    ['a number', '7', 'application/json', 422, 'request.invalid'],
    ['an empty list', '[]', 'application/json', 422, 'request.invalid'],
    [
      'too many',
      JSON.stringify(Array.from({ length: FEEDBACK_ITEMS_MAX + 1 }, () => thumb)),
      'application/json',
      422,
      'request.invalid',
    ],
    ['nested without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'application/json', 422, 'request.invalid'],
    [
      'a metadata nested without end',
      `{"session":"s","kind":"thumbs","value":true,"metadata":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
      'application/json',
      422,
      'request.invalid',
    ],
    ['too large', ' '.repeat(FEEDBACK_BODY_BYTES_MAX + 1), 'application/json', 413, 'request.too_large'],
    ['a form', 'kind=thumbs', 'application/x-www-form-urlencoded', 415, 'request.unsupported_media_type'],
  ])('that is %s is refused', async (_what, body, mediaType, status, code) => {
    expect(await answerOf(test.post(FEEDBACK, body, { 'content-type': mediaType }))).toMatchObject({
      status,
      body: { code },
    })
    expect(test.defects).toEqual([])
  })
})

describe('feedback from a page of another site', () => {
  it('is refused without a token, in an answer the page can read', async () => {
    expect(await answerOf(test.post(FEEDBACK, thumb, elsewhere))).toMatchObject({
      status: 403,
      origin: '*',
      body: { code: 'request.cross_site' },
    })
    expect((await test.post(FEEDBACK, thumb, { origin: 'null' })).status).toBe(403)
    expect(await kept()).toEqual([])
  })

  it.each([
    ['in the body', { token: tokenOf(), ...said }, {}],
    ['as a bearer', said, { authorization: `Bearer ${tokenOf()}` }],
    ['as text, without a preflight', { token: tokenOf(), ...said }, { 'content-type': 'text/plain' }],
  ])('is taken with a token %s, and its answer can be read', async (_how, body, headers) => {
    expect(await answerOf(test.post(FEEDBACK, body, { ...elsewhere, ...headers }))).toMatchObject({
      status: 202,
      origin: '*',
      body: { accepted: 1, waiting: 0 },
    })
    expect(await kept()).toMatchObject([{ prediction: PREDICTION_ID, source: 'user', value: true }])
    expect(JSON.stringify(await kept())).not.toContain('v1.')
  })

  it('may ask first what it may send', async () => {
    const preflight = {
      method: 'OPTIONS',
      headers: {
        ...elsewhere,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    }
    const { status, headers } = await test.ask(FEEDBACK, preflight)
    expect([status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-methods')]).toEqual([
      204,
      '*',
      'POST',
    ])
    expect(headers.get('access-control-allow-headers')?.split(',')).toContain('authorization')
  })

  const forged = makeToken({ prediction: PREDICTION_ID, kinds: ['thumbs'], expiresAt: NOW / 1000 + 60 }, 'another key')
  const other = PREDICTION_ID.replace('5b', '6b')

  it.each([
    ['was forged', forged, said, 401, 'feedback_token.invalid', expect.any(String)],
    ['is nonsense', 'nonsense', said, 401, 'feedback_token.invalid', expect.any(String)],
    [
      'has expired',
      tokenOf({ expiresAt: NOW / 1000 }),
      said,
      401,
      'feedback_token.expired',
      `The feedback token expired at ${new Date(NOW).toISOString()}.`,
    ],
    [
      'is for another prediction',
      tokenOf(),
      { ...said, prediction: other },
      403,
      'feedback_token.forbidden',
      'The feedback token is for another prediction.',
    ],
    [
      'does not allow this kind',
      tokenOf(),
      { kind: 'label', value: 'a' },
      403,
      'feedback_token.forbidden',
      'The feedback token allows thumbs, comment and not label.',
    ],
    [
      'does not allow to take back',
      tokenOf(),
      { kind: 'retraction', of: { kind: 'thumbs' } },
      403,
      'feedback_token.forbidden',
      expect.any(String),
    ],
    [
      'does not make a reviewer',
      tokenOf(),
      { ...said, source: 'reviewer' },
      403,
      'feedback_token.forbidden',
      'A feedback token speaks for a user only.',
    ],
    ['speaks for no key', tokenOf(), { ...said, key: 'loan-77' }, 422, 'request.invalid', expect.any(String)],
    [
      'is given with a kind that is none',
      tokenOf(),
      { kind: { toString: 1, valueOf: 1 } },
      403,
      'feedback_token.forbidden',
      expect.any(String),
    ],
  ])('is refused when its token %s', async (_why, token, body, status, code, detail) => {
    expect(await answerOf(test.post(FEEDBACK, { token, ...body }, elsewhere))).toMatchObject({
      status,
      body: { code, detail },
    })
    expect(await kept()).toEqual([])
    expect(test.defects).toEqual([])
  })

  it('is refused whole when a token allows only some of it', async () => {
    const authorization = `Bearer ${tokenOf()}`
    expect(
      (await test.post(FEEDBACK, [said, { kind: 'label', value: 'a' }], { ...elsewhere, authorization })).status,
    ).toBe(403)
    expect(await kept()).toEqual([])
  })

  it('cannot do more with a token from this machine than from anywhere', async () => {
    expect((await test.post(FEEDBACK, { token: tokenOf(), ...said, source: 'reviewer' })).status).toBe(403)
    expect((await test.post(FEEDBACK, { token: forged, ...said })).status).toBe(401)
  })
})
