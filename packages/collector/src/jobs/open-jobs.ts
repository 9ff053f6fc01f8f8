// The jobs as the collector has them: in a thread of their own where there is a file to work on.

import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { startLoop } from './loop.ts'
import { type Jobs, startJobs } from './start-jobs.ts'
import { createWork } from './work.ts'

interface OpenOptions {
  /** The data folder, in which the database is already made, or ':memory:'. */
  data: string
  threadFile: URL
  /** For ':memory:', which no other thread can open. */
  store: Pick<Store, 'rows' | 'state'>
  clock: Clock
  makeId: () => string
  holder: string
  onJob: (id: string) => void
  onQueue: (id: string) => void
  onDefect: (error: unknown) => void
}

export function openJobs({ data, threadFile, store, clock, makeId, holder, ...told }: OpenOptions): Jobs {
  if (data !== ':memory:') return startJobs({ data, threadFile, ...told })
  const loop = startLoop(createWork({ ...store, clock, makeId, holder, ...told }))
  return { poke: loop.poke, close: loop.stop }
}
