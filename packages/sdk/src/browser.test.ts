import { afterEach, describe, expect, it } from 'vitest'
import { sendFeedback } from './browser.ts'
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

describe('feedback from a browser', () => {
  it('carries its token in a plain text body, its time, and an id that makes a retry harmless', async () => {
    const { url, requests } = await start({ status: 202 })
    const sent = await sendFeedback('v1.a.b', { kind: 'thumbs', value: false, comment: 'no', url: `${url}/` })
    expect(sent).toBe('delivered')
    const [request] = requests
    expect(request).toMatchObject({ path: '/api/feedback', headers: { 'content-type': 'text/plain' } })
    const { id, at, ...body } = JSON.parse(request?.text ?? '') as { id: string; at: string }
    expect(body).toEqual({ token: 'v1.a.b', kind: 'thumbs', value: false, comment: 'no' })
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(new Date(at).toISOString()).toBe(at)
  })

  it('may take back, and say by whom, when and with which consent', async () => {
    const { url, requests } = await start({ status: 202 })
    const at = new Date('2026-11-21T10:00:00Z')
    await sendFeedback('v1.a.b', { kind: 'retraction', of: { kind: 'thumbs' }, actor: 'u-1', consent: false, at, url })
    expect(JSON.parse(requests[0]?.text ?? '')).toMatchObject({
      kind: 'retraction',
      of: { kind: 'thumbs' },
      actor: 'u-1',
      consent: false,
      at: '2026-11-21T10:00:00.000Z',
    })
  })

  it('that is refused or cannot be written says so, and never throws', async () => {
    const { url } = await start({ status: 403 })
    const circular: { self?: unknown } = {}
    circular.self = circular
    expect(await sendFeedback('v1.a.b', { kind: 'signal', value: 'copied', url })).toBe('refused')
    expect(await sendFeedback('v1.a.b', { kind: 'correction', value: circular as never, url })).toBe('refused')
    expect(await sendFeedback(undefined as never, undefined as never)).toBe('refused')
  })
})
