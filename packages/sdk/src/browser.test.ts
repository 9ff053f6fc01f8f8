import { afterEach, describe, expect, it } from 'vitest'
import { sendFeedback } from './browser.ts'
import { postFeedback } from './feedback/browser-transport.ts'
import { type Answer, type RecordingCollector, startRecordingCollector } from './fixtures/recording-collector.ts'

const opened: RecordingCollector[] = []

async function start(answer: Answer): Promise<RecordingCollector> {
  const collector = await startRecordingCollector(() => answer)
  opened.push(collector)
  return collector
}

afterEach(async () => {
  for (const collector of opened.splice(0)) await collector.close()
})

const nowhere: typeof fetch = () => Promise.reject(new TypeError('network'))

describe('feedback from a browser', () => {
  it('carries its token in a plain text body, and an id that makes a retry harmless', async () => {
    const { url, requests } = await start({ status: 202 })
    expect(await sendFeedback('v1.a.b', { kind: 'thumbs', value: false, comment: 'no', url: `${url}/` })).toBe(true)
    const [request] = requests
    expect(request).toMatchObject({ path: '/api/feedback', headers: { 'content-type': 'text/plain' } })
    const { id, ...body } = JSON.parse(request?.text ?? '') as { id: string }
    expect(body).toEqual({ token: 'v1.a.b', kind: 'thumbs', value: false, comment: 'no' })
    expect(id).toMatch(/^[0-9a-f]{32}$/)
  })

  it('says so when the collector refuses it or nobody is there, and never throws', async () => {
    const { url } = await start({ status: 403 })
    const circular: { self?: unknown } = {}
    circular.self = circular
    expect(await sendFeedback('v1.a.b', { kind: 'signal', value: 'copied', url })).toBe(false)
    expect(await sendFeedback('v1.a.b', { kind: 'signal', value: 'copied', url: 'http://127.0.0.1:1' })).toBe(false)
    expect(await sendFeedback('v1.a.b', { kind: 'correction', value: circular as never, url })).toBe(false)
  })

  it('is handed to the browser where fetch cannot send it and the page is going away', async () => {
    const beacons: string[][] = []
    const sendBeacon = (address: string, body: string): boolean => beacons.push([address, body]) > 0
    const going = { fetch: nowhere, navigator: { sendBeacon }, document: { visibilityState: 'hidden' } }
    expect(await postFeedback('http://collector/', 'body', going)).toBe(true)
    expect(beacons).toEqual([['http://collector/', 'body']])
    expect(await postFeedback('http://collector/', 'body', { fetch: nowhere })).toBe(false)
  })

  it('is said not to have arrived when the page is there to try again', async () => {
    const staying = { fetch: nowhere, navigator: { sendBeacon: () => true }, document: { visibilityState: 'visible' } }
    expect(await postFeedback('http://collector/', 'body', staying)).toBe(false)
  })

  it('outlives its page when it is small enough for that', async () => {
    const kept: unknown[] = []
    const remember: typeof fetch = (_address, init) => {
      kept.push(init?.keepalive)
      return Promise.resolve(new Response())
    }
    await postFeedback('http://collector/', 'small', { fetch: remember })
    await postFeedback('http://collector/', 'x'.repeat(100_000), { fetch: remember })
    expect(kept).toEqual([true, false])
  })
})
