import { expect, test } from 'vitest'
import { recordCalls } from '../../fixtures/recorded-calls.ts'
import { aiOutcome } from './ai-outcome.ts'
import { followModelStreamInPlace } from './ai-stream.ts'

const PARTS = [
  { type: 'text-start', id: '0' },
  { type: 'text-delta', id: '0', delta: 'Hel' },
  { type: 'text-delta', id: '0', delta: 'lo' },
  { type: 'text-end', id: '0' },
  { type: 'text-start', id: '0' },
  { type: 'text-delta', id: '0', delta: 'Again' },
]

function open() {
  const { calls, records } = recordCalls()
  const call = calls.begin({ task: 'reply', kind: 'generation', context: () => ({}), input: () => ({}) })
  const stream = new ReadableStream<unknown>({
    start: (controller) => {
      for (const part of PARTS) controller.enqueue(part)
      controller.close()
    },
  })
  followModelStreamInPlace(stream, call, aiOutcome)
  return { stream, records }
}

async function readAll(stream: ReadableStream<unknown>): Promise<unknown[]> {
  const read: unknown[] = []
  for await (const part of stream) read.push(part)
  return read
}

const readings: { [way: string]: (stream: ReadableStream<unknown>) => Promise<unknown[]> } = {
  'a loop': readAll,
  'a reader': async (stream) => {
    const reader = stream.getReader()
    const read: unknown[] = []
    for (let step = await reader.read(); !step.done; step = await reader.read()) read.push(step.value)
    return read
  },
  'a transformation': (stream) => readAll(stream.pipeThrough(new TransformStream<unknown, unknown>())),
  'both of its halves': async (stream) => {
    const [left, right] = stream.tee()
    const [read] = await Promise.all([readAll(left), readAll(right)])
    return read
  },
  'a sink': async (stream) => {
    const read: unknown[] = []
    await stream.pipeTo(new WritableStream({ write: (part) => void read.push(part) }))
    return read
  },
}

test.each(Object.entries(readings))('a stream that is followed in place is read whole by %s', async (_way, read) => {
  const { stream, records } = open()
  expect(await read(stream)).toEqual(PARTS)
  expect(records).toHaveLength(1)
  expect(records[0]?.attributes['gen_ai.output.messages']).toBe(
    JSON.stringify([
      {
        role: 'assistant',
        parts: [
          { type: 'text', content: 'Hello' },
          { type: 'text', content: 'Again' },
        ],
      },
    ]),
  )
})

test('a stream that is followed in place is not touched before it is read', () => {
  const { stream, records } = open()
  expect(stream.locked).toBe(false)
  expect(records).toHaveLength(0)
})

test('a stream that is followed in place can be cancelled unread', async () => {
  const { stream, records } = open()
  await stream.cancel('not wanted')
  expect(records[0]?.attributes['trimtab.status']).toBe('cancelled')
})
