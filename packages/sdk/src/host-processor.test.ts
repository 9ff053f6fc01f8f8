import { afterEach, expect, it } from 'vitest'
import { type RecordingCollector, startRecordingCollector } from './fixtures/recording-collector.ts'
import type { HostSpan } from './host/host-span.ts'
import { createSpanProcessorOn } from './host-processor.ts'
import { nodePlatform } from './platform/node/node-platform.ts'
import type { Loss } from './telemetry/loss-notice.ts'

const span: HostSpan = {
  name: 'chat gpt-5',
  kind: 2,
  spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }),
  startTime: [1_790_000_000, 5],
  endTime: [1_790_000_001, 5],
  status: { code: 0 },
  attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.output.text': 'Hi' },
  links: [],
  events: [],
  resource: { attributes: {} },
  instrumentationScope: { name: 'some-instrumentation' },
  droppedAttributesCount: 0,
  droppedEventsCount: 0,
  droppedLinksCount: 0,
}

const collectors: RecordingCollector[] = []
afterEach(() => Promise.all(collectors.splice(0).map((collector) => collector.close())))

async function collect(): Promise<RecordingCollector> {
  const collector = await startRecordingCollector()
  collectors.push(collector)
  return collector
}

it('a platform that stops functions is handed a promise to wait for, by which all is delivered', async () => {
  const { url, items } = await collect()
  const handed: Promise<unknown>[] = []
  const processor = createSpanProcessorOn(nodePlatform, { url, waitUntil: (promise) => void handed.push(promise) })
  processor.onEnd(span)
  processor.onEnd(span)
  expect(handed).toHaveLength(1)
  await Promise.all(handed)
  expect(items()).toHaveLength(2)
  await processor.shutdown()
})

it('a redactor that throws costs the text, by the same name as in a prediction of our own', async () => {
  const { url, items } = await collect()
  const losses: Loss[] = []
  const processor = createSpanProcessorOn(nodePlatform, {
    url,
    onDrop: (loss) => void losses.push(loss),
    redact: [
      (): never => {
        throw new Error('broken')
      },
    ],
  })
  processor.onEnd(span)
  await processor.shutdown()
  expect(losses).toEqual([{ signal: 'predictions', reason: 'redaction_failed', count: 1 }])
  expect(items()).toHaveLength(1)
  expect(items()[0]?.attributes['gen_ai.output.text']).not.toContain('Hi')
})
