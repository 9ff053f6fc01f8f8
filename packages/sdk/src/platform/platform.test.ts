import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startRecordingCollector } from '../fixtures/recording-collector.ts'
import { nodePlatform } from './node/node-platform.ts'
import { webPlatform } from './web.ts'

const text = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('ä', '€', '😀', '\ud83d', '\ude00', 'x'.repeat(9000))))
  .map((pieces) => pieces.join(''))

describe.each([
  ['Node', nodePlatform],
  ['any runtime', webPlatform],
])('the platform of %s', (_, platform) => {
  it('counts the bytes that a text is on the wire', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(platform.countBytes(given)).toBe(Buffer.byteLength(given))
      }),
    )
  })

  it('compresses so that anybody can read it', async () => {
    for (const given of ['', 'ä€😀', 'x'.repeat(1_000_000)])
      expect(gunzipSync(await platform.compress(new TextEncoder().encode(given))).toString()).toBe(given)
  })

  it('signs like every other platform', () => {
    fc.assert(
      fc.property(fc.string(), text, (key, given) => {
        expect(platform.sign(key, given)).toBe(nodePlatform.sign(key, given))
      }),
    )
  })

  it('starts a timer that rings once, unless it is stopped', async () => {
    let rung = 0
    const stop = platform.startTimer(1, () => (rung += 100))
    stop()
    await new Promise<void>((resolve) => {
      platform.startTimer(5, () => resolve(void (rung += 1)))
      setTimeout(() => {}, 100)
    })
    expect(rung).toBe(1)
  })

  it('reads no answer without end', async () => {
    const collector = await startRecordingCollector(() => ({ status: 200, body: 'x'.repeat(100_000) }))
    const signal = new AbortController().signal
    const answer = await platform.post({ address: collector.url, headers: {}, body: new Uint8Array([1]), signal })
    expect(answer).toEqual({ status: 200, retryAfter: null, text: undefined })
    await collector.close()
  })
})
