// The main thread's side of all readers: a question goes to whichever has least to do, and one that ended is replaced.

import { Refusal } from '../refusal.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import { type Asked, type Reader, startReader } from './reader.ts'
import { QUESTIONS } from './reader-messages.ts'

/** One that is slow holds up nobody else as long as there is another. */
const READERS = 2
/** Lists end by themselves long before; this is for what cannot. */
const QUESTION_MS_MAX = 8_000
/** Of all readers; requests are bounded before they come here. */
const QUESTIONS_MAX = 1_024
/** Before the next takes the place of one that ended without a question: it would most likely end as well. */
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

export function startReaders({ questionMsMax = QUESTION_MS_MAX, ...options }: ReadersOptions): Readers {
  const readers = new Set<Reader>()
  /** What no reader is there for. */
  let waiting: Asked[] = []
  let isClosing = false

  function start(): void {
    if (isClosing) return
    readers.add(startReader({ ...options, questionMsMax, onEnd: replace }))
    const asked = waiting
    waiting = []
    for (const each of asked) ask(each)
  }

  function replace(unanswered: Asked[], ended: Reader): void {
    const wasAsked = unanswered.length > 0
    readers.delete(ended)
    waiting.push(...unanswered)
    if (isClosing) {
      for (const { reject } of waiting) reject(new Error('the readers were closed'))
      waiting = []
    } else if (wasAsked) start()
    else setTimeout(start, RESTART_MS).unref()
  }

  function ask(asked: Asked): void {
    const [least] = [...readers].toSorted((left, right) => left.load() - right.load())
    if (least === undefined) waiting.push(asked)
    else least.ask(asked)
  }

  function countPending(): number {
    return [...readers].reduce((sum, reader) => sum + reader.load(), waiting.length)
  }

  function submit(question: keyof RowsReading, given: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (isClosing || countPending() >= QUESTIONS_MAX)
        reject(new Refusal('query.busy', 'More is being asked than can be answered.'))
      else ask({ question, given, resolve, reject })
    })
  }

  for (let count = 0; count < READERS; count += 1) start()
  return {
    rows: Object.fromEntries(
      QUESTIONS.map((question) => [question, (...given: unknown[]) => submit(question, given)]),
    ) as unknown as RowsReading,
    close: async () => {
      isClosing = true
      await Promise.all([...readers].map((reader) => reader.close()))
    },
  }
}
