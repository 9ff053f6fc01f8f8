import { PassThrough, Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { type RecordedCalls, recordCalls } from '../fixtures/recorded-calls.ts'
import { createMonitor } from '../monitor/monitor.ts'

const STATUS = 'trimtab.status'
const SAID = 'gen_ai.output.messages'
const FIRST_TOKEN = 'gen_ai.response.time_to_first_chunk'

type Texts = AsyncGenerator<string> | Generator<string> | ReadableStream<string> | AsyncIterable<string>

interface Kind {
  name: string
  /** Three words; after the second it fails, if told to. */
  make: (options?: { failure?: Error; onClose?: () => void }) => Texts
}

async function* generate({ failure, onClose }: { failure?: Error; onClose?: () => void } = {}): AsyncGenerator<string> {
  try {
    yield 'one '
    yield 'two '
    if (failure) throw failure
    yield 'three'
  } finally {
    onClose?.()
  }
}

class ClientStream implements AsyncIterable<string> {
  readonly controller = new AbortController()
  readonly #words: AsyncGenerator<string>
  constructor(words: AsyncGenerator<string>) {
    this.#words = words
  }
  [Symbol.asyncIterator](): AsyncIterator<string> {
    return this.#words
  }
}

const asynchronous: Kind[] = [
  { name: 'an async generator', make: generate },
  { name: 'a ReadableStream', make: (options) => toStream(generate(options)) },
  { name: 'a stream of a client’s own', make: (options) => new ClientStream(generate(options)) },
]

function toStream(words: AsyncGenerator<string>): ReadableStream<string> {
  return new ReadableStream<string>(
    {
      pull: async (controller) => {
        const step = await words.next()
        if (step.done === true) controller.close()
        else controller.enqueue(step.value)
      },
      cancel: async () => void (await words.return(undefined)),
    },
    { highWaterMark: 0 },
  )
}

async function readAll<Chunk>(stream: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const chunks: Chunk[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}

function watch<Stream extends Texts>(make: () => Stream): RecordedCalls & { stream: Stream } {
  const recorded = recordCalls()
  const stream = createMonitor(recorded.calls)('streamed', make)()
  return { ...recorded, stream }
}

function textOf({ records }: RecordedCalls): string | undefined {
  const said = records[0]?.attributes[SAID] as string | undefined
  return said === undefined ? undefined : (JSON.parse(said) as [{ parts: [{ content: string }] }])[0].parts[0].content
}

describe.each(asynchronous)('$name', ({ make }) => {
  it('that is read to its end is one prediction, with all that was said and the time of the first of it', async () => {
    const watched = watch(make)
    expect(watched.records).toEqual([])
    const words = await readAll(watched.stream as AsyncIterable<string>)
    expect(words).toEqual(['one ', 'two ', 'three'])
    expect(watched.records).toHaveLength(1)
    expect(textOf(watched)).toBe('one two three')
    expect(watched.records[0]?.attributes[FIRST_TOKEN]).toBeGreaterThanOrEqual(0)
    expect(watched.records[0]?.attributes[STATUS]).toBeUndefined()
  })

  it('that is left early ends cancelled, with what was received, and its source is closed', async () => {
    let isClosed = false
    const watched = watch(() => make({ onClose: () => (isClosed = true) }))
    for await (const word of watched.stream as AsyncIterable<string>) if (word === 'two ') break
    expect([watched.records.length, isClosed]).toEqual([1, true])
    expect(textOf(watched)).toBe('one two ')
    expect(watched.records[0]?.attributes[STATUS]).toBe('cancelled')
    expect(watched.records[0]?.error).toBeUndefined()
  })

  it('that fails in the middle ends as an error, with what was received, and its reader sees that very error', async () => {
    const failure = new Error('the line went dead')
    const watched = watch(() => make({ failure }))
    await expect(readAll(watched.stream as AsyncIterable<string>)).rejects.toBe(failure)
    expect(watched.records).toHaveLength(1)
    expect(textOf(watched)).toBe('one two ')
    expect(watched.records[0]?.error?.message).toBe('the line went dead')
  })

  it('that is aborted ends cancelled', async () => {
    const watched = watch(() => make({ failure: new DOMException('no more', 'AbortError') }))
    await expect(readAll(watched.stream as AsyncIterable<string>)).rejects.toThrow('no more')
    expect(watched.records.map((record) => record.attributes[STATUS])).toEqual(['cancelled'])
  })

  it('that is open when the app ends is told as far as it came', async () => {
    const watched = watch(make)
    const reader = 'getReader' in watched.stream ? watched.stream.getReader() : undefined
    const words = watched.stream as AsyncIterable<string>
    await (reader ? reader.read() : words[Symbol.asyncIterator]().next())
    watched.calls.endOpen()
    expect(textOf(watched)).toBe('one ')
    expect(watched.records.map((record) => record.attributes[STATUS])).toEqual(['cancelled'])
  })

  it('that everyone lets go of ends when it is out of reach', async () => {
    const recorded = recordCalls()
    await (async () => {
      const stream = createMonitor(recorded.calls)('streamed', () => make())()
      const reader = 'getReader' in stream ? stream.getReader() : undefined
      await (reader ? reader.read() : (stream as AsyncIterable<string>)[Symbol.asyncIterator]().next())
    })()
    await collectGarbage(() => recorded.records.length > 0)
    expect(textOf(recorded)).toBe('one ')
    expect(recorded.records.map((record) => record.attributes[STATUS])).toEqual(['cancelled'])
  })

  it('in a promise is watched as well, and handed on where it is', async () => {
    const recorded = recordCalls()
    const stream = await createMonitor(recorded.calls)('streamed', () => Promise.resolve(make()))()
    expect(await readAll(stream as AsyncIterable<string>)).toHaveLength(3)
    expect(textOf(recorded)).toBe('one two three')
    expect(recorded.known.find(stream)).toBeDefined()
  })
})

const collect = ((): (() => void) => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
})()

async function collectGarbage(isDone: () => boolean, attemptsMax = 50): Promise<void> {
  for (let attempt = 0; attempt < attemptsMax && !isDone(); attempt += 1) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('a stream of Node’s own kind', () => {
  const ways: [how: string, read: (stream: Readable) => Promise<unknown>][] = [
    ['in a loop', (stream) => readAll(stream as AsyncIterable<unknown>)],
    ['by a listener', (stream) => new Promise((resolve) => stream.on('data', () => {}).on('end', resolve))],
    ['through a pipe', (stream) => readAll(stream.pipe(new PassThrough()) as AsyncIterable<unknown>)],
    ['as a ReadableStream', (stream) => readAll(Readable.toWeb(stream) as AsyncIterable<unknown>)],
  ]
  it.each(ways)('that is read %s is one prediction with all that it said', async (_how, read) => {
    const original = Readable.from(generate())
    const watched = watch(() => original as unknown as AsyncIterable<string>)
    expect(watched.stream).toBe(original)
    await read(original)
    expect(textOf(watched)).toBe('one two three')
    expect(watched.records.map((record) => record.attributes[STATUS])).toEqual([undefined])
  })

  it('that is destroyed ends cancelled, and one that fails as an error, with what was received', async () => {
    const destroyed = watch(() => Readable.from(generate()) as unknown as AsyncIterable<string>)
    for await (const word of destroyed.stream) if (word === 'one ') break
    await new Promise((resolve) => setImmediate(resolve))
    expect([textOf(destroyed), destroyed.records[0]?.attributes[STATUS]]).toEqual(['one ', 'cancelled'])
    const failure = new Error('the line went dead')
    const failed = watch(() => Readable.from(generate({ failure })) as unknown as AsyncIterable<string>)
    await expect(readAll(failed.stream)).rejects.toBe(failure)
    expect([textOf(failed), failed.records[0]?.error?.message]).toEqual(['one two ', 'the line went dead'])
  })
})

describe('what the caller holds', () => {
  it('is in reach for as long as the iterator of it is', async () => {
    const recorded = recordCalls()
    const words = (() => {
      const stream = createMonitor(recorded.calls)('streamed', () => new ClientStream(generate()))()
      return stream[Symbol.asyncIterator]()
    })()
    await words.next()
    for (let turn = 0; turn < 5; turn += 1) await collectGarbage(() => false, 1)
    expect(recorded.records).toEqual([])
    expect((await words.next()).value).toBe('two ')
  })

  it('is the very generator, or client’s stream, that the function returned', () => {
    const generator = generate()
    expect(watch(() => generator).stream).toBe(generator)
    const stream = new ClientStream(generate())
    expect(watch(() => stream).stream).toBe(stream)
    expect(stream.controller.signal.aborted).toBe(false)
  })

  it('is a ReadableStream of the same class, with what was hung onto it, that takes nothing before it is asked', async () => {
    class Lines extends ReadableStream<string> {
      describe(): string {
        return 'lines'
      }
    }
    let pulls = 0
    const source = {
      pull: (controller: ReadableStreamDefaultController<string>) => controller.enqueue(`${(pulls += 1)}`),
    }
    const original = Object.assign(new Lines(source, { highWaterMark: 0 }), { requestId: 'r-1' })
    const { stream } = watch(() => original)
    expect([stream instanceof Lines, stream.describe(), stream.requestId]).toEqual([true, 'lines', 'r-1'])
    await new Promise((resolve) => setImmediate(resolve))
    expect(pulls).toBe(0)
    expect(await stream.getReader().read()).toEqual({ done: false, value: '1' })
  })

  it('can be teed, piped and put into a Response', async () => {
    const teed = watch(() => toStream(generate()))
    const [left, right] = teed.stream.tee()
    expect(await Promise.all([readAll(left), readAll(right)])).toEqual([
      ['one ', 'two ', 'three'],
      ['one ', 'two ', 'three'],
    ])
    expect(textOf(teed)).toBe('one two three')
    const piped = watch(() => toStream(generate()))
    const response = new Response(piped.stream.pipeThrough(new TextEncoderStream()))
    expect(await response.text()).toBe('one two three')
    expect(textOf(piped)).toBe('one two three')
  })

  it('keeps reading into the reader’s own buffer where the stream is one of bytes', async () => {
    const bytes = (): ReadableStream => new Blob(['four']).stream()
    const { stream, records } = watch(bytes)
    const reader = stream.getReader({ mode: 'byob' })
    const { value } = await reader.read(new Uint8Array(16))
    expect(new TextDecoder().decode(value)).toBe('four')
    expect((await reader.read(new Uint8Array(16))).done).toBe(true)
    expect(records).toHaveLength(1)
  })

  it('is handed on as it is where somebody reads it already, and the loss is named', () => {
    const stream = toStream(generate())
    stream.getReader()
    const watched = watch(() => stream)
    expect(watched.stream).toBe(stream)
    expect(watched.dropped).toEqual(['end_unknown'])
  })
})

describe('a generator', () => {
  it('runs inside its call at every step, wherever its reader is', async () => {
    const recorded = recordCalls()
    const seen: (string | undefined)[] = []
    async function* speak(): AsyncGenerator<string> {
      for (const word of ['a', 'b']) {
        await Promise.resolve()
        seen.push(recorded.calls.current()?.id)
        yield word
      }
    }
    const stream = createMonitor(recorded.calls)('streamed', speak)()
    await readAll(stream)
    const id = recorded.known.find(stream)?.id
    expect(id).toBeDefined()
    expect(seen).toEqual([id, id])
    expect(recorded.calls.current()).toBeUndefined()
  })

  it('of the synchronous kind is watched too, and its return value reaches whoever delegates to it', () => {
    function* speak(): Generator<string, number> {
      yield 'a'
      yield 'b'
      return 2
    }
    const recorded = recordCalls()
    const monitored = createMonitor(recorded.calls)('streamed', speak)
    function* around(): Generator<string, number> {
      return (yield* monitored()) * 10
    }
    const steps = around()
    expect([steps.next(), steps.next(), steps.next()]).toEqual([
      { done: false, value: 'a' },
      { done: false, value: 'b' },
      { done: true, value: 20 },
    ])
    expect(textOf(recorded)).toBe('ab')
  })

  it('begins when it is first asked, and not when it is made', async () => {
    let nowMs = 1000
    const recorded = recordCalls({ nowMs: () => nowMs, monotonicMs: () => nowMs })
    const stream = createMonitor(recorded.calls)('streamed', () => generate())()
    nowMs += 5000
    await readAll(stream)
    expect(recorded.records[0]).toMatchObject({ startMs: 6000, durationMs: 0 })
  })

  it('that handles an error thrown into it goes on', async () => {
    async function* stubborn(): AsyncGenerator<string> {
      try {
        yield 'a'
      } catch {
        yield 'b'
      }
    }
    const watched = watch(stubborn)
    await watched.stream.next()
    expect(await watched.stream.throw(new Error('stop'))).toEqual({ done: false, value: 'b' })
    expect(watched.records).toEqual([])
    await watched.stream.next()
    expect(textOf(watched)).toBe('ab')
  })
})
