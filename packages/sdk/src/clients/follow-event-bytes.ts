// Watches the body of a streamed response, for the helpers of a client that read it behind the back of the promise they
// got it from: the threads of messages of Anthropic's client do. Server-sent events, as far as the providers use them.
import type { OpenCall } from '../calls/call.ts'
import type { ChunkReader, OutcomeReader } from '../calls/outcome.ts'
import { followIterators, openAbortable, type Signal } from './follow-client-stream.ts'
import { STREAM_CHARS_MAX } from './received-text.ts'
import { fieldsOf, isObject } from './wire-value.ts'

/** What a client knows of a request that was answered. */
interface AnsweredRequest {
  options?: unknown
  response?: unknown
  controller?: unknown
}

/** Does nothing where the answer is no stream. */
export function followEventBytes(answered: unknown, call: OpenCall, outcome: OutcomeReader): void {
  const { options, response, controller } = fieldsOf<AnsweredRequest>(answered)
  const { body } = fieldsOf<{ body: unknown }>(response)
  const { signal } = fieldsOf<{ signal: Signal }>(controller)
  if (fieldsOf<{ stream: unknown }>(options).stream !== true || !isObject(body) || !signal) return
  const ofBytes = { ...outcome, openStream: () => new EventBytes(outcome.openStream()) }
  followIterators(body, Symbol.asyncIterator, openAbortable(signal, call, ofBytes))
}

/** Puts the events back together that the bytes tear apart. */
class EventBytes implements ChunkReader {
  readonly #events: ChunkReader
  readonly #decoder = new TextDecoder()
  #rest = ''

  constructor(events: ChunkReader) {
    this.#events = events
  }

  add(bytes: unknown): boolean {
    if (!(bytes instanceof Uint8Array)) return false
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > STREAM_CHARS_MAX) throw new RangeError('an event is longer than any answer')
    let speaks = false
    for (const line of lines) {
      if (line.startsWith('data:') && this.#events.add(JSON.parse(line.slice('data:'.length)))) speaks = true
    }
    return speaks
  }

  read(): ReturnType<ChunkReader['read']> {
    return this.#events.read()
  }
}
