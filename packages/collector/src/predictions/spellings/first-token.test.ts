import { describe, expect, it } from 'vitest'
import { readAttributes } from '../../otlp/attribute-reader.ts'
import type { AnyValue, Span } from '../../otlp/otlp.ts'
import { makeSpan } from '../fixtures/recorded.ts'
import { readFirstTokenMs } from './first-token.ts'

function read(attributes: { [key: string]: AnyValue }, said: Partial<Span> = {}) {
  const span = makeSpan(attributes, said)
  return readFirstTokenMs(span, readAttributes(span.attributes))
}

const START = '2026-11-21T10:00:00'

describe('the time to the first token', () => {
  it.each<[string, AnyValue]>([
    ['gen_ai.response.time_to_first_chunk', 0.25],
    ['gen_ai.client.operation.time_to_first_chunk', '0.25'],
    ['gen_ai.server.time_to_first_token', 0.25],
    ['ai.response.msToFirstChunk', 250],
    ['ai.stream.msToFirstChunk', 250],
    ['langfuse.observation.completion_start_time', `"${START}.250Z"`],
    ['mastra.completion_start_time', `${START}.250Z`],
  ])('is said as %s', (key, value) => {
    expect(read({ [key]: value })).toBe(250)
  })

  it('is of milliseconds where as many seconds are longer than the call', () => {
    expect(read({ 'gen_ai.server.time_to_first_token': 664 })).toBe(664)
    expect(read({ 'gen_ai.server.time_to_first_token': 3 })).toBe(3)
    expect(read({ 'gen_ai.server.time_to_first_token': 5000 })).toBe(5_000_000)
  })

  it('is that of the event of it', () => {
    const timeNs = makeSpan({}).startNs + 250_000_000n
    for (const name of ['First Token Stream Event', 'ai.stream.firstChunk', 'llm.content.completion.chunk'])
      expect(read({}, { events: [{ name, timeNs, attributes: new Map() }] })).toBe(250)
  })

  it('that lies before the start by less than a clock can tell is none at all', () => {
    const key = 'mastra.completion_start_time'
    expect(read({ [key]: `${START}.000Z` }, { startNs: makeSpan({}).startNs + 400_000n })).toBe(0)
    expect(read({ [key]: '2026-11-21T09:59:00Z' })).toBeUndefined()
  })

  it.each<[string, AnyValue]>([
    ['gen_ai.response.time_to_first_chunk', -1],
    ['gen_ai.response.time_to_first_chunk', 'soon'],
    ['mastra.completion_start_time', 'yesterday'],
    ['nothing', 1],
  ])('is not known from %s = %j', (key, value) => {
    expect(read({ [key]: value })).toBeUndefined()
  })
})
