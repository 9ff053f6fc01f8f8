// The door that everything comes in by, opened on a folder for as long as a command brings something.

import { randomUUID } from 'node:crypto'
import { systemClock } from '../clock.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { openIngest } from '../ingest/open-ingest.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store/store.ts'
import { WRITER_THREAD_FILE } from '../thread-files.ts'

/** Whether or not a collector runs on the same database. */
export async function withIngest(
  { data, mustExist = false }: { data: string; mustExist?: boolean },
  work: (opened: { store: Store; ingest: Ingest }) => Promise<void>,
): Promise<void> {
  // What is written is written by a thread of its own.
  const store = openStore(data, { role: 'reader', mustExist })
  const ingest = openIngest({
    writerThread: WRITER_THREAD_FILE,
    data,
    rows: store.rows,
    readPrices: () => store.state.prices(),
    clock: systemClock,
    makeId: randomUUID,
    onDefect: (error) => console.error(error),
  })
  try {
    await work({ store, ingest })
  } finally {
    await ingest.close()
    store.close()
  }
}
