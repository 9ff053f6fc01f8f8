// Watches an iterator, sync or async, through its own three methods. Each step of it runs inside the call, because a
// generator knows only the context of whoever asks it for the next value.
import { promiseFollower } from './follow-promise.ts'
import type { FollowedStream } from './followed-stream.ts'
import { patch } from './patch.ts'

interface Steps extends Pick<FollowedStream, 'run' | 'chunk' | 'finish' | 'fail' | 'cancel'> {
  /**
   * Whoever has the iterator can move the stream, so the stream must stay in reach for as long as its iterator does. By
   * hanging on its steps: what a WeakMap holds can outlive its key for long.
   */
  owner?: object
}

/** False where it does not let itself be watched. */
export function followIterator(iterator: object, stream: Steps): boolean {
  const isFollowed = followStep(iterator, 'next', stream, stream.finish)
  if (!isFollowed) return false
  // An early break, and an error that the caller hands in: a generator may go on after both, an end is an end.
  followStep(iterator, 'return', stream, stream.cancel)
  followStep(iterator, 'throw', stream, stream.cancel)
  return true
}

export function isIterator(value: unknown): value is Iterator<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { next?: unknown }).next === 'function'
}

function followStep(iterator: object, method: string, stream: Steps, end: () => void): boolean {
  function see(step: unknown): unknown {
    if (isDone(step)) end()
    else stream.chunk(readValue(step))
    return step
  }
  const follow = promiseFollower({ succeed: see, fail: stream.fail, lose: () => undefined })
  return patch(
    iterator,
    method,
    (original) =>
      function step(this: unknown, ...parameters: unknown[]): unknown {
        let taken: unknown
        try {
          taken = stream.run((): unknown => Reflect.apply(original, this, parameters))
        } catch (error) {
          stream.fail(error)
          throw error
        }
        return follow(taken)
      },
  )
}

function isDone(step: unknown): boolean {
  return typeof step !== 'object' || step === null || Boolean((step as { done?: unknown }).done)
}

function readValue(step: unknown): unknown {
  return (step as { value?: unknown }).value
}
