// Watches the stream of a client in place. It makes its iterator by a function it holds, for every way to read it:
// iterating, `tee()`, `toReadableStream()`; so that function is all that has to be replaced.
import type { OpenCall } from '../calls/call.ts'
import { type FollowedStream, openStream } from '../calls/followed-stream.ts'
import { followIterator, isIterator } from '../calls/follow-iterator.ts'
import type { ChunkReader, OutcomeReader } from '../calls/outcome.ts'
import { patch } from '../calls/patch.ts'
import { fieldsOf, isObject } from './wire-value.ts'

/** False where it is no such stream. */
export function followClientStream(value: unknown, call: OpenCall, outcome: OutcomeReader): boolean {
  if (!isClientStream(value)) return false
  followIterators(value, 'iterator', openAbortable(value.controller.signal, call, outcome))
  call.remember(value)
  return true
}

interface ClientStream {
  iterator: (this: unknown, ...parameters: unknown[]) => unknown
  readonly controller: { readonly signal: Signal }
}

/** By which the app can abort a request. */
export interface Signal {
  readonly aborted: boolean
}

function isClientStream(value: unknown): value is ClientStream {
  try {
    const { iterator, controller } = fieldsOf<ClientStream>(value)
    if (typeof iterator !== 'function' || !isObject(controller?.signal)) return false
    return isObject(value) && Symbol.asyncIterator in value
  } catch {
    return false
  }
}

/** Follows the first iterator that a method of the stream makes; a second one finds nothing to read. */
export function followIterators(owner: object, method: PropertyKey, stream: FollowedStream): void {
  let hasBegun = false
  const isFollowed = patch(
    owner,
    method,
    (make) =>
      function makeIterator(this: unknown, ...parameters: unknown[]): unknown {
        const iterator = stream.run((): unknown => Reflect.apply(make, this, parameters))
        if (!hasBegun && isIterator(iterator)) followIterator(iterator, { ...stream, owner })
        hasBegun = true
        return iterator
      },
  )
  if (isFollowed) stream.watch(owner)
  else stream.lose()
}

export function openAbortable(signal: Signal, call: OpenCall, outcome: OutcomeReader): FollowedStream {
  const chunks = outcome.openStream()
  const stream = openStream(call, { ...outcome, openStream: () => chunks })
  return {
    ...stream,
    // Between its chunks a client does nothing that could be a part of the call.
    run: (work) => work(),
    // The clients end a stream that the app aborts as if it had come to its end.
    finish: () => (signal.aborted ? stream.cancel() : stream.finish()),
    // Whoever leaves after the model has said why it stops has heard all of it.
    cancel: () => (hasStopped(chunks) ? stream.finish() : stream.cancel()),
  }
}

function hasStopped(chunks: ChunkReader): boolean {
  try {
    return chunks.read().finishReason !== undefined
  } catch {
    return false
  }
}
