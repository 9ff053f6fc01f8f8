import { describe, expect, it } from 'vitest'
import { createSampledSink, type SampledSink } from './sampled-sink.ts'
import type { SpanRecord } from './span-sink.ts'

const SPAN: SpanRecord = { name: 's', kind: 'client', startMs: 0, durationMs: 1, attributes: {}, error: undefined }

/** None is drawn, so that all that comes through has another reason. */
function sampleNone(): SampledSink & { sent: SpanRecord[]; finish: (record: Partial<SpanRecord>) => string } {
  const sent: SpanRecord[] = []
  let count = 0
  const sampled = createSampledSink(
    {
      start: () => {
        count += 1
        const identity = { traceId: 'f'.repeat(32), spanId: String(count).padStart(16, '0'), parentSpanId: undefined }
        return { identity, end: (record) => void sent.push(record) }
      },
    },
    { rate: 0, drop: () => undefined },
  )
  const finish = (record: Partial<SpanRecord>): string => {
    const started = sampled.sink.start('s', undefined)
    started.end({ ...SPAN, ...record, attributes: { ...record.attributes } })
    return started.identity.spanId
  }
  return { ...sampled, sent, finish }
}

describe('what was not drawn', () => {
  it('is sent all the same when it failed, or has a key that late truth will come by', () => {
    const { sent, finish } = sampleNone()
    finish({})
    finish({ error: { message: 'no', event: {} } })
    finish({ attributes: { 'trimtab.key': 'loan-77' } })
    expect(sent).toHaveLength(2)
    expect(sent.map(({ attributes }) => attributes['trimtab.sample.rate'])).toEqual([undefined, undefined])
  })

  it('is sent when somebody asks who it is, and once', () => {
    const { sent, finish, ask } = sampleNone()
    const spanId = finish({})
    finish({})
    ask({ spanId })
    ask({ spanId })
    expect(sent.map(({ attributes }) => attributes['trimtab.sample.rate'])).toEqual([0])
  })

  it('is sent when something is said of its answer or its session, within its task', () => {
    const { sent, finish, askAt } = sampleNone()
    finish({ attributes: { 'gen_ai.response.id': 'r-1', 'session.id': 's-1', 'trimtab.task': 'a' } })
    finish({ attributes: { 'session.id': 's-1', 'trimtab.task': 'b' } })
    finish({ attributes: { 'session.id': 's-2' } })
    askAt({ responseId: 'r-1' })
    expect(sent).toHaveLength(1)
    askAt({ session: 's-1', task: 'c' })
    expect(sent).toHaveLength(1)
    askAt({ session: 's-1' })
    expect(sent).toHaveLength(2)
  })
})

it('everything is sent as it is where nothing is sampled', () => {
  const sink = {
    start: () => ({ identity: { traceId: '', spanId: '', parentSpanId: undefined }, end: () => undefined }),
  }
  expect(createSampledSink(sink, { rate: 1, drop: () => undefined }).sink).toBe(sink)
})
