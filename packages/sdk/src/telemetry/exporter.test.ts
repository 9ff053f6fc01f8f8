import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { context } from '@opentelemetry/api'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { registerHost } from '../fixtures/host-telemetry.ts'
import { type Answer, type RecordingCollector, startRecordingCollector } from '../fixtures/recording-collector.ts'
import { createExporter, type Exporter } from './exporter.ts'

const opened: RecordingCollector[] = []

async function start(answer: Answer): Promise<RecordingCollector> {
  const collector = await startRecordingCollector(() => answer)
  opened.push(collector)
  return collector
}

function exporterTo({ url }: RecordingCollector): Exporter {
  const destination = { address: `${url}/v1/traces`, key: 'k-1', envelope: { before: '[', after: ']' } }
  return createExporter(destination, systemClock)
}

afterEach(async () => {
  for (const collector of opened.splice(0)) await collector.close()
})

describe('the exporter', () => {
  it.each([301, 302, 303, 307, 308])('never carries the key or a prediction to where %i points', async (status) => {
    const elsewhere = await start({ status: 200 })
    const collector = await start({ status, headers: { location: `${elsewhere.url}/v1/traces` } })
    const verdict = await exporterTo(collector)(['1'], new AbortController().signal)
    expect(verdict).toEqual({ outcome: 'refused', status })
    expect(collector.requests).toHaveLength(1)
    expect(elsewhere.requests).toEqual([])
  })

  it('is not traced by an app that traces every request', async () => {
    const collector = await start({ status: 200 })
    registerHost()
    const suppressed: unknown[] = []
    // Where instrumentations of fetch listen, and the key by which they are told to stay out.
    const trace = (): void => {
      suppressed.push(context.active().getValue(Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING')))
    }
    subscribe('undici:request:create', trace)
    try {
      await fetch(collector.url)
      await exporterTo(collector)(['1'], new AbortController().signal)
    } finally {
      unsubscribe('undici:request:create', trace)
      context.disable()
    }
    expect(suppressed).toEqual([undefined, true])
  })
})
