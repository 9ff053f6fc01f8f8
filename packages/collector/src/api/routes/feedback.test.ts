import {
  FEEDBACK_BODY_BYTES_MAX,
  FEEDBACK_COMMENT_CHARS_MAX,
  FEEDBACK_ITEMS_MAX,
  type FeedbackTokenPayload,
} from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signFeedbackToken } from '../../feedback/token.ts'
import { makeParts, recordingIngest, STORED } from '../../fixtures/app-parts.ts'
import { NOW, openCollector, ORIGIN, SIGNING_KEY, type TestCollector } from '../../fixtures/collector.ts'
import { PREDICTION_ID, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'
import { createApp } from '../app.ts'
import type { AppParts } from '../app-parts.ts'
import { createByteBudget } from '../body/byte-budget.ts'

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
  return signFeedbackToken(
    { prediction: PREDICTION_ID, kinds: ['thumbs', 'comment'], expiresAt: NOW / 1000 + 60, ...payload },
    SIGNING_KEY,
  )
}

async function kept(): Promise<unknown[]> {
  const prediction = (await (await test.ask(`/api/predictions/${PREDICTION_ID}`)).json()) as { feedback: unknown[] }
  return prediction.feedback
}

async function answerOf(response: Promise<Response>) {
  const answer = await response
  const { status, headers } = answer
  return {
    status,
    type: headers.get('content-type'),
    origin: headers.get('access-control-allow-origin'),
    body: (await answer.json()) as object,
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
    const twice = [thumb, thumb].map((each) => test.post(FEEDBACK, { ...each, id: 'f-1' }))
    for (const { status } of await Promise.all(twice)) expect(status).toBe(202)
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
          { pointer: '/2/kind', message: expect.any(String) as unknown },
          { pointer: '/2', message: 'point at exactly one of prediction, key, responseId and session' },
        ],
      },
    })
    expect(await kept()).toEqual([])
  })

  it('that is a single one is told of its own places, and of all that it lacks', async () => {
    const { body } = await answerOf(test.post(FEEDBACK, {}))
    expect((body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual(['/kind', ''])
  })

  const endless = `${'['.repeat(100_000)}${']'.repeat(100_000)}`

  it.each([
    { what: 'no JSON', body: '{', status: 422, code: 'request.invalid' },
    { what: 'a number', body: '7', status: 422, code: 'request.invalid' },
    { what: 'an empty list', body: '[]', status: 422, code: 'request.invalid' },
    {
      what: 'too many',
      body: JSON.stringify(Array.from({ length: FEEDBACK_ITEMS_MAX + 1 }, () => thumb)),
      status: 422,
      code: 'request.invalid',
    },
    { what: 'nested without end', body: endless, status: 422, code: 'request.invalid' },
    {
      what: 'endless in its metadata',
      body: JSON.stringify({ ...thumb, metadata: { a: 0 } }).replace('0}', `${endless}}`),
      status: 422,
      code: 'request.invalid',
    },
    { what: 'too large', body: ' '.repeat(FEEDBACK_BODY_BYTES_MAX + 1), status: 413, code: 'request.too_large' },
  ])('that is $what is refused', async ({ body, status, code }) => {
    expect(await answerOf(test.post(FEEDBACK, body))).toMatchObject({ status, body: { code } })
    expect(await kept()).toEqual([])
    expect(test.defects).toEqual([])
  })

  it('that is a form is refused, with what would be read', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await answerOf(test.post(FEEDBACK, 'kind=thumbs', form))).toMatchObject({
      status: 415,
      body: { code: 'request.unsupported_media_type', detail: 'Send JSON as application/json or text/plain.' },
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

  const forged = signFeedbackToken(
    { prediction: PREDICTION_ID, kinds: ['thumbs'], expiresAt: NOW / 1000 + 60 },
    'another key',
  )
  const other = PREDICTION_ID.replace('5b', '6b')

  const anyDetail: unknown = expect.any(String)
  const invalid = { status: 401, code: 'feedback_token.invalid', detail: anyDetail }
  const forbidden = { status: 403, code: 'feedback_token.forbidden', detail: anyDetail }

  it.each([
    { why: 'was forged', token: forged, body: said, ...invalid },
    { why: 'is nonsense', token: 'nonsense', body: said, ...invalid },
    {
      why: 'has expired',
      token: tokenOf({ expiresAt: NOW / 1000 }),
      body: said,
      status: 401,
      code: 'feedback_token.expired',
      detail: `The feedback token expired at ${new Date(NOW).toISOString()}.`,
    },
    {
      why: 'is for another prediction',
      token: tokenOf(),
      body: { ...said, prediction: other },
      ...forbidden,
      detail: 'The feedback token is for another prediction.',
    },
    {
      why: 'does not allow this kind',
      token: tokenOf(),
      body: { kind: 'label', value: 'a' },
      ...forbidden,
      detail: 'The feedback token allows thumbs, comment and not label.',
    },
    {
      why: 'does not allow to take back',
      token: tokenOf(),
      body: { kind: 'retraction', of: { kind: 'thumbs' } },
      ...forbidden,
    },
    {
      why: 'does not make a reviewer',
      token: tokenOf(),
      body: { ...said, source: 'reviewer' },
      ...forbidden,
      detail: 'A feedback token speaks for a user only.',
    },
    {
      why: 'speaks for no key',
      token: tokenOf(),
      body: { ...said, key: 'loan-77' },
      status: 422,
      code: 'request.invalid',
      detail: anyDetail,
    },
    {
      why: 'comes with a kind that is none',
      token: tokenOf(),
      body: { kind: { toString: 1, valueOf: 1 } },
      ...forbidden,
    },
  ])('is refused when its token $why', async ({ token, body, status, code, detail }) => {
    const answer = await answerOf(test.post(FEEDBACK, { token, ...body }, elsewhere))
    expect(answer).toMatchObject({ status, origin: '*', body: { status, code, detail } })
    expect(await kept()).toEqual([])
    expect(test.defects).toEqual([])
  })

  it('is by whom the token says, and by nobody else', async () => {
    const token = tokenOf({ actor: 'customer-1' })
    expect((await test.post(FEEDBACK, { ...said, token, actor: 'ann' })).status).toBe(403)
    expect((await test.post(FEEDBACK, { ...said, token })).status).toBe(202)
    expect(await kept()).toMatchObject([{ actor: 'customer-1' }])
  })

  it('is refused whole when a token allows only some of it', async () => {
    const authorization = `Bearer ${tokenOf()}`
    expect(
      (await test.post(FEEDBACK, [said, { kind: 'label', value: 'a' }], { ...elsewhere, authorization })).status,
    ).toBe(403)
    expect(await kept()).toEqual([])
  })

  it('brings a few items at once with a token, and not a thousand', async () => {
    const authorization = `Bearer ${tokenOf()}`
    const items = (count: number) => Array.from({ length: count }, () => said)
    expect((await test.post(FEEDBACK, items(20), { ...elsewhere, authorization })).status).toBe(202)
    expect((await test.post(FEEDBACK, items(21), { ...elsewhere, authorization })).status).toBe(413)
  })

  it('cannot do more with a token from this machine than from anywhere', async () => {
    expect((await test.post(FEEDBACK, { token: tokenOf(), ...said, source: 'reviewer' })).status).toBe(403)
    expect((await test.post(FEEDBACK, { token: forged, ...said })).status).toBe(401)
  })
})

describe('feedback that ingest answers otherwise', () => {
  const ask = async (parts: AppParts, headers: { [name: string]: string } = {}) =>
    createApp(parts).request(`${ORIGIN}${FEEDBACK}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(thumb),
    })

  it('while more is under way than is held asks to come again', async () => {
    for (const parts of [
      makeParts({ ingest: recordingIngest(() => ({ outcome: 'busy' })) }),
      makeParts({ budget: createByteBudget({ bytesMax: 1000 }) }),
    ]) {
      const response = await ask(parts)
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
      expect([await response.json(), parts.defects]).toMatchObject([{ code: 'collector.busy' }, []])
    }
  })

  it('is refused before its body is read where no key and no token in it could let it in', async () => {
    const asJson = { 'content-type': 'application/json' }
    const body = new ReadableStream({ pull: () => Promise.reject(new Error('the body was read')) })
    const guarded = makeParts({
      authentication: { ...makeParts().authentication, authorisePage: () => Promise.resolve({ outcome: 'invalid' }) },
    })
    const request: RequestInit & { duplex: 'half' } = { method: 'POST', headers: asJson, body, duplex: 'half' }
    const response = await createApp(guarded).request(`${ORIGIN}${FEEDBACK}`, request)
    expect(response.status).toBe(401)
  })

  it('shares a little room of its own where nothing is shown before the body', async () => {
    const noKey: Partial<AppParts> = {
      authentication: { ...makeParts().authentication, authorisePage: () => Promise.resolve({ outcome: 'missing' }) },
    }
    expect((await ask(makeParts({ ...noKey, budget: createByteBudget({ bytesMax: 1000 }) }))).status).toBe(401)
    expect((await ask(makeParts({ ...noKey, strangersBudget: createByteBudget({ bytesMax: 1000 }) }))).status).toBe(503)
    expect((await ask(makeParts({ strangersBudget: createByteBudget({ bytesMax: 1000 }) }))).status).toBe(202)
  })

  it('says how many of it wait for their prediction', async () => {
    const response = await ask(makeParts({ ingest: recordingIngest(() => ({ ...STORED, waiting: 1 })) }))
    expect([response.status, await response.json()]).toEqual([202, { accepted: 1, waiting: 1 }])
  })

  it('is charged to its key', async () => {
    const charged: unknown[] = []
    const charge = (_key: unknown, load: unknown) => Promise.resolve(void charged.push(load))
    await ask(makeParts({ authentication: { ...makeParts().authentication, charge } }))
    expect(charged).toEqual([{ bytes: JSON.stringify(thumb).length, items: 1 }])
  })

  it('is taken without a token from a declared origin, and from no other', async () => {
    const origins = ['https://shop.example']
    expect((await ask(makeParts({ origins }), elsewhere)).status).toBe(202)
    for (const origin of ['https://evil.example', 'https://shop.example.evil.example', 'null', ''])
      expect((await ask(makeParts({ origins }), { origin })).status, origin).toBe(403)
  })

  it('speaks from a declared origin as any reader of that page, and in sixty items an hour of one prediction', async () => {
    const app = createApp(makeParts({ origins: ['https://shop.example'] }))
    const post = async (body: unknown) => {
      const headers = { 'content-type': 'application/json', ...elsewhere }
      return (await app.request(`${ORIGIN}${FEEDBACK}`, { method: 'POST', headers, body: JSON.stringify(body) })).status
    }
    for (const beyond of [{ source: 'reviewer' }, { kind: 'label', value: 'x' }, { prediction: undefined, key: 'k' }])
      expect(await post({ ...thumb, ...beyond })).toBe(403)
    for (let times = 0; times < 3; times += 1) expect(await post(Array.from({ length: 20 }, () => thumb))).toBe(202)
    expect(await post(thumb)).toBe(429)
  })
})

describe('a comment', () => {
  const longest = 'x'.repeat(FEEDBACK_COMMENT_CHARS_MAX)

  it.each([
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['a formula', '=HYPERLINK("http://evil.example";"x")'],
    ['a NUL', 'before\u0000after'],
    ['half of a surrogate pair', 'half \ud83d of it'],
    ['lines and signs of every kind', '\r\n\t\u2028\u202e\ufeff😀"\\'],
    ['the longest', longest],
  ])('is kept exactly: %s', async (_what, comment) => {
    expect((await test.post(FEEDBACK, { ...thumb, comment })).status).toBe(202)
    expect(await kept()).toMatchObject([{ comment }])
  })

  it('that is too long is refused with its place among the others, and nothing of them is kept', async () => {
    const items = [thumb, { ...thumb, comment: `${longest}x` }, thumb]
    expect(await answerOf(test.post(FEEDBACK, items))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/1/comment', message: expect.stringContaining('10000') as unknown }] },
    })
    expect((await test.post(FEEDBACK, { ...thumb, comment: 'x'.repeat(10_000_000) })).status).toBe(413)
    const sent = { token: tokenOf(), ...said, comment: 'x'.repeat(10_000_000) }
    expect((await test.post(FEEDBACK, sent, elsewhere)).status).toBe(413)
    expect(await kept()).toEqual([])
  })
})
