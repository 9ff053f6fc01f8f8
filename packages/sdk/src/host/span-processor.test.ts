import { describe, expect, it } from 'vitest'
import type { Recorder } from '../telemetry/recorder.ts'
import type { HostSpan } from './host-span.ts'
import { markRecorded } from './recorded-mark.ts'
import { RESOURCE_SPANS_ENVELOPE } from './resource-spans.ts'
import { createSpanPrivacy } from './span-privacy.ts'
import { createSpanProcessor, type SpanProcessorHost } from './span-processor.ts'

const span: HostSpan = {
  name: 'chat gpt-5',
  kind: 2,
  spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }),
  parentSpanContext: { traceId: 'a'.repeat(32), spanId: 'c'.repeat(16), traceFlags: 1, isRemote: true },
  startTime: [1_790_000_000, 5],
  endTime: [1_790_000_001, 999_999_999],
  status: { code: 0 },
  attributes: { 'gen_ai.operation.name': 'chat' },
  links: [],
  events: [],
  resource: { attributes: { 'service.name': 'unknown_service:node', 'host.name': 'here' } },
  instrumentationScope: { name: 'some-instrumentation', version: '1.2.3' },
  droppedAttributesCount: 3,
  droppedEventsCount: 0,
  droppedLinksCount: 0,
}

function open(host: Partial<SpanProcessorHost> = {}) {
  const items: string[] = []
  const dropped: string[] = []
  const recorder: Recorder = {
    record: (json) => void items.push(json),
    drop: (reason) => void dropped.push(reason),
    flush: () => Promise.resolve(),
    leave: () => Promise.resolve(),
    save: () => undefined,
    close: () => Promise.resolve(),
    stats: (): never => {
      throw new Error('nobody asks')
    },
  }
  const privacy = createSpanPrivacy({ capture: 'all', redact: undefined })
  const { before, after } = RESOURCE_SPANS_ENVELOPE
  return {
    processor: createSpanProcessor({ recorder, said: {}, privacy, ...host }),
    dropped,
    sent: () => JSON.parse(`${before}${items.join(',')}${after}`) as { resourceSpans: object[] },
  }
}

describe('the span processor', () => {
  it('sends a span of a model with all that it has, as the protocol spells it', () => {
    const { processor, sent } = open()
    processor.onEnd(span)
    expect(sent()).toEqual({
      resourceSpans: [
        {
          resource: {
            attributes: [
              { key: 'service.name', value: { stringValue: 'unknown_service:node' } },
              { key: 'host.name', value: { stringValue: 'here' } },
            ],
          },
          scopeSpans: [
            {
              scope: { name: 'some-instrumentation', version: '1.2.3' },
              spans: [
                {
                  traceId: 'a'.repeat(32),
                  spanId: 'b'.repeat(16),
                  parentSpanId: 'c'.repeat(16),
                  flags: 0x301,
                  name: 'chat gpt-5',
                  kind: 3,
                  startTimeUnixNano: '1790000000000000005',
                  endTimeUnixNano: '1790000001999999999',
                  attributes: [{ key: 'gen_ai.operation.name', value: { stringValue: 'chat' } }],
                  droppedAttributesCount: 3,
                  events: [],
                  droppedEventsCount: 0,
                  links: [],
                  droppedLinksCount: 0,
                  status: { code: 0 },
                },
              ],
            },
          ],
        },
      ],
    })
  })

  it.each([
    ['gen_ai.request.model'],
    ['llm.model_name'],
    ['openinference.span.kind'],
    ['ai.model.id'],
    ['traceloop.span.kind'],
    ['langfuse.observation.type'],
    ['trimtab.task'],
  ])('knows a span of a model by an attribute such as %s', (key) => {
    const { processor, sent } = open()
    processor.onEnd({ ...span, attributes: { 'http.route': '/', [key]: 'x' } })
    expect(sent().resourceSpans).toHaveLength(1)
  })

  it('takes no other span, unless it is told which', () => {
    const request = { ...span, attributes: { 'http.route': '/', 'trimtab.io': 1, ai: true } }
    const { processor, sent } = open()
    processor.onEnd(request)
    expect(sent().resourceSpans).toHaveLength(0)
    const telling = open({ filter: ({ attributes }) => 'http.route' in attributes })
    telling.processor.onEnd(request)
    telling.processor.onEnd(span)
    expect(telling.sent().resourceSpans).toHaveLength(1)
  })

  it('leaves alone what a Trimtab of the same process records by itself', () => {
    const { processor, sent } = open()
    const own = { ...span }
    markRecorded(own)
    processor.onEnd(own)
    expect(sent().resourceSpans).toHaveLength(0)
  })

  it('lets what the app says to Trimtab count before what its OpenTelemetry guesses', () => {
    const { processor, sent } = open({ said: { 'service.name': 'support-bot', 'service.version': undefined } })
    processor.onEnd(span)
    expect(JSON.stringify(sent())).toContain('support-bot')
    expect(JSON.stringify(sent())).not.toContain('unknown_service')
  })

  it('takes what a resource finds out later from then on', () => {
    const { processor, sent } = open()
    const resource: { attributes: { [key: string]: string }; asyncAttributesPending: boolean } = {
      attributes: {},
      asyncAttributesPending: true,
    }
    processor.onEnd({ ...span, resource })
    Object.assign(resource, { attributes: { 'host.id': 'found' }, asyncAttributesPending: false })
    processor.onEnd({ ...span, resource })
    const [first, second] = sent().resourceSpans.map((one) => JSON.stringify(one))
    expect(first).not.toContain('found')
    expect(second).toContain('found')
  })

  it('counts a span that cannot be read, and a filter that throws, and throws nothing', () => {
    const { processor, dropped } = open()
    const broken: HostSpan = Object.defineProperty({ ...span }, 'links', {
      get: (): never => {
        throw new Error('broken')
      },
    })
    processor.onEnd(broken)
    const throwing = open({
      filter: () => {
        throw new Error('broken')
      },
    })
    throwing.processor.onEnd(span)
    expect([...dropped, ...throwing.dropped]).toEqual(['unreadable', 'unreadable'])
  })
})
