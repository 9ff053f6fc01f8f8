import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { context } from '@opentelemetry/api'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { registerHost } from '../fixtures/host-telemetry.ts'
import { type Answer, type RecordingCollector, startRecordingCollector } from '../fixtures/recording-collector.ts'
import { nodePlatform } from '../platform/node/node-platform.ts'
import type { Platform } from '../platform/platform.ts'
import { webPlatform } from '../platform/web.ts'
import { createExporter, type Exporter } from './exporter.ts'

const opened: RecordingCollector[] = []

async function start(answer: Answer): Promise<RecordingCollector> {
  const collector = await startRecordingCollector(() => answer)
  opened.push(collector)
  return collector
}

function exporterTo({ url }: RecordingCollector, platform: Platform): Exporter {
  const destination = { address: `${url}/v1/traces`, key: 'k-1' }
  return createExporter(destination, { clock: systemClock, platform })
}

afterEach(async () => {
  for (const collector of opened.splice(0)) await collector.close()
})

const platforms = [
  // Each with where instrumentations of its client listen.
  { name: 'Node', platform: nodePlatform, channel: 'http.client.request.start' },
  { name: 'any runtime', platform: webPlatform, channel: 'undici:request:create' },
]

describe.each(platforms)('the exporter on $name', ({ platform, channel }) => {
  it('delivers a batch as it was written', async () => {
    const collector = await start({ status: 200, body: '{}' })
    const verdict = await exporterTo(collector, platform)(
      { before: '[', items: ['"ä€😀"', '2'], after: ']' },
      new AbortController().signal,
    )
    expect(verdict).toEqual({ outcome: 'accepted', rejected: 0 })
    expect(collector.requests).toMatchObject([{ path: '/v1/traces', text: '["ä€😀",2]' }])
    expect(collector.requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer k-1',
    })
  })

  it.each([301, 302, 303, 307, 308])('never carries the key or a prediction to where %i points', async (status) => {
    const elsewhere = await start({ status: 200 })
    const collector = await start({ status, headers: { location: `${elsewhere.url}/v1/traces` } })
    const verdict = await exporterTo(collector, platform)(
      { before: '[', items: ['1'], after: ']' },
      new AbortController().signal,
    )
    expect(verdict).toEqual({ outcome: 'refused', reason: `http_${status}` })
    expect(collector.requests).toHaveLength(1)
    expect(elsewhere.requests).toEqual([])
  })

  it('is not traced by an app that traces every request', async () => {
    const collector = await start({ status: 200 })
    registerHost()
    const suppressed: unknown[] = []
    // The key by which instrumentations are told to stay out.
    const trace = (): void => {
      suppressed.push(context.active().getValue(Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING')))
    }
    subscribe(channel, trace)
    try {
      await platform.post({
        address: collector.url,
        headers: {},
        body: new Uint8Array(),
        signal: new AbortController().signal,
      })
      await exporterTo(collector, platform)({ before: '[', items: ['1'], after: ']' }, new AbortController().signal)
    } finally {
      unsubscribe(channel, trace)
      context.disable()
    }
    expect(suppressed).toEqual([undefined, true])
  })
})
