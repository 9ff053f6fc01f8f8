import { setTimeout as sleep } from 'node:timers/promises'
import { OTLP_BODY_BYTES_MAX } from '@trimtab/contract'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import {
  type Answer,
  type ReceivedRequest,
  type RecordingCollector,
  startRecordingCollector,
} from '../fixtures/recording-collector.ts'
import { nodePlatform as platform } from '../platform/node/node-platform.ts'
import { createExporter } from './exporter.ts'
import { createRecorder, type Recorder, RECORDER_LIMITS, type RecorderLimits } from './recorder.ts'

const host = { clock: systemClock, platform }
const envelope = { before: '[', after: ']' }
const opened: RecordingCollector[] = []

async function start(
  answer: (request: ReceivedRequest) => Answer | Promise<Answer>,
  limits: Partial<RecorderLimits> = {},
): Promise<{ collector: RecordingCollector; recorder: Recorder }> {
  const collector = await startRecordingCollector(answer)
  opened.push(collector)
  const send = createExporter({ address: `${collector.url}/v1/traces`, key: 'k-1' }, host)
  return {
    collector,
    recorder: createRecorder({ send, envelope, platform, limits: { ...RECORDER_LIMITS, ...limits }, random: () => 0 }),
  }
}

afterEach(async () => {
  for (const collector of opened.splice(0)) await collector.close()
})

function numbersIn({ text }: ReceivedRequest): number[] {
  return JSON.parse(text) as number[]
}

describe('the recorder', () => {
  it('sends in the background what nobody flushes', async () => {
    const { collector, recorder } = await start(() => ({ status: 200 }), { delayMs: 10 })
    recorder.record('1')
    recorder.record('2')
    while (recorder.stats().sent < 2) await sleep(5)
    expect(collector.requests.map(numbersIn)).toEqual([[1, 2]])
    expect(collector.requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer k-1',
    })
  })

  it.each([429, 502, 503, 504])('loses nothing when the collector answers %i first', async (status) => {
    let answered = 0
    const { collector, recorder } = await start(() => {
      answered += 1
      return answered < 3 ? { status, headers: { 'retry-after': '0' } } : { status: 200, body: '{}' }
    })
    recorder.record('1')
    await recorder.flush(5000)
    expect(collector.requests.map(numbersIn)).toEqual([[1], [1], [1]])
    expect(recorder.stats()).toMatchObject({ sent: 1, queued: 0, dropped: {} })
  })

  it('loses nothing while the collector cannot be reached', async () => {
    const { collector } = await start(() => ({ status: 200 }))
    let attempts = 0
    const reachable = createExporter({ address: `${collector.url}/v1/traces`, key: undefined }, host)
    const nowhere = createExporter({ address: 'http://127.0.0.1:1/v1/traces', key: undefined }, host)
    const recorder = createRecorder({
      send: (batch, signal) => (attempts++ === 0 ? nowhere : reachable)(batch, signal),
      envelope,
      platform,
      random: () => 0,
    })
    recorder.record('1')
    await recorder.flush(5000)
    expect(recorder.stats()).toMatchObject({ sent: 1, queued: 0, dropped: {} })
  })

  it('sends what comes after a flush of nothing', async () => {
    const { collector, recorder } = await start(() => ({ status: 200 }), { delayMs: 10 })
    await recorder.flush(1000)
    recorder.record('1')
    while (recorder.stats().sent < 1) await sleep(5)
    await recorder.flush(1000)
    recorder.record('2')
    await recorder.close(1000)
    expect(collector.requests.map(numbersIn)).toEqual([[1], [2]])
    expect(recorder.stats()).toMatchObject({ sent: 2, queued: 0, dropped: {} })
  })

  it('waits as long as Retry-After says', async () => {
    const times: number[] = []
    const { recorder } = await start(() => {
      times.push(performance.now())
      return times.length === 1 ? { status: 503, headers: { 'retry-after': '1' } } : { status: 200 }
    })
    recorder.record('1')
    await recorder.flush(5000)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(950)
  })

  it.each(['flush', 'close', 'leave'] as const)('%s ends the wait for another attempt at once, once', async (way) => {
    const { recorder } = await start(() => {
      answered += 1
      return answered < 2 ? { status: 503, headers: { 'retry-after': '30' } } : { status: 200 }
    })
    let answered = 0
    for (let number = 0; number < 50; number += 1) recorder.record(String(number))
    await recorder.flush(300)
    expect(recorder.stats()).toMatchObject({ sent: 0, queued: 50, retried: { http_503: 1 } })
    const startMs = performance.now()
    await recorder[way](10_000)
    expect(performance.now() - startMs).toBeLessThan(1000)
    expect(recorder.stats()).toMatchObject({ sent: 50, queued: 0, dropped: {} })
    expect(answered).toBe(2)
  })

  it('asks the collector once more before it closes for good', async () => {
    let isReady = false
    const { recorder } = await start(() => ({ status: isReady ? 200 : 503, headers: { 'retry-after': '30' } }))
    recorder.record('1')
    setTimeout(() => (isReady = true), 200)
    await recorder.close(800)
    expect(recorder.stats()).toMatchObject({ sent: 1, queued: 0, dropped: {}, retried: { http_503: 1 } })
  })

  it('halves a batch that is too large until only what is too large by itself is lost', async () => {
    const { collector, recorder } = await start((request) => ({ status: request.text.length > 12 ? 413 : 200 }))
    for (const number of [1, 2, 3, 4, 5, 1234567890123, 7, 8]) recorder.record(String(number))
    await recorder.flush(5000)
    expect(recorder.stats()).toMatchObject({ sent: 7, queued: 0, dropped: { too_large: 1 } })
    const arrived = collector.requests.filter((request) => request.text.length <= 12).flatMap(numbersIn)
    expect(arrived).toEqual([1, 2, 3, 4, 5, 7, 8])
  })

  it('never makes a batch larger than its limits, and keeps the order', async () => {
    const batch = { itemsMax: 3, bytesMax: 12 }
    const { collector, recorder } = await start(() => ({ status: 200 }), { batch })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9_999_999), { minLength: 1, maxLength: 12 }), async (numbers) => {
        collector.requests.length = 0
        for (const number of numbers) recorder.record(String(number))
        await recorder.flush(5000)
        expect(collector.requests.flatMap(numbersIn)).toEqual(numbers)
        for (const { text } of collector.requests) expect(text.length - 1).toBeLessThanOrEqual(batch.bytesMax)
        for (const request of collector.requests) expect(numbersIn(request).length).toBeLessThanOrEqual(batch.itemsMax)
      }),
      { numRuns: 20 },
    )
  })

  it('counts what does not fit into its memory, and keeps the rest', async () => {
    const { collector, recorder } = await start(() => ({ status: 200 }), {
      queue: { itemsMax: 1000, bytesMax: 1_000_000 },
    })
    for (let number = 0; number < 100_000; number += 1) recorder.record('0')
    recorder.record(`"${'x'.repeat(1_000_000)}"`)
    await recorder.flush(5000)
    expect(recorder.stats()).toMatchObject({ sent: 1000, queued: 0, dropped: { queue_full: 99_000, too_large: 1 } })
    expect(collector.requests.flatMap(numbersIn)).toHaveLength(1000)
  })

  it('calls too large what no request and no memory has room for', async () => {
    const itemBytesMax = OTLP_BODY_BYTES_MAX - 64 * 1024
    const roomy = { queue: { itemsMax: 10, bytesMax: 2 * OTLP_BODY_BYTES_MAX } }
    const { recorder } = await start(() => ({ status: 200 }), roomy)
    recorder.record('x'.repeat(itemBytesMax))
    expect(recorder.stats()).toMatchObject({ sent: 0, queued: 0, dropped: { too_large: 1 } })
    const { recorder: narrow } = await start(() => ({ status: 200 }), { queue: { itemsMax: 10, bytesMax: 100 } })
    // The item and the comma after it.
    narrow.record('x'.repeat(99))
    narrow.record('x'.repeat(100))
    expect(narrow.stats()).toMatchObject({ sent: 0, queued: 1, dropped: { too_large: 1 } })
  })

  it('drops what the collector refuses, and says with which status', async () => {
    const { collector, recorder } = await start(() => ({ status: 401 }))
    recorder.record('1')
    await recorder.flush(5000)
    expect(recorder.stats()).toMatchObject({ sent: 0, queued: 0, dropped: { http_401: 1 } })
    expect(collector.requests).toHaveLength(1)
  })

  it('believes the collector that says it rejected some', async () => {
    const body = '{"partialSuccess":{"rejectedSpans":"2","errorMessage":"bad ids"}}'
    const { recorder } = await start(() => ({ status: 200, body }))
    for (const number of [1, 2, 3]) recorder.record(String(number))
    await recorder.flush(5000)
    expect(recorder.stats()).toMatchObject({ sent: 1, queued: 0, dropped: { rejected: 2 }, rejection: 'bad ids' })
  })

  it('flushes no longer than it may, and closing gives up what is left', async () => {
    const { recorder } = await start(() => sleep(5000, { status: 200 }, { ref: false }))
    recorder.record('1')
    const startMs = performance.now()
    await recorder.flush(100)
    expect(recorder.stats()).toMatchObject({ sent: 0, queued: 1, dropped: {} })
    await recorder.close(100)
    recorder.record('2')
    expect(performance.now() - startMs).toBeLessThan(2000)
    expect(recorder.stats()).toMatchObject({ sent: 0, queued: 0, dropped: { closed: 2 } })
  })
})
