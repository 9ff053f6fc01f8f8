// Watches a stream of Node's own kind, known by its shape. However it is read, by loop, pipe or listener, what is read of it
// passes through its `emit`.
import type { FollowedStream } from './followed-stream.ts'
import { patch } from './patch.ts'

/** False where it does not let itself be watched. */
export function followNodeStream(readable: object, stream: FollowedStream): boolean {
  const ends: { readonly [event: string]: (value: unknown) => void } = {
    data: stream.chunk,
    end: stream.finish,
    error: stream.fail,
    // Without an end before it, somebody has destroyed it.
    close: stream.cancel,
  }
  return patch(
    readable,
    'emit',
    (emit) =>
      function followedEmit(this: unknown, ...parameters: unknown[]): unknown {
        const [event, value] = parameters
        if (typeof event === 'string' && Object.hasOwn(ends, event)) ends[event]?.(value)
        return Reflect.apply(emit, this, parameters)
      },
  )
}

export function isNodeStream(value: object): boolean {
  const { pipe, on, emit, read } = value as { [method in 'pipe' | 'on' | 'emit' | 'read']?: unknown }
  return [pipe, on, emit, read].every((method) => typeof method === 'function')
}
