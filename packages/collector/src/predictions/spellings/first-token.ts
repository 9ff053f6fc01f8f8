// When the first token came, in milliseconds after the start: senders say it in seconds, in milliseconds, as a point in
// time, or as an event on the span.

import type { AttributeReader } from '../../otlp/attribute-reader.ts'
import type { Span } from '../../otlp/otlp.ts'

const SECONDS = [
  'gen_ai.response.time_to_first_chunk',
  'gen_ai.client.operation.time_to_first_chunk',
  'gen_ai.server.time_to_first_token',
  'gen_ai.response.time_to_first_token',
  'gen_ai.client.time_to_first_chunk',
]
const MILLISECONDS = ['ai.response.msToFirstChunk', 'ai.stream.msToFirstChunk', 'vercel.ai.response.msToFirstChunk']
const TIMES = ['langfuse.observation.completion_start_time', 'mastra.completion_start_time']
const EVENTS = /first.?(token|chunk)|completion\.chunk$/i

export function readFirstTokenMs(span: Span, attributes: AttributeReader): number | undefined {
  const seconds = SECONDS.map((key) => attributes.number(key)).find((value) => value !== null)
  if (seconds !== undefined) return positive(seconds * unitOf(span, seconds))
  const milliseconds = MILLISECONDS.map((key) => attributes.number(key)).find((value) => value !== null)
  if (milliseconds !== undefined) return positive(milliseconds)
  const time = TIMES.map((key) => attributes.text(key)).find((text) => text !== null)
  // Langfuse sends the JSON text of a time, quotes and all.
  if (time !== undefined) return afterStartMs(span, Date.parse(time.replaceAll('"', '')))
  const event = span.events.find(({ name }) => EVENTS.test(name))
  return event === undefined ? undefined : positive(Number(event.timeNs - span.startNs) / 1_000_000)
}

/** Some say milliseconds where seconds are meant: told by seconds that would be longer than the whole call. */
function unitOf(span: Span, seconds: number): number {
  const durationMs = Number(span.endNs - span.startNs) / 1_000_000
  return seconds * 1000 > durationMs && seconds <= durationMs ? 1 : 1000
}

/** Of a time that is known to the millisecond only, which may round to before the start. */
function afterStartMs(span: Span, timeMs: number): number | undefined {
  if (!Number.isFinite(timeMs)) return undefined
  const afterMs = timeMs - Number(span.startNs) / 1_000_000
  return afterMs > -1 ? Math.max(0, afterMs) : undefined
}

function positive(milliseconds: number): number | undefined {
  return Number.isFinite(milliseconds) && milliseconds >= 0 ? milliseconds : undefined
}
