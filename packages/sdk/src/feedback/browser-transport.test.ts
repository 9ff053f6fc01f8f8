import { afterEach, describe, expect, it } from 'vitest'
import { type RecordingCollector, startRecordingCollector } from '../fixtures/recording-collector.ts'
import { postFeedback } from './browser-transport.ts'

const opened: RecordingCollector[] = []

afterEach(async () => {
  for (const collector of opened.splice(0)) await collector.close()
})

const nowhere: typeof fetch = () => Promise.reject(new TypeError('network'))

describe('what a page sends', () => {
  it.each([
    [202, 'delivered'],
    [401, 'refused'],
    [403, 'refused'],
    [422, 'refused'],
    [408, 'kept'],
    [429, 'kept'],
    [500, 'kept'],
    [503, 'kept'],
  ] as const)('and is answered with %i is %s', async (status, fate) => {
    const collector = await startRecordingCollector(() => ({ status }))
    opened.push(collector)
    expect(await postFeedback(`${collector.url}/api/feedback`, 'body')).toBe(fate)
    expect(collector.requests).toMatchObject([{ headers: { 'content-type': 'text/plain' }, text: 'body' }])
  })

  it('is handed to the browser as well where fetch cannot send it and the page is going away', async () => {
    const beacons: string[][] = []
    const sendBeacon = (address: string, body: string): boolean => beacons.push([address, body]) > 0
    const page = (visibilityState: string) => ({
      fetch: nowhere,
      navigator: { sendBeacon },
      document: { visibilityState },
    })
    expect(await postFeedback('http://collector/', 'body', page('hidden'))).toBe('kept')
    expect(beacons).toEqual([['http://collector/', 'body']])
    expect(await postFeedback('http://collector/', 'body', page('visible'))).toBe('kept')
    expect(await postFeedback('http://collector/', 'body', { fetch: nowhere })).toBe('kept')
    expect(beacons).toHaveLength(1)
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
