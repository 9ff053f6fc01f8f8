// Learns what became of one request from what the client returned for it. The clients of OpenAI and Anthropic, and all
// that are made like them, return a promise of their own, which is watched in place: it stays the very object it was,
// with all its ways to ask for the answer, and whoever asks is who we listen to. A rejection that nobody handles stays
// unhandled, because nobody but the app ever handles it.
import type { OpenCall } from '../calls/call.ts'
import { followCall, followResult } from '../calls/follow-call.ts'
import { followPromise } from '../calls/follow-promise.ts'
import type { OutcomeReader } from '../calls/outcome.ts'
import { patch } from '../calls/patch.ts'
import { followClientStream } from './follow-client-stream.ts'
import { followEventBytes } from './follow-event-bytes.ts'
import { isObject } from './wire-value.ts'

/** What to hand to the app in place of what the client returned. */
export function followModelCall(returned: unknown, call: OpenCall, outcome: OutcomeReader): unknown {
  if (!isClientPromise(returned)) return followCall(returned, call, outcome)
  try {
    const response = returned.responsePromise
    const request = new FollowedRequest(response, (error) => {
      call.remember(error)
      call.fail(error)
    })
    followAnswer(returned, { call, request, see: watchOnce(call, outcome) })
    patch(returned, '_responseProps', (ask) => followProps(ask as Method, call, outcome))
    if (returned.parsedPromise === undefined) unlessAsked(returned, request, call)
    // Another instrumentation has asked before us. An answer still passes us on its way to it, and a failure does not.
    else void response.then(undefined, request.fail)
  } catch {
    call.lose()
  }
  return returned
}

/** The promise of a client: it knows how to send a request and how to read the response, and reads it when asked. */
interface ClientPromise {
  responsePromise: PromiseLike<unknown>
  parseResponse: Method
  parsedPromise?: unknown
}

type Method = (this: unknown, ...parameters: unknown[]) => unknown

function isClientPromise(value: unknown): value is ClientPromise {
  if (!isObject(value)) return false
  try {
    const { responsePromise, parseResponse } = value as Partial<ClientPromise>
    return typeof parseResponse === 'function' && typeof responsePromise?.then === 'function'
  } catch {
    return false
  }
}

interface Following {
  call: OpenCall
  request: FollowedRequest
  /** What to hand on in place of the answer, or of what was made of it. */
  see: (answer: unknown) => unknown
}

function followAnswer(promise: ClientPromise, { call, request, see }: Following): void {
  const parse = promise.parseResponse
  promise.responsePromise = request
  promise.parseResponse = function parseResponse(this: unknown, ...parameters) {
    const parsed: unknown = Reflect.apply(parse, this, parameters)
    return followPromise(parsed, { succeed: see, fail: request.fail, lose: () => call.lose() })
  }
  // Both make something else of the answer than the answer; the newer clients go past `parseResponse` for it.
  patch(promise, '_thenUnwrap', (unwrap) => followUnwrap(unwrap as Method, { call, request, see }))
  patch(promise, 'asResponse', (ask) => followAsResponse(ask as Method, promise, call))
}

function followUnwrap(unwrap: Method, { call, request, see }: Following): Method {
  return function thenUnwrap(this: unknown, transform, ...rest) {
    const seeFirst = (answer: unknown, ...more: unknown[]): unknown => {
      const made: unknown = (transform as Method)(see(answer), ...more)
      call.remember(made)
      return made
    }
    const derived: unknown = Reflect.apply(unwrap, this, [seeFirst, ...rest])
    if (isClientPromise(derived)) followAnswer(derived, { call, request, see: (made) => made })
    return derived
  }
}

/** Whoever takes the bare response reads it alone; all that can be known is that it came. */
function followAsResponse(ask: Method, promise: ClientPromise, call: OpenCall): Method {
  return function asResponse(this: unknown, ...parameters) {
    const isAlone = promise.parsedPromise === undefined
    const asked: unknown = Reflect.apply(ask, this, parameters)
    if (!isAlone) return asked
    const see = (response: unknown): unknown => {
      if (promise.parsedPromise !== undefined) return response
      call.remember(response)
      call.succeed(() => ({}))
      return response
    }
    return followPromise(asked, { succeed: see, fail: () => undefined, lose: () => undefined })
  }
}

/** A helper that sends a request again until it is answered takes the answer, and reads a stream of it by itself. */
function followProps(ask: Method, call: OpenCall, outcome: OutcomeReader): Method {
  return function responseProps(this: unknown, ...parameters) {
    const see = (answered: unknown): unknown => {
      followEventBytes(answered, call, outcome)
      return answered
    }
    const asked: unknown = Reflect.apply(ask, this, parameters)
    return followPromise(asked, { succeed: see, fail: () => undefined, lose: () => undefined })
  }
}

/** An answer can be asked for in several ways, and is one. */
function watchOnce(call: OpenCall, outcome: OutcomeReader): (answer: unknown) => unknown {
  let seen: { answer: unknown; handedOn: unknown } | undefined
  return (answer) => {
    if (seen && (seen.answer === answer || seen.handedOn === answer)) return seen.handedOn
    const isFollowed = followClientStream(answer, call, outcome)
    seen = { answer, handedOn: isFollowed ? answer : followResult(answer, call, outcome) }
    return seen.handedOn
  }
}

/** Stands in place of the promise of the response, and learns of its failure from those who ask for it. */
class FollowedRequest implements PromiseLike<unknown> {
  isAsked = false
  readonly fail: (error: unknown) => void
  readonly #response: PromiseLike<unknown>

  constructor(response: PromiseLike<unknown>, fail: (error: unknown) => void) {
    this.#response = response
    this.fail = fail
  }

  // oxlint-disable-next-line unicorn/no-thenable -- it is asked as the promise it stands for
  then<Fulfilled = unknown, Rejected = never>(
    onFulfilled?: ((value: unknown) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): PromiseLike<Fulfilled | Rejected> {
    this.isAsked = true
    return this.#response.then(onFulfilled, (error: unknown) => {
      this.fail(error)
      if (typeof onRejected === 'function') return onRejected(error)
      throw error
    })
  }

  catch(onRejected?: ((reason: unknown) => unknown) | null): PromiseLike<unknown> {
    return this.then(undefined, onRejected)
  }
}

const unasked =
  typeof FinalizationRegistry === 'function' ? new FinalizationRegistry<OpenCall>((call) => call.cancel()) : undefined

/**
 * An answer that nobody asks for is never read, so its call has no end but the end of its promise. Almost everyone asks
 * within a few turns; only a promise that nobody has asked by then is worth watching.
 */
function unlessAsked(promise: object, request: FollowedRequest, call: OpenCall, turns: number = TURNS_TO_ASK): void {
  if (request.isAsked) return
  if (turns === 0) {
    unasked?.register(promise, call)
    cancelAtExit(call)
  } else queueMicrotask(() => unlessAsked(promise, request, call, turns - 1))
}

const TURNS_TO_ASK = 3

/** Made here, because a function made above would hold the promise. */
function cancelAtExit(call: OpenCall): void {
  call.hold(() => call.cancel())
}
