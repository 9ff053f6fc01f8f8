// Starts what works beside the main thread: the writer, the readers and the jobs. In memory, where no thread could see
// the database of another, all of it stays in this one.

import { randomUUID } from 'node:crypto'
import type { Post } from './alerts/post.ts'
import type { Clock } from './clock.ts'
import type { BoundedIngest } from './ingest/bounded.ts'
import { type IngestWatch, openIngest } from './ingest/open-ingest.ts'
import { openJobs } from './jobs/open-jobs.ts'
import type { Jobs } from './jobs/start-jobs.ts'
import { startReaders } from './queries/start-readers.ts'
import type { RowsReading } from './store/rows-reading.ts'
import type { Store } from './store/store.ts'
import { JOBS_THREAD_FILE, READER_THREAD_FILE, WRITER_THREAD_FILE } from './thread-files.ts'

interface ThreadsOptions {
  /** The data folder, in which the database is already made, or ':memory:'. */
  data: string
  store: Store
  clock: Clock
  makeId: () => string
  watch: IngestWatch
  /** Told of each step of a job. */
  onJob: (id: string) => void
  /** Told of each review queue that got something. */
  onQueue: (id: string) => void
  /** Told of each alarm that is opened. */
  onAlarm: (id: string) => void
  post: Post
  mayAlertPrivate: boolean
  onDefect: (error: unknown) => void
}

export interface Threads {
  ingest: BoundedIngest
  rows: RowsReading
  jobs: Jobs
  /** In the order in which they leave something to each other. */
  close: () => Promise<void>
}

export function startThreads({ data, store, clock, makeId, watch, onDefect, ...told }: ThreadsOptions): Threads {
  const readers = data === ':memory:' ? null : startReaders({ data, threadFile: READER_THREAD_FILE, onDefect })
  const jobs = openJobs({
    data,
    threadFile: JOBS_THREAD_FILE,
    store,
    clock,
    makeId,
    holder: randomUUID(),
    onDefect,
    ...told,
  })
  const ingest = openIngest({
    data,
    writerThread: WRITER_THREAD_FILE,
    rows: store.rows,
    readPrices: () => store.state.prices(),
    clock,
    makeId,
    onDefect,
    watch: {
      ...watch,
      group: (report) => {
        watch.group(report)
        jobs.poke('stored')
      },
    },
  })
  return {
    ingest,
    rows: readers?.rows ?? store.rows,
    jobs,
    close: async () => {
      await ingest.close()
      await jobs.close()
      await readers?.close()
    },
  }
}
