// Learns how a call ended from what it returned, and hands that on as the caller would have had it: the same object where
// it can be watched in place, and one that behaves the same where it cannot. Nothing is read that the caller does not
// read, and nothing sooner.
import type { OpenCall } from './call.ts'
import { type FollowedStream, openStream } from './followed-stream.ts'
import { followIterator, isIterator } from './follow-iterator.ts'
import { followNodeStream, isNodeStream } from './follow-node-stream.ts'
import { followPromise } from './follow-promise.ts'
import { followReadableStream } from './follow-readable-stream.ts'
import { patch } from './patch.ts'
import type { OutcomeReader } from './outcome.ts'

/** What to hand to the caller in place of what the call returned. */
export function followCall(returned: unknown, call: OpenCall, outcome: OutcomeReader): unknown {
  return followPromise(returned, {
    succeed: (result) => followResult(result, call, outcome),
    fail: (error) => {
      call.remember(error)
      call.fail(error)
    },
    lose: () => call.lose(),
  })
}

/** The same, of a result that is there. */
export function followResult(result: unknown, call: OpenCall, outcome: OutcomeReader): unknown {
  const followed = followStream(result, call, outcome)
  call.remember(followed)
  return followed
}

function followStream(result: unknown, call: OpenCall, outcome: OutcomeReader): unknown {
  switch (streamKind(result)) {
    case 'readable':
      return followReadableStream(result as ReadableStream, openStream(call, outcome))
    case 'node':
      return followReadable(result as object, openStream(call, outcome))
    case 'generator':
      return followGenerator(result as Iterator<unknown>, openStream(call, outcome), call)
    case 'iterable':
      return followIterable(result as AsyncIterable<unknown>, openStream(call, outcome))
    case 'none':
      call.succeed(() => outcome.readWhole(result))
      return result
  }
}

function streamKind(value: unknown): 'readable' | 'node' | 'generator' | 'iterable' | 'none' {
  if (typeof value !== 'object' || value === null) return 'none'
  try {
    if (typeof ReadableStream === 'function' && value instanceof ReadableStream) return 'readable'
    if (isNodeStream(value)) return 'node'
    if (isIterator(value) && (Symbol.asyncIterator in value || Symbol.iterator in value)) return 'generator'
    return Symbol.asyncIterator in value ? 'iterable' : 'none'
  } catch {
    return 'none'
  }
}

function followGenerator(generator: Iterator<unknown>, stream: FollowedStream, call: OpenCall): unknown {
  let hasBegun = false
  const isFollowed = followIterator(generator, {
    ...stream,
    run: (work) => {
      // A generator does nothing before it is first asked, so neither does its call.
      if (!hasBegun) call.restart()
      hasBegun = true
      return call.run(work)
    },
  })
  if (isFollowed) stream.watch(generator)
  else call.lose()
  return generator
}

function followReadable(readable: object, stream: FollowedStream): unknown {
  if (followNodeStream(readable, stream)) stream.watch(readable)
  else stream.lose()
  return readable
}

/** Whoever has an iterator can move its stream, so the stream stays in reach for as long as its iterator does. */
const ownerOf = new WeakMap<object, object>()

/** A client's own kind of stream: whoever iterates over it first gets an iterator that is followed. */
function followIterable(iterable: AsyncIterable<unknown>, stream: FollowedStream): unknown {
  let hasBegun = false
  const isFollowed = patch(
    iterable,
    Symbol.asyncIterator,
    (iterate) =>
      function followedIterator(this: unknown, ...parameters: unknown[]): unknown {
        const iterator = stream.run((): unknown => Reflect.apply(iterate, this, parameters))
        if (!hasBegun && isIterator(iterator) && followIterator(iterator, stream)) ownerOf.set(iterator, iterable)
        hasBegun = true
        return iterator
      },
  )
  if (isFollowed) stream.watch(iterable)
  else stream.lose()
  return iterable
}
