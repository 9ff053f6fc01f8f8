// Watches the stream of a client in place. It makes its iterator by a function it holds, for every way to read it:
// iterating, `tee()`, `toReadableStream()`; so that function is all that has to be replaced.
import type { OpenCall } from '../calls/call.ts'
import { openStream } from '../calls/followed-stream.ts'
import { followIterator, isIterator } from '../calls/follow-iterator.ts'
import type { ChunkReader, OutcomeReader } from '../calls/outcome.ts'
import { fieldsOf, isObject } from './wire-value.ts'

/** False where it is no such stream. */
export function followClientStream(value: unknown, call: OpenCall, outcome: OutcomeReader): boolean {
  if (!isClientStream(value)) return false
  const chunks = outcome.openStream()
  const stream = openStream(call, readingInto(chunks, outcome))
  const steps = {
    ...stream,
    // The clients end a stream that the app aborts as if it had come to its end.
    finish: () => (value.controller.signal.aborted ? stream.cancel() : stream.finish()),
    // Whoever leaves after the model has said why it stops has heard all of it.
    cancel: () => (hasStopped(chunks) ? stream.finish() : stream.cancel()),
  }
  const makeIterator = value.iterator
  let hasBegun = false
  value.iterator = function iterator(this: unknown, ...parameters: unknown[]): unknown {
    const made = stream.run((): unknown => Reflect.apply(makeIterator, this, parameters))
    // Its steps hold the stream, which therefore is in reach as long as the iterator is.
    if (!hasBegun && isIterator(made)) followIterator(made, steps)
    hasBegun = true
    return made
  }
  call.remember(value)
  stream.watch(value)
  return true
}

/** Made here, because a function made above would hold the stream, and whoever waits for its end must not. */
function readingInto(chunks: ChunkReader, outcome: OutcomeReader): OutcomeReader {
  return { ...outcome, openStream: () => chunks }
}

interface ClientStream {
  iterator: (this: unknown, ...parameters: unknown[]) => unknown
  readonly controller: { readonly signal: { readonly aborted: boolean } }
}

function isClientStream(value: unknown): value is ClientStream {
  try {
    const { iterator, controller } = fieldsOf<ClientStream>(value)
    return (
      typeof iterator === 'function' && isObject(value) && Symbol.asyncIterator in value && isObject(controller?.signal)
    )
  } catch {
    return false
  }
}

function hasStopped(chunks: ChunkReader): boolean {
  try {
    return chunks.read().finishReason !== undefined
  } catch {
    return false
  }
}
