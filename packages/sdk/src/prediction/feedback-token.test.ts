import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createTrimtab } from '../on-node.ts'
import { nodePlatform } from '../platform/node/node-platform.ts'
import { makeFeedbackToken } from './feedback-token.ts'
import { randomHex } from './random-hex.ts'

const id = '0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331'
const host = {
  signingKey: 'secret',
  nowMs: Date.parse('2026-11-21T10:00:00.900Z'),
  sign: nodePlatform.sign,
  randomHex: () => 'random',
}

function readPayload(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

describe('a feedback token', () => {
  it('is verified by anyone who has the key, and by nobody else', () => {
    const [version, payload, mac] = makeFeedbackToken(id, {}, host).split('.')
    const sign = (key: string): string => createHmac('sha256', key).update(`${version}.${payload}`).digest('base64url')
    expect(version).toBe('v1')
    expect(mac).toBe(sign('secret'))
    expect(mac).not.toBe(sign('another'))
  })

  it('speaks for one prediction, for the kinds it was made for, until it expires', () => {
    const expiresAt = Date.parse('2026-11-21T10:01:00Z') / 1000
    expect(readPayload(makeFeedbackToken(id, { kinds: ['thumbs'], expiresInSeconds: 60 }, host))).toEqual({
      prediction: id,
      kinds: ['thumbs'],
      expiresAt,
    })
  })

  it('lasts seven days and never allows a retraction or a late truth unless it is told to', () => {
    expect(readPayload(makeFeedbackToken(id, {}, host))).toEqual({
      prediction: id,
      kinds: ['thumbs', 'score', 'correction', 'comment', 'signal'],
      expiresAt: Date.parse('2026-11-28T10:00:00Z') / 1000,
    })
  })

  it('speaks as whom it was made for', () => {
    expect(readPayload(makeFeedbackToken(id, { actor: 'customer-1' }, host))).toMatchObject({ actor: 'customer-1' })
  })

  it('that speaks once has a name of its own', () => {
    expect(readPayload(makeFeedbackToken(id, { once: true }, host))).toMatchObject({ once: 'random' })
    expect(readPayload(makeFeedbackToken(id, { once: false }, host))).not.toHaveProperty('once')
    const random = { ...host, randomHex }
    expect(makeFeedbackToken(id, { once: true }, random)).not.toBe(makeFeedbackToken(id, { once: true }, random))
  })

  it('made from nonsense is made all the same, and allows nothing more', () => {
    const kinds = 5 as unknown as []
    expect(readPayload(makeFeedbackToken(id, { kinds }, host))).toMatchObject({ kinds: [] })
    const actor = 5n as unknown as string
    expect(readPayload(makeFeedbackToken(id, { actor }, host))).toMatchObject({ kinds: [] })
    const once = 'yes' as unknown as boolean
    expect(readPayload(makeFeedbackToken(id, { once }, host))).toMatchObject({ kinds: [] })
    expect(readPayload(makeFeedbackToken(id, null, host))).toMatchObject({ kinds: { length: 5 } })
  })

  it('is made without asking the collector', async () => {
    const trimtab = createTrimtab({ url: 'http://127.0.0.1:1', signingKey: 'secret' })
    const { prediction } = await trimtab.monitor('offline', () => 'x').detailed()
    expect(readPayload(prediction.feedbackToken())).toMatchObject({ prediction: prediction.id })
    await trimtab.close({ timeoutMs: 0 })
  })
})
