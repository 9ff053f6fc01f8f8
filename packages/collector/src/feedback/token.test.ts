import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { FEEDBACK_KINDS, type FeedbackTokenPayload } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PREDICTION_ID } from '../fixtures/otlp-body.ts'
import { signFeedbackToken, verifyFeedbackToken } from './token.ts'

const KEY = 'a signing key'
const NOW = Date.parse('2026-11-21T10:00:00.000Z')
const payload: FeedbackTokenPayload = {
  prediction: PREDICTION_ID,
  kinds: ['thumbs', 'comment'],
  expiresAt: NOW / 1000 + 60,
}
const token = signFeedbackToken(payload, KEY)

function outcomeOf(given: string, nowMs = NOW, key = KEY) {
  return verifyFeedbackToken(given, [key], nowMs).outcome
}

function recorded(): { [field in 'signingKey' | 'prediction' | 'token']: string } {
  return JSON.parse(readFileSync(new URL('./fixtures/sdk-token.json', import.meta.url), 'utf8')) as never
}

describe('a feedback token', () => {
  it('of our key speaks for what is written in it', () => {
    fc.assert(
      fc.property(fc.subarray([...FEEDBACK_KINDS]), fc.string(), (kinds, key) => {
        const made = { ...payload, kinds }
        expect(verifyFeedbackToken(signFeedbackToken(made, key), [key], NOW)).toEqual({
          outcome: 'valid',
          payload: made,
        })
      }),
    )
  })

  it('made by the SDK with the same key is understood', () => {
    const { token: made, signingKey, prediction } = recorded()
    expect(verifyFeedbackToken(made, [signingKey], NOW)).toMatchObject({
      outcome: 'valid',
      payload: { prediction, kinds: ['thumbs', 'comment'] },
    })
  })

  it('is signed here byte for byte as the SDK signs it, whatever the order it is given in', () => {
    const { token: made, signingKey } = recorded()
    const verdict = verifyFeedbackToken(made, [signingKey], NOW)
    if (verdict.outcome !== 'valid') throw new Error('it is good')
    const { expiresAt, kinds, prediction } = verdict.payload
    expect(signFeedbackToken({ expiresAt, kinds: kinds.toReversed(), prediction }, signingKey)).toBe(made)
  })

  it('of a key of before is good for as long as that key is named, whichever place it has', () => {
    for (const keys of [[KEY], ['new', KEY], ['new', 'newer', KEY], [KEY, 'old']])
      expect(verifyFeedbackToken(token, keys, NOW)).toEqual({ outcome: 'valid', payload })
    for (const keys of [['new'], ['new', 'newer'], []])
      expect(verifyFeedbackToken(token, keys, NOW)).toEqual({ outcome: 'forged' })
  })

  it('holds until the second it expires', () => {
    expect(outcomeOf(token, NOW + 59_999)).toBe('valid')
    expect(verifyFeedbackToken(token, [KEY], NOW + 60_000)).toEqual({
      outcome: 'expired',
      expiredAt: '2026-11-21T10:01:00.000Z',
    })
  })

  it('of another key is forged', () => {
    expect(outcomeOf(token, NOW, 'another key')).toBe('forged')
  })

  it('is refused when any single character of it is changed, added or taken away', () => {
    const anyPosition = fc.nat(token.length - 1)
    const anyCharacter = fc.oneof(
      fc.constantFrom(...'ABCXYZabcxyz0189-_+/=. \n'.split('')),
      fc.string({ minLength: 1, maxLength: 1 }),
    )
    fc.assert(
      fc.property(anyPosition, anyCharacter, fc.nat(1), (position, character, replaced) => {
        const changed = token.slice(0, position) + character + token.slice(position + replaced)
        fc.pre(changed !== token)
        expect(outcomeOf(changed)).toBe('forged')
        expect(outcomeOf(token.slice(0, position) + token.slice(position + 1))).toBe('forged')
      }),
      { numRuns: 500 },
    )
  })

  it('has one spelling: its last character cannot be exchanged for another of the same bits', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const others = alphabet.split('').filter((character) => !token.endsWith(character))
    for (const character of others) expect(outcomeOf(token.slice(0, -1) + character)).toBe('forged')
  })

  it.each(['', 'v1', 'v1.', 'v1..', 'v2.a.b', `${token}.more`, ` ${token}`, `${token}=`, token.replace('v1', 'v2')])(
    '%j is forged',
    (given) => {
      expect(outcomeOf(given)).toBe('forged')
    },
  )

  it('that is endless is refused before anything is computed over it', () => {
    expect(outcomeOf(`v1.${'a'.repeat(10_000_000)}.b`)).toBe('forged')
  })

  it.each([
    'not JSON',
    '{}',
    'null',
    JSON.stringify({ ...payload, prediction: 'p-1' }),
    JSON.stringify({ ...payload, kinds: ['praise'] }),
    JSON.stringify({ ...payload, expiresAt: null }),
    JSON.stringify({ ...payload, admin: true }),
  ])('that is signed and says %s is refused all the same', (text) => {
    const signed = `v1.${Buffer.from(text).toString('base64url')}`
    expect(outcomeOf(`${signed}.${createHmac('sha256', KEY).update(signed).digest('base64url')}`)).toBe('forged')
  })

  it('may hold for ever, and never expired before there was time', () => {
    expect(outcomeOf(signFeedbackToken({ ...payload, expiresAt: Number.MAX_SAFE_INTEGER }, KEY))).toBe('valid')
    expect(outcomeOf(signFeedbackToken({ ...payload, expiresAt: Number.MIN_SAFE_INTEGER }, KEY))).toBe('forged')
  })
})
