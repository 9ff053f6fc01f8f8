// The door as the collector has it: bounded, and with the writing in a thread of its own where there is a file to write.

import type { Clock } from '../clock.ts'
import { createCurrentPrices } from '../prices/current-prices.ts'
import type { Rows } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { type BoundedIngest, boundIngest, type WatchAnswers } from './bounded.ts'
import { createIngest } from './create-ingest.ts'
import type { GroupReport } from './group.ts'
import { startWriter } from './start-writer.ts'

/** Told of what goes on, for whoever counts it. */
export interface IngestWatch {
  answered: WatchAnswers
  /** After each transaction. */
  group: (report: GroupReport) => void
}

interface OpenOptions {
  /** The data folder, in which the database is already made, or ':memory:'. */
  data: string
  /** The entry of the writer's thread. */
  writerThread: URL
  /** For ':memory:', which no other thread can open. */
  rows: Pick<Rows, 'add' | 'traces'>
  readPrices: State['prices']
  clock: Clock
  makeId: () => string
  onDefect: (error: unknown) => void
  watch?: IngestWatch | undefined
}

export function openIngest({
  data,
  writerThread,
  rows,
  readPrices,
  clock,
  makeId,
  onDefect,
  watch,
}: OpenOptions): BoundedIngest {
  const onGroup = watch?.group
  const ingest =
    data === ':memory:'
      ? createIngest({
          rows,
          prices: createCurrentPrices({ read: readPrices, clock }),
          clock,
          makeId,
          onDefect,
          onGroup,
        })
      : startWriter({ data, threadFile: writerThread, onDefect, onGroup })
  return boundIngest({ ingest, onAnswer: watch?.answered })
}
