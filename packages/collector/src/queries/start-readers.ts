// The main thread's side of the readers: questions go to whichever has least to do. One that takes longer than a
// question may is ended with its thread, and what else waited there is asked again.

import { Worker } from 'node:worker_threads'
import { Refusal } from '../refusal.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import { type FromReader, QUESTIONS, type ReaderStart, type ToReader } from './reader-messages.ts'

/** One that is slow holds up nobody else as long as there is another. */
const READERS = 2
/** Lists end by themselves long before; this is for what cannot. */
const QUESTION_MS_MAX = 8_000
/** Of all readers; requests are bounded before they come here. */
const QUESTIONS_MAX = 1_024
const HEAP_MB_MAX = 384
/** Between one that died by itself and the next in its place. */
const RESTART_MS = 500

interface ReadersOptions {
  /** A folder in which the database is already made. */
  data: string
  /** The entry of the thread, which runs `runReader`. */
  threadFile: URL
  onDefect: (error: unknown) => void
  questionMsMax?: number
}

export interface Readers {
  rows: RowsReading
  close: () => Promise<void>
}

interface Asked {
  question: keyof RowsReading
  given: unknown[]
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

interface Reader {
  worker: Worker
  /** By number, in the order they were asked: the first is the one that is being answered. */
  pending: Map<number, Asked>
  deadline: NodeJS.Timeout | null
}

export function startReaders({ data, threadFile, onDefect, questionMsMax = QUESTION_MS_MAX }: ReadersOptions): Readers {
  const readers = new Set<Reader>()
  let waiting: Asked[] = []
  let lastNumber = 0
  let isClosing = false

  function start(): void {
    const worker = new Worker(threadFile, {
      name: 'trimtab-reader',
      workerData: { data } satisfies ReaderStart,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    })
    const reader: Reader = { worker, pending: new Map(), deadline: null }
    readers.add(reader)
    worker.unref()
    worker.on('message', (message: FromReader) => hear(reader, message))
    worker.on('error', onDefect)
    worker.on('exit', () => bury(reader))
    const asked = waiting
    waiting = []
    for (const each of asked) ask(each)
  }

  function ask(asked: Asked): void {
    const [least] = [...readers].toSorted((left, right) => left.pending.size - right.pending.size)
    if (least === undefined) return void waiting.push(asked)
    lastNumber += 1
    const { question, given } = asked
    try {
      const message: ToReader = { kind: 'question', number: lastNumber, question, given }
      least.worker.postMessage(message)
    } catch (error) {
      return asked.reject(error)
    }
    least.pending.set(lastNumber, asked)
    if (least.pending.size === 1) watch(least)
    least.worker.ref()
  }

  function hear(reader: Reader, message: FromReader): void {
    const asked = reader.pending.get(message.number)
    reader.pending.delete(message.number)
    if (message.kind === 'answer') asked?.resolve(message.value)
    else asked?.reject(message.error)
    watch(reader)
    if (reader.pending.size === 0 && !isClosing) reader.worker.unref()
  }

  /** A thread answers in order, so the time of one question begins when the one before it is answered. */
  function watch(reader: Reader): void {
    if (reader.deadline !== null) clearTimeout(reader.deadline)
    reader.deadline = reader.pending.size === 0 ? null : setTimeout(() => giveUp(reader), questionMsMax)
  }

  function giveUp(reader: Reader): void {
    void reader.worker.terminate()
    bury(reader, new Refusal('query.too_slow', 'The query took longer than a query may and was ended.'))
  }

  /** The first is what ended the thread, or may be; what only waited behind it is asked again. */
  function bury(reader: Reader, why?: Error): void {
    if (!readers.delete(reader)) return
    if (reader.deadline !== null) clearTimeout(reader.deadline)
    const [first, ...rest] = reader.pending.values()
    reader.pending.clear()
    first?.reject(why ?? new Error(`a reader ended while it answered ${first.question}`))
    if (isClosing) {
      for (const { reject } of rest) reject(new Error('the readers were closed'))
      return
    }
    for (const asked of rest) ask(asked)
    if (first === undefined) setTimeout(() => !isClosing && start(), RESTART_MS).unref()
    else start()
  }

  function countPending(): number {
    return [...readers].reduce((sum, { pending }) => sum + pending.size, waiting.length)
  }

  for (let count = 0; count < READERS; count += 1) start()
  const submit =
    (question: keyof RowsReading) =>
    (...given: unknown[]) =>
      new Promise((resolve, reject) => {
        if (isClosing || countPending() >= QUESTIONS_MAX)
          return reject(new Refusal('query.busy', 'More is being asked than can be answered.'))
        ask({ question, given, resolve, reject })
      })
  return {
    rows: Object.fromEntries(QUESTIONS.map((question) => [question, submit(question)])) as unknown as RowsReading,
    close: async () => {
      isClosing = true
      await Promise.all(
        [...readers].map(({ worker }) => {
          const message: ToReader = { kind: 'close' }
          worker.ref()
          const { promise, resolve } = Promise.withResolvers<void>()
          worker.once('exit', () => resolve())
          worker.postMessage(message)
          return promise
        }),
      )
    },
  }
}
