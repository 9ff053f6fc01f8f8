import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { spanFields, traceRequest } from '../../fixtures/otlp-body.ts'

let test: TestCollector

beforeEach(() => {
  test = openCollector()
})
afterEach(() => test.collector.close())

/** Reads until the text has come, and leaves. */
async function readUntil(answer: Response, expected: string): Promise<string> {
  const reader = (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes(expected)) {
    const { value, done } = await reader.read()
    if (done) break
    text += value
  }
  await reader.cancel()
  return text
}

describe('what is new', () => {
  it('is told to a page that follows it, as soon as something is stored', async () => {
    const answer = await test.ask('/api/events')
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    expect(answer.headers.get('cache-control')).toContain('no-')
    const told = readUntil(answer, 'event: stored')
    await test.post('/v1/traces', traceRequest(spanFields()))
    expect(await told).toContain('event: stored')
  })

  it('is told to so many pages and no more, and one that left makes room', async () => {
    const answers = await Promise.all(Array.from({ length: 17 }, () => test.ask('/api/events')))
    expect(answers.filter(({ status }) => status === 503)).toHaveLength(1)
    await answers[0]?.body?.cancel()
    expect((await test.ask('/api/events')).status).toBe(200)
    for (const answer of answers.slice(1)) await answer.body?.cancel()
  })

  it('ends for everybody when the collector stops', async () => {
    const answer = await test.ask('/api/events')
    const text = answer.text()
    await test.collector.close()
    expect(await text).not.toContain('event:')
    test = openCollector()
  })
})
