// One reader's thread and what was asked of it. A question that takes longer than one may is ended with the thread; what
// only waited behind it is given back, to be asked of another.

import { Worker } from 'node:worker_threads'
import { Refusal } from '../refusal.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import type { FromReader, ReaderStart, ToReader } from './reader-messages.ts'

const HEAP_MB_MAX = 384

export interface Asked {
  question: keyof RowsReading
  given: unknown[]
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

export interface Reader {
  /** How many questions wait for it, the one that it answers among them. */
  load: () => number
  ask: (asked: Asked) => void
  close: () => Promise<void>
}

interface ReaderOptions {
  data: string
  threadFile: URL
  questionMsMax: number
  onDefect: (error: unknown) => void
  /** Told once that it takes no more questions, and which were not answered. */
  onEnd: (unanswered: Asked[], reader: Reader) => void
}

export function startReader({ data, threadFile, questionMsMax, onDefect, onEnd }: ReaderOptions): Reader {
  /** By number, in the order they were asked: the first is the one that is being answered. */
  const pending = new Map<number, Asked>()
  let lastNumber = 0
  let deadline: NodeJS.Timeout | undefined
  let isOver = false
  let isClosing = false

  const worker = new Worker(threadFile, {
    name: 'trimtab-reader',
    workerData: { data } satisfies ReaderStart,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
  })
  // It keeps the process only while somebody waits for it.
  worker.unref()
  worker.on('message', hear)
  worker.on('error', onDefect)
  worker.on('exit', () => end())

  function hear(message: FromReader): void {
    const asked = pending.get(message.number)
    pending.delete(message.number)
    if (message.kind === 'answer') asked?.resolve(message.value)
    else asked?.reject(message.error)
    watch()
    if (pending.size === 0 && !isClosing) worker.unref()
  }

  /** The thread answers in order, so the time of one question begins when the one before it is answered. */
  function watch(): void {
    clearTimeout(deadline)
    deadline = pending.size === 0 ? undefined : setTimeout(giveUp, questionMsMax)
  }

  function giveUp(): void {
    void worker.terminate()
    end(new Refusal('query.too_slow', 'The query took longer than a query may and was ended.'))
  }

  /** The first is what ended the thread, or may be. */
  function end(why?: Error): void {
    if (isOver) return
    isOver = true
    clearTimeout(deadline)
    const [first, ...rest] = pending.values()
    pending.clear()
    first?.reject(why ?? new Error(`a reader ended while it answered ${first.question}`))
    onEnd(rest, reader)
  }

  const reader: Reader = {
    load: () => pending.size,
    ask: (asked) => {
      lastNumber += 1
      const { question, given } = asked
      try {
        const message: ToReader = { kind: 'question', number: lastNumber, question, given }
        worker.postMessage(message)
      } catch (error) {
        return asked.reject(error)
      }
      pending.set(lastNumber, asked)
      if (pending.size === 1) watch()
      worker.ref()
    },
    close: () => {
      isClosing = true
      const { promise, resolve } = Promise.withResolvers<void>()
      if (isOver) resolve()
      worker.ref()
      worker.once('exit', () => resolve())
      const message: ToReader = { kind: 'close' }
      worker.postMessage(message)
      return promise
    },
  }
  return reader
}
