// Follows the stream of a language model of the AI SDK. It tells of a failure in its midst, and then ends as if all were
// well; here that is a failed call.
import type { OpenCall } from '../../calls/call.ts'
import { followReadableStream } from '../../calls/follow-readable-stream.ts'
import { type FollowedStream, openStream } from '../../calls/followed-stream.ts'
import type { OutcomeReader } from '../../calls/outcome.ts'
import { patch } from '../../calls/patch.ts'

/** A stream in place of the model's own. */
export function followModelStream(original: ReadableStream, call: OpenCall, outcome: OutcomeReader): ReadableStream {
  return followReadableStream(original, openModelStream(call, outcome))
}

/** Every way there is to begin reading a stream. */
const READING = ['getReader', 'pipeThrough', 'pipeTo', 'tee', 'cancel', 'values', Symbol.asyncIterator] as const

/**
 * For someone who must hand on the very object that carries the stream. The stream is followed from the moment that it
 * is read by one of its methods; until then it is as it was, and nobody has begun to read it.
 */
export function followModelStreamInPlace(original: ReadableStream, call: OpenCall, outcome: OutcomeReader): void {
  const stream = openModelStream(call, outcome)
  let followed: ReadableStream | undefined
  function follow(): ReadableStream {
    if (followed) return followed
    for (const method of READING) Reflect.deleteProperty(original, method)
    followed = followReadableStream(original, stream)
    for (const method of READING) divert(method)
    return followed
  }
  function divert(method: (typeof READING)[number]): void {
    patch(original, method, () => (...parameters) => {
      const reading = follow()
      return Reflect.apply(Reflect.get(reading, method) as () => unknown, reading, parameters) as unknown
    })
  }
  for (const method of READING) divert(method)
  stream.watch(original)
}

function openModelStream(call: OpenCall, outcome: OutcomeReader): FollowedStream {
  const stream = openStream(call, outcome)
  let failure: { error: unknown } | undefined
  return {
    ...stream,
    chunk: (chunk) => {
      failure ??= readFailure(chunk)
      stream.chunk(chunk)
    },
    finish: () => (failure ? stream.fail(failure.error) : stream.finish()),
  }
}

function readFailure(chunk: unknown): { error: unknown } | undefined {
  const part = chunk as { type?: unknown; error?: unknown } | undefined
  return part?.type === 'error' ? { error: part.error } : undefined
}
