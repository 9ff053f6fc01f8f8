// What the jobs' thread does: step after step as long as there is something to do, and a look around now and then.

import type { MessagePort } from 'node:worker_threads'
import type { Post } from '../alerts/post.ts'
import type { Clock } from '../clock.ts'
import { cloneableError } from '../cloneable-error.ts'
import type { Store } from '../store/store.ts'
import type { FromJobs, ToJobs } from './job-messages.ts'
import { startLoop } from './loop.ts'
import { createWork } from './work.ts'

interface JobsParts {
  post: Post
  /** To the main thread. */
  port: MessagePort
  store: Pick<Store, 'rows' | 'state' | 'close'>
  clock: Clock
  makeId: () => string
  holder: string
}

export function runJobs({ port, store, clock, makeId, holder, post }: JobsParts): void {
  const tell = (message: FromJobs): void => port.postMessage(message)
  const work = createWork({
    ...store,
    clock,
    makeId,
    holder,
    post,
    onJob: (id) => tell({ kind: 'job', id }),
    onQueue: (id) => tell({ kind: 'review', id }),
    onAlarm: (id) => tell({ kind: 'alarm', id }),
    onDefect: (error) => tell({ kind: 'defect', error: cloneableError(error) }),
  })
  const loop = startLoop(work)

  async function close(): Promise<void> {
    await loop.stop()
    store.close()
    port.close()
  }

  port.on('message', (message: ToJobs) => void (message.kind === 'poke' ? loop.poke(message.poke) : close()))
}
