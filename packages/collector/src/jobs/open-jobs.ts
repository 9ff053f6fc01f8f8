// The jobs as the collector has them: in a thread of their own where there is a file to work on.

import type { Post } from '../alerts/post.ts'
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
  post: Post
  mayAlertPrivate: boolean
  onJob: (id: string) => void
  onQueue: (id: string) => void
  onAlarm: (id: string) => void
  onDefect: (error: unknown) => void
}

export function openJobs({ data, threadFile, store, mayAlertPrivate, ...parts }: OpenOptions): Jobs {
  if (data !== ':memory:') return startJobs({ data, threadFile, mayAlertPrivate, ...parts })
  const loop = startLoop(createWork({ ...store, ...parts }))
  return { poke: loop.poke, close: loop.stop }
}
