// Learns how a call ended without changing what its caller sees: the same value, the same error, at the same time, and
// a rejection that nobody handles is still reported as unhandled.
import { types } from 'node:util'

export interface EndOfCall {
  succeed: (result: unknown) => void
  fail: (error: unknown) => void
  /** There is no way to learn how it ends. */
  lose: () => void
}

/** What to hand to the caller in place of what the call returned. */
export function observeEnd(returned: unknown, end: EndOfCall): unknown {
  const then = readThen(returned)
  if (then === undefined) {
    end.succeed(returned)
    return returned
  }
  if (isNativePromise(returned)) return followPromise(returned, end)
  if (!followThenable(returned as object, then, end)) end.lose()
  return returned
}

/** Our own handlers on the caller's promise would count as handling its rejection; a promise that follows it does not. */
function followPromise(promise: Promise<unknown>, end: EndOfCall): Promise<unknown> {
  const followed = promise.then(
    (result) => {
      end.succeed(result)
      return result
    },
    (error: unknown) => {
      end.fail(error)
      throw error
    },
  )
  // Some libraries hang more onto a promise, such as a way to cancel it.
  for (const key of Object.keys(promise)) {
    Reflect.defineProperty(followed, key, Object.getOwnPropertyDescriptor(promise, key) ?? {})
  }
  return followed
}

/**
 * A query builder or a client's own kind of promise is returned as it is: it has methods of its own, and may start its
 * work only when someone asks for the result. So we listen to the one who asks.
 */
function followThenable(thenable: object, then: Then, end: EndOfCall): boolean {
  let hasEnded = false
  const once = (report: () => void): void => {
    if (!hasEnded) report()
    hasEnded = true
  }
  const followedThen: Then = function followedThen(this: unknown, onFulfilled, onRejected) {
    return Reflect.apply(then, this, [
      (result: unknown) => {
        once(() => end.succeed(result))
        return typeof onFulfilled === 'function' ? onFulfilled(result) : result
      },
      (error: unknown) => {
        once(() => end.fail(error))
        if (typeof onRejected === 'function') return onRejected(error)
        throw error
      },
    ])
  }
  try {
    // oxlint-disable-next-line unicorn/no-thenable -- it is one already
    return Reflect.defineProperty(thenable, 'then', { value: followedThen, configurable: true, writable: true })
  } catch {
    return false
  }
}

type Handler = ((value: unknown) => unknown) | null | undefined
type Then = (this: unknown, onFulfilled?: Handler, onRejected?: Handler) => unknown

function readThen(returned: unknown): Then | undefined {
  if ((typeof returned !== 'object' && typeof returned !== 'function') || returned === null) return undefined
  try {
    const then: unknown = (returned as { then?: unknown }).then
    return typeof then === 'function' ? (then as Then) : undefined
  } catch {
    return undefined
  }
}

function isNativePromise(value: unknown): value is Promise<unknown> {
  return types.isPromise(value) && Object.getPrototypeOf(value) === Promise.prototype
}
