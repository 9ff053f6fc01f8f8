// Learns how a promise ends without changing what its holder sees: the same value, the same error, at the same time, and
// a rejection that nobody handles is still reported as unhandled.
import { patch } from './patch.ts'

export interface EndOfPromise {
  /** Returns what to hand on in place of the result. */
  succeed: (result: unknown) => unknown
  fail: (error: unknown) => void
  /** There is no way to learn how it ends. */
  lose: () => void
}

/** What to hand to the caller in place of what was returned, promise or not. */
export function followPromise(returned: unknown, end: EndOfPromise): unknown {
  return promiseFollower(end)(returned)
}

/** The same for many promises with one kind of end, such as the steps of a stream: there may be thousands of them. */
export function promiseFollower(end: EndOfPromise): (returned: unknown) => unknown {
  const { succeed, fail } = end
  const reject = (error: unknown): never => {
    fail(error)
    throw error
  }
  return (returned) => {
    if (!hasThen(returned)) return succeed(returned)
    // Our own handlers on the caller's promise would count as handling its rejection; a promise that follows it does not.
    if (isPlainPromise(returned)) return resemble(returned.then(succeed, reject), returned)
    if (!followThenable(returned, end)) end.lose()
    return returned
  }
}

/** Some libraries hang more onto a promise, such as a way to cancel it. */
function resemble(followed: Promise<unknown>, promise: Promise<unknown>): Promise<unknown> {
  for (const key of Object.keys(promise)) {
    Reflect.defineProperty(followed, key, Object.getOwnPropertyDescriptor(promise, key) ?? {})
  }
  return followed
}

/**
 * A query builder or a client's own kind of promise is returned as it is: it has methods of its own, and may start its
 * work only when someone asks for the result. So we listen to the one who asks.
 */
function followThenable(thenable: object, end: EndOfPromise): boolean {
  let ended: { result: unknown } | undefined
  const succeed = (result: unknown): unknown => {
    ended ??= { result: end.succeed(result) }
    return ended.result
  }
  return patch(
    thenable,
    'then',
    (then) =>
      function followedThen(this: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
        return Reflect.apply(then, this, [
          (result: unknown) => {
            const handedOn = succeed(result)
            return typeof onFulfilled === 'function' ? (onFulfilled as Handler)(handedOn) : handedOn
          },
          (error: unknown) => {
            end.fail(error)
            if (typeof onRejected === 'function') return (onRejected as Handler)(error)
            throw error
          },
        ])
      },
  )
}

type Handler = (value: unknown) => unknown

function hasThen(returned: unknown): returned is object {
  if ((typeof returned !== 'object' && typeof returned !== 'function') || returned === null) return false
  try {
    return typeof (returned as { then?: unknown }).then === 'function'
  } catch {
    return false
  }
}

function isPlainPromise(value: object): value is Promise<unknown> {
  try {
    return value instanceof Promise && Object.getPrototypeOf(value) === Promise.prototype
  } catch {
    return false
  }
}
