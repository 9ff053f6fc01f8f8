// What the main thread and a reader's thread say to each other.

import type { RowsReading } from '../store/rows-reading.ts'

export interface ReaderStart {
  /** The data folder. */
  data: string
}

/** All that can be asked; the compiler holds it to the port. */
export const QUESTIONS = Object.keys({
  traces: true,
  traceTimes: true,
  prediction: true,
  predictionsOf: true,
  predictions: true,
  sessions: true,
  session: true,
  people: true,
  sums: true,
  taskTimes: true,
  facets: true,
  waiting: true,
  waitingFeedback: true,
  saidOf: true,
  truths: true,
  news: true,
  report: true,
} satisfies { [question in keyof RowsReading]: true }) as (keyof RowsReading)[]

export interface Question {
  number: number
  question: keyof RowsReading
  given: unknown[]
}

export type ToReader = ({ kind: 'question' } & Question) | { kind: 'close' }

export type FromReader =
  | { kind: 'answer'; number: number; value: unknown }
  | { kind: 'failure'; number: number; error: unknown }
