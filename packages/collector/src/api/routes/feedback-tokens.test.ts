import { readFileSync } from 'node:fs'
import { type KeyScope, type MintedFeedbackToken, OPEN_SIGNING_KEY, ROUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signFeedbackToken, verifyFeedbackToken } from '../../feedback/token.ts'
import { NOW, openCollector, SIGNING_KEY, type TestCollector } from '../../fixtures/collector.ts'
import { PREDICTION_ID, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'
import { hashKeyText, makeKeyText } from '../../store/key-text.ts'
import { KEY_KNOWN_MS } from '../authentication/key-ring.ts'

type Fields = { [field: string]: unknown }

let nowMs: number
let test: TestCollector

function open(signingKey = SIGNING_KEY): void {
  nowMs = NOW
  test = openCollector({ signingKey, oldSigningKeys: ['of before'], clock: () => nowMs })
}

beforeEach(() => open())
afterEach(() => test.collector.close())

const mint = (body: Fields, headers: { [name: string]: string } = {}) =>
  test.post(ROUTES.feedbackTokens, { prediction: PREDICTION_ID, ...body }, headers)
const minted = async (body: Fields) => (await (await mint(body)).json()) as MintedFeedbackToken

async function makeKey(scopes: KeyScope[], origins: string[] = []): Promise<{ [name: string]: string }> {
  const { id, text } = makeKeyText()
  const limits = { itemsPerSecond: null, bodyBytesMax: null }
  const facts = { id, name: 'test', scopes, origins, limits, createdAt: '2026-11-21T10:00:00.000Z' }
  await test.collector.state.createKey({ ...facts, hash: hashKeyText(text) }, { actor: 'anyone' })
  nowMs += KEY_KNOWN_MS
  return { authorization: `Bearer ${text}` }
}

describe('a token that is asked for', () => {
  it('speaks for what was asked, signed with the key of now', async () => {
    const { token, expiresAt } = await minted({
      kinds: ['comment', 'thumbs', 'thumbs'],
      actor: 'ann',
      expiresInSeconds: 90,
    })
    expect(expiresAt).toBe(new Date(NOW + 90_000).toISOString())
    expect(verifyFeedbackToken(token, [SIGNING_KEY], NOW)).toEqual({
      outcome: 'valid',
      payload: { prediction: PREDICTION_ID, kinds: ['thumbs', 'comment'], actor: 'ann', expiresAt: NOW / 1000 + 90 },
    })
    await test.post('/v1/traces', traceRequest(spanFields()))
    expect((await test.post(ROUTES.feedback, { token, kind: 'thumbs', value: true })).status).toBe(202)
  })

  it('is by default what the SDK makes by default, and speaks once by a name of its own', async () => {
    const [one, other] = [await minted({ once: true }), await minted({ once: true })]
    expect(verifyFeedbackToken(one.token, [SIGNING_KEY], NOW)).toMatchObject({
      payload: { kinds: ['thumbs', 'score', 'correction', 'comment', 'signal'], expiresAt: NOW / 1000 + 7 * 86_400 },
    })
    expect(one.token).not.toBe(other.token)
  })

  it('has the bytes that the SDK gives it', () => {
    const { once, signingKey } = JSON.parse(
      readFileSync(new URL('../../feedback/fixtures/sdk-token.json', import.meta.url), 'utf8'),
    ) as { [field in 'once' | 'signingKey']: string }
    const verdict = verifyFeedbackToken(once, [signingKey], NOW)
    if (verdict.outcome !== 'valid') throw new Error('the SDK made it')
    expect(verdict.payload).toMatchObject({ actor: 'Zoë 🙂', once: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown })
    const { actor, expiresAt, kinds, once: name, prediction } = verdict.payload
    expect(signFeedbackToken({ once: name, actor, expiresAt, kinds, prediction }, signingKey)).toBe(once)
  })

  it.each([
    [{ prediction: 'p-1' }, '/prediction'],
    [{ kinds: [] }, '/kinds'],
    [{ kinds: ['praise'] }, '/kinds/0'],
    [{ expiresInSeconds: 0 }, '/expiresInSeconds'],
    [{ expiresInSeconds: 367 * 86_400 }, '/expiresInSeconds'],
    [{ actor: '' }, '/actor'],
    [{ source: 'reviewer' }, ''],
  ])('for %j is refused with the place', async (body, pointer) => {
    const answer = await mint(body)
    expect([answer.status, await answer.json()]).toMatchObject([422, { errors: [{ pointer }] }])
  })
})

describe('whoever asks for a token', () => {
  it('has a key that may give feedback, which no page has', async () => {
    await makeKey(['admin'])
    const page = 'https://shop.example'
    expect((await mint({}, await makeKey(['feedback']))).status).toBe(201)
    expect((await mint({})).status).toBe(401)
    expect((await mint({}, await makeKey(['read', 'ingest']))).status).toBe(403)
    expect((await mint({}, { ...(await makeKey(['feedback'], [page])), origin: page })).status).toBe(403)
    expect((await mint({}, { ...(await makeKey(['feedback'])), origin: page })).status).toBe(403)
    const token = signFeedbackToken({ prediction: PREDICTION_ID, kinds: ['thumbs'], expiresAt: NOW }, SIGNING_KEY)
    expect((await mint({}, { authorization: `Bearer ${token}` })).status).toBe(401)
  })

  it('gets none that is signed with the key that everybody knows, where keys are asked for', async () => {
    await test.collector.close()
    open(OPEN_SIGNING_KEY)
    expect((await mint({})).status).toBe(201)
    const refused = await mint({}, await makeKey(['admin']))
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      {
        code: 'feedback_token.unsigned',
        detail: 'This collector signs no feedback token until TRIMTAB_SIGNING_KEY is set.',
      },
    ])
  })
})
