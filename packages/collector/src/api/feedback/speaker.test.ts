import type { FeedbackTokenPayload, KeyScope, Prediction } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { currentFeedback } from '../../feedback/opinion.ts'
import { signFeedbackToken } from '../../feedback/token.ts'
import { NOW, openCollector, ORIGIN, SIGNING_KEY, type TestCollector } from '../../fixtures/collector.ts'
import { PREDICTION_ID, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'
import { hashKeyText, makeKeyText } from '../../store/key-text.ts'
import { KEY_KNOWN_MS } from '../authentication/key-ring.ts'
import { CLAIMED_ACTORS_PER_HOUR_MAX, PREDICTION_ITEMS_PER_HOUR_MAX } from '../authentication/voice-limits.ts'

type Fields = { [field: string]: unknown }

const FEEDBACK = '/api/feedback'
const SHOP = 'https://shop.example'
const said = { kind: 'thumbs', value: false }
const other = PREDICTION_ID.replace('5b', '6b')

let nowMs: number
let test: TestCollector

async function open(oldSigningKeys: string[] = []): Promise<void> {
  nowMs = NOW
  test = openCollector({ clock: () => nowMs, oldSigningKeys })
  await test.post('/v1/traces', traceRequest(spanFields()))
  const spoken = [
    { ...said, value: true, actor: 'ann', consent: false, id: 'f-ann' },
    { ...said, value: true, source: 'reviewer', actor: 'ben' },
    { kind: 'score', value: 0.9, source: 'judge', name: 'helpful' },
  ]
  await test.post(
    FEEDBACK,
    spoken.map((each) => ({ ...each, prediction: PREDICTION_ID })),
  )
}

beforeEach(() => open())
afterEach(() => test.collector.close())

function tokenOf(payload: Partial<FeedbackTokenPayload> = {}, key = SIGNING_KEY): string {
  return signFeedbackToken(
    { prediction: PREDICTION_ID, kinds: ['thumbs', 'comment'], expiresAt: NOW / 1000 + 60, ...payload },
    key,
  )
}

const send = (body: Fields, headers: { [name: string]: string } = {}) =>
  test.post(FEEDBACK, body, { 'content-type': 'text/plain', origin: SHOP, ...headers })
const whole = async () => (await test.ask(`/api/predictions/${PREDICTION_ID}`)).text()

async function problemOf(response: Promise<Response>): Promise<{ status: number; code: unknown; wait: string | null }> {
  const { status, headers, ...answer } = await response.then(async (given) => ({
    status: given.status,
    headers: given.headers,
    body: (await given.json()) as { code?: unknown },
  }))
  return { status, code: answer.body.code, wait: headers.get('retry-after') }
}

describe('a token of somebody who means harm', () => {
  const [invalid, forbidden] = [
    { status: 401, code: 'feedback_token.invalid' },
    { status: 403, code: 'feedback_token.forbidden' },
  ]

  it.each([
    { what: 'that was forged', token: tokenOf({}, 'another key'), body: said, ...invalid },
    { what: 'of a key that is no longer named', token: tokenOf({}, 'a key of last year'), body: said, ...invalid },
    {
      what: 'that has expired',
      token: tokenOf({ expiresAt: NOW / 1000 }),
      body: said,
      status: 401,
      code: 'feedback_token.expired',
    },
    {
      what: 'for another prediction',
      token: tokenOf({ prediction: other }),
      body: { ...said, prediction: PREDICTION_ID },
      ...forbidden,
    },
    { what: 'of another kind', token: tokenOf(), body: { kind: 'label', value: 'x' }, ...forbidden },
    {
      what: 'that takes back what it may not',
      token: tokenOf(),
      body: { kind: 'retraction', of: { kind: 'thumbs' }, actor: 'ann' },
      ...forbidden,
    },
    {
      what: 'of another person',
      token: tokenOf({ actor: 'eve' }),
      body: { ...said, actor: 'ann', consent: true },
      ...forbidden,
    },
    { what: 'as a reviewer', token: tokenOf(), body: { ...said, source: 'reviewer', actor: 'ben' }, ...forbidden },
    { what: 'with an id that is made here', token: tokenOf(), body: { ...said, id: 'annotation-1' }, ...forbidden },
    {
      what: 'with the id of what was said',
      token: tokenOf(),
      body: { ...said, id: 'f-ann' },
      status: 202,
      code: undefined,
    },
  ])('$what changes nothing', async ({ token, body, status, code }) => {
    const before = await whole()
    const answer = await problemOf(send({ token, ...body }))
    expect([answer.status, answer.code]).toEqual([status, code])
    expect(await whole()).toBe(before)
    expect(test.defects).toEqual([])
  })

  it('that names nobody leaves alone what a person said whom the page claims to be', async () => {
    const claim = { kind: 'thumbs', value: false, actor: 'ann', consent: true }
    expect((await send({ token: tokenOf({ once: 'a-name' }), ...claim })).status).toBe(202)
    expect((await send({ token: tokenOf(), ...claim, metadata: { page: 7, claimed: false } })).status).toBe(202)
    const { feedback } = (await (await test.ask(`/api/predictions/${PREDICTION_ID}`)).json()) as Prediction
    const ofAnn = feedback.filter(({ actor }) => actor === 'ann')
    expect(ofAnn.map(({ metadata, consent }) => [metadata, consent])).toEqual([
      [{ page: 7, claimed: true }, null],
      [{ claimed: true }, null],
      [{}, false],
    ])
    expect(currentFeedback(feedback)).toContainEqual(expect.objectContaining({ id: 'f-ann', consent: false }))
  })

  it('used a second time for something else changes nothing', async () => {
    const token = tokenOf({ once: 'a-name' })
    expect((await send({ token, ...said })).status).toBe(202)
    const before = await whole()
    for (const body of [
      { ...said, value: true },
      { ...said, comment: 'more' },
      { ...said, consent: true },
      { ...said, actor: 'ann' },
    ])
      expect(await problemOf(send({ token, ...body }))).toMatchObject({ status: 409, code: 'feedback_token.used' })
    expect(await whole()).toBe(before)
  })

  it('past what may be said of one prediction changes nothing, and says when to come again', async () => {
    const token = tokenOf()
    for (let number = 3; number < PREDICTION_ITEMS_PER_HOUR_MAX + 3; number += 1)
      expect((await send({ token, kind: 'comment', comment: `${number}` })).status).toBe(202)
    const before = await whole()
    expect(await problemOf(send({ token, ...said }))).toEqual({ status: 429, code: 'feedback.too_much', wait: '60' })
    expect(await whole()).toBe(before)
    nowMs += 60_000 - 1
    expect((await send({ token: tokenOf({ expiresAt: NOW }), ...said })).status).toBe(429)
    nowMs += 1
    expect((await send({ token: tokenOf({ expiresAt: NOW }), ...said })).status).toBe(202)
  })

  it('under more and more names changes nothing after a few', async () => {
    const sendAs = (number: number) => send({ token: tokenOf(), ...said, actor: `person ${number}` })
    for (let number = 0; number < CLAIMED_ACTORS_PER_HOUR_MAX; number += 1)
      expect((await sendAs(number)).status).toBe(202)
    const before = await whole()
    expect(await problemOf(sendAs(99))).toMatchObject({ status: 429, code: 'feedback.too_much' })
    expect(await whole()).toBe(before)
  })
})

describe('a token of a key of before', () => {
  it('is good while that key is named', async () => {
    await test.collector.close()
    await open(['last year’s', 'the year before’s'])
    for (const key of [SIGNING_KEY, 'last year’s', 'the year before’s'])
      expect((await send({ token: tokenOf({}, key), ...said })).status).toBe(202)
    expect((await send({ token: tokenOf({}, 'older'), ...said })).status).toBe(401)
  })
})

async function makeKey(scopes: KeyScope[], origins: string[] = []): Promise<string> {
  const { id, text } = makeKeyText()
  const limits = { itemsPerSecond: null, bodyBytesMax: null }
  const facts = { id, name: 'test', scopes, origins, limits, createdAt: '2026-11-21T10:00:00.000Z' }
  await test.collector.state.createKey({ ...facts, hash: hashKeyText(text) }, { actor: 'anyone' })
  nowMs += KEY_KNOWN_MS
  return text
}

describe('a key that only reviews', () => {
  const item = { ...said, prediction: PREDICTION_ID }
  const label = { kind: 'label', value: 'planted' }
  let header: { [name: string]: string }

  beforeEach(async () => {
    await makeKey(['admin'])
    header = { 'x-api-key': await makeKey(['read', 'review']) }
  })

  it.each([
    { ...item, ...label, source: 'ground_truth' },
    { ...item, source: 'judge' },
    { ...item, source: 'system' },
    { ...label, source: 'reviewer', key: 'loan-77' },
    { ...label, session: 's-1' },
    { ...label, responseId: 'chatcmpl-1' },
    { ...item, source: 'reviewer', id: 'review-0123' },
    { ...item, source: 'reviewer', id: 'truth-000000000002-0123' },
  ])('plants nothing that is not a word of its own on a prediction: %j', async (body) => {
    const before = await whole()
    expect(await problemOf(test.post(FEEDBACK, [item, body], header))).toMatchObject({
      status: 403,
      code: 'key.forbidden',
    })
    expect(await whole()).toBe(before)
  })

  it('says what it thinks and takes it back, and with the scope feedback says all', async () => {
    const retraction = { ...item, kind: 'retraction', of: { kind: 'thumbs' }, value: undefined, source: 'reviewer' }
    for (const body of [item, { ...item, source: 'reviewer', actor: 'zoe', id: 'f-9' }, retraction])
      expect((await test.post(FEEDBACK, body, header)).status).toBe(202)
    const both = { 'x-api-key': await makeKey(['review', 'feedback']) }
    expect((await test.post(FEEDBACK, { ...label, key: 'loan-77', source: 'ground_truth' }, both)).status).toBe(202)
  })
})

describe('a public key', () => {
  let header: { [name: string]: string }

  beforeEach(async () => {
    await makeKey(['admin'])
    header = { 'x-api-key': await makeKey(['feedback'], [SHOP, 'http://localhost:3000']) }
  })

  const item = { ...said, prediction: PREDICTION_ID }

  it('speaks from its origins, as plain text as well', async () => {
    for (const origin of [SHOP, 'http://localhost:3000'])
      expect((await send(item, { ...header, origin })).status, origin).toBe(202)
  })

  it.each([
    'null',
    '',
    '*',
    'https://shop.example.evil.example',
    'https://evilshop.example',
    'https://a.shop.example',
    'https://shop.example:8443',
    'https://shop.example@evil.example',
    'http://shop.example',
    'https://SHOP.example',
    'https://shop.example/',
    'https://shop.example, https://evil.example',
    'http://localhost:3001',
    ORIGIN,
  ])('speaks from no other: %j', async (origin) => {
    expect((await problemOf(send(item, { ...header, origin }))).status).toBe(403)
  })

  it('speaks for no program that names no origin, and is no help to what a closing page sends without it', async () => {
    const asText = { 'content-type': 'text/plain' }
    expect((await problemOf(test.post(FEEDBACK, item, { ...asText, ...header }))).code).toBe('key.forbidden')
    expect((await problemOf(test.post(FEEDBACK, item, { ...asText, origin: SHOP }))).code).toBe('key.missing')
    expect((await problemOf(test.post(FEEDBACK, item, asText))).code).toBe('key.missing')
    expect((await test.post(FEEDBACK, { ...item, token: tokenOf() }, asText)).status).toBe(202)
  })

  it('names a few people and no more, and neither a reviewer nor an id that is made here', async () => {
    const sendAs = async (fields: Fields) => (await send({ ...item, ...fields }, header)).status
    for (let number = 0; number < CLAIMED_ACTORS_PER_HOUR_MAX; number += 1)
      expect(await sendAs({ actor: `person ${number}` })).toBe(202)
    expect(await sendAs({ actor: 'one more' })).toBe(429)
    expect(await sendAs({ source: 'reviewer' })).toBe(403)
    expect(await sendAs({ id: 'once-0123' })).toBe(403)
  })
})
