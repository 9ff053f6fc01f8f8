// Watches a ReadableStream. It cannot be watched in place, because whoever sends it on, such as a Response, reads it
// behind its methods; so the caller gets a stream that takes each chunk from it when it is asked for one, and no sooner.
import type { FollowedStream } from './followed-stream.ts'

export function followReadableStream(original: ReadableStream, stream: FollowedStream): ReadableStream {
  try {
    const isOfBytes = readsIntoBuffers(original)
    const reader = original.getReader() as ReadableStreamDefaultReader<unknown>
    const source = followSource(reader, stream)
    const followed = new ReadableStream((isOfBytes ? { ...source, type: 'bytes' } : source) as AnySource, AS_ASKED)
    resemble(followed, original)
    stream.watch(followed)
    return followed
  } catch {
    // Somebody reads it already.
    stream.lose()
    return original
  }
}

const AS_ASKED = { highWaterMark: 0 }

type AnySource = ConstructorParameters<typeof ReadableStream>[0]

interface Controller {
  enqueue: (chunk: unknown) => void
  close: () => void
  byobRequest?: { respond: (bytes: number) => void } | null
}

interface Source {
  pull: (controller: Controller) => Promise<void>
  cancel: (reason: unknown) => Promise<void>
}

function followSource(reader: ReadableStreamDefaultReader<unknown>, stream: FollowedStream): Source {
  return {
    pull: async (controller) => {
      const { done, value } = await readNext(reader, stream)
      if (!done) {
        stream.chunk(value)
        return controller.enqueue(value)
      }
      stream.finish()
      controller.close()
      // Someone who brought a buffer of their own waits until it is given back.
      controller.byobRequest?.respond(0)
    },
    cancel: async (reason) => {
      stream.cancel()
      await stream.run(() => reader.cancel(reason))
    },
  }
}

async function readNext(
  reader: ReadableStreamDefaultReader<unknown>,
  stream: FollowedStream,
): Promise<{ done: boolean; value?: unknown }> {
  try {
    return await stream.run(() => reader.read())
  } catch (error) {
    stream.fail(error)
    throw error
  }
}

/** Its class, and what was hung onto it. */
function resemble(followed: ReadableStream, original: ReadableStream): void {
  const prototype: unknown = Object.getPrototypeOf(original)
  if (prototype !== ReadableStream.prototype) Object.setPrototypeOf(followed, prototype as object)
  for (const key of Object.keys(original)) {
    Reflect.defineProperty(followed, key, Object.getOwnPropertyDescriptor(original, key) ?? {})
  }
}

/** There is no way to ask but to try. The answer no is an error, whose trace of calls nobody reads. */
function readsIntoBuffers(stream: ReadableStream): boolean {
  if (stream.locked) return false
  const { stackTraceLimit } = Error
  try {
    Reflect.set(Error, 'stackTraceLimit', 0)
    stream.getReader({ mode: 'byob' }).releaseLock()
    return true
  } catch {
    return false
  } finally {
    Reflect.set(Error, 'stackTraceLimit', stackTraceLimit)
  }
}
