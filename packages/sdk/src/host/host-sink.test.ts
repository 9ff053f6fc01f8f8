import { afterEach, describe, expect, it } from 'vitest'
import { type Span, trace, type Tracer } from '@opentelemetry/api'
import { createCalls } from '../calls/begin-call.ts'
import { createKnownPredictions } from '../calls/known-predictions.ts'
import { createSampledSink } from '../calls/sampled-sink.ts'
import { systemClock } from '../clock.ts'
import { createReference } from '../prediction/prediction-reference.ts'
import { createHostSink } from './host-sink.ts'
import { isRecorded } from './recorded-mark.ts'

const ended = {
  name: 'reply',
  kind: 'internal',
  startMs: 1000,
  durationMs: 5,
  attributes: {},
  error: undefined,
} as const
const parent = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }

function open() {
  const items: { resource: object; scopeSpans: { spans: { spanId: string; parentSpanId?: string }[] }[] }[] = []
  const said: string[] = []
  const sink = createHostSink({
    record: (json) => void items.push(JSON.parse(json) as (typeof items)[number]),
    randomHex: (bytes) => '1'.repeat(bytes * 2),
    said: {},
    say: (sentence) => void said.push(sentence),
  })
  return { sink, said, spans: () => items.map(({ scopeSpans }) => scopeSpans[0]?.spans[0]), items }
}

/** A tracer provider with one kind of span, for what no real one does on purpose. */
function register(span: object): void {
  const tracer = { startSpan: () => span } as unknown as Tracer
  trace.setGlobalTracerProvider({ getTracer: () => tracer })
}

function makeSpan(overrides: Partial<Span> = {}): Span {
  const span = {
    spanContext: () => ({ traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), traceFlags: 1 }),
    setAttributes: () => span,
    end: () => undefined,
    ...overrides,
  } as unknown as Span
  return span
}

describe('a sink into the OpenTelemetry of the app', () => {
  afterEach(() => trace.disable())

  it('records by itself where there is none, and says so once', () => {
    const { sink, said, spans } = open()
    sink.start('reply', undefined).end(ended)
    sink.start('reply', parent).end(ended)
    expect(spans()).toMatchObject([{ spanId: '1'.repeat(16) }, { spanId: '1'.repeat(16), parentSpanId: parent.spanId }])
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/found no OpenTelemetry/)
  })

  it('begins to use one as soon as it is there, and says whose its predictions are', () => {
    const { sink, items, spans } = open()
    sink.start('reply', undefined).end(ended)
    const span = Object.assign(makeSpan(), { resource: { attributes: { 'service.name': 'host-app' } } })
    register(span)
    const started = sink.start('reply', undefined)
    started.end(ended)
    expect(started.identity).toMatchObject({ traceId: 'c'.repeat(32), spanId: 'd'.repeat(16) })
    expect(isRecorded(span)).toBe(true)
    expect(spans()[1]).toMatchObject({ spanId: 'd'.repeat(16) })
    expect(JSON.stringify(items[1]?.resource)).toContain('host-app')
  })

  it('never makes two predictions of one span: a provider that hands back the parent is none', () => {
    const { sink } = open()
    register(makeSpan({ spanContext: () => ({ ...parent, traceFlags: 1 }) }))
    expect(sink.start('reply', parent).identity.spanId).toBe('1'.repeat(16))
  })

  it('ends the span of a prediction also where sampling keeps us from sending it', () => {
    const { sink, spans } = open()
    let ends = 0
    register(makeSpan({ end: () => void (ends += 1) }))
    const drop = (): void => undefined
    const sampled = createSampledSink(sink, { rate: 0, drop })
    const calls = createCalls(
      {
        clock: systemClock,
        drop,
        sink: sampled.sink,
        capture: 'all',
        redact: undefined,
        known: createKnownPredictions(),
        makeReference: (identity) => createReference(identity, { ask: drop, makeToken: () => '' }),
      },
      () => undefined,
    )
    const call = calls.begin({ task: 'reply', kind: 'generation', context: () => ({}), input: () => ({}) })
    call.succeed(() => ({}))
    expect([ends, spans().length]).toEqual([1, 0])
    sampled.ask({ spanId: 'd'.repeat(16) })
    expect([ends, spans().length]).toEqual([1, 1])
  })

  it('records a prediction whatever the processors of the app throw', () => {
    const { sink, spans } = open()
    register(
      makeSpan({
        end: () => {
          throw new Error('broken processor')
        },
      }),
    )
    const started = sink.start('reply', undefined)
    started.endInHost?.(ended)
    started.end(ended)
    expect(spans()).toHaveLength(1)
    trace.disable()
    register(new Proxy({}, { get: () => undefined }))
    sink.start('reply', undefined).end(ended)
    expect(spans()).toHaveLength(2)
  })
})
