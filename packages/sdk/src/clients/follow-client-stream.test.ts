import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { type RecordedCalls, recordCalls } from '../fixtures/recorded-calls.ts'
import { said, wait } from '../fixtures/wrapped-clients.ts'
import { followClientStream } from './follow-client-stream.ts'
import { chat } from './openai/chat.ts'

const WORDS = ['one ', 'two ', 'three']

/** Its iterators know nothing of it. */
class OddStream implements AsyncIterable<object> {
  readonly controller = new AbortController()
  iterator = (): AsyncIterator<object> => makeIterator();
  [Symbol.asyncIterator](): AsyncIterator<object> {
    return this.iterator()
  }
}

function makeIterator(): AsyncIterator<object> {
  const words = [...WORDS]
  return {
    next: () => {
      const content = words.shift()
      const step = { value: { choices: [{ delta: { content } }] }, done: content === undefined }
      return Promise.resolve(step as IteratorResult<object>)
    },
  }
}

function follow(stream: object): RecordedCalls {
  const recorded = recordCalls()
  const call = recorded.calls.begin({ task: 'odd', kind: 'generation', context: () => ({}), input: () => ({}) })
  expect(followClientStream(stream, call, chat.outcome)).toBe(true)
  return recorded
}

describe('a stream of a client', () => {
  it('that is out of sight goes on for as long as somebody has its iterator', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const { iterator, records } = (() => {
      const stream = new OddStream()
      const recorded = follow(stream)
      return { iterator: stream[Symbol.asyncIterator](), records: recorded.records }
    })()
    while ((await iterator.next()).done !== true) {
      collect()
      await wait(5)
    }
    expect(records.map(({ attributes }) => attributes['trimtab.status'])).toEqual([undefined])
    expect(said(records[0]?.attributes ?? {})[0]?.parts).toEqual([{ type: 'text', content: 'one two three' }])
  })

  it('is told from anything else', () => {
    const { calls } = recordCalls()
    const call = calls.begin({ task: 'none', kind: 'generation', context: () => ({}), input: () => ({}) })
    const frightening = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no')
        },
      },
    )
    for (const other of [undefined, 'text', {}, { iterator: 1 }, { iterator: () => 1, controller: {} }, frightening]) {
      expect(followClientStream(other, call, chat.outcome)).toBe(false)
    }
  })
})
