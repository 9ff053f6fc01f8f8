// The main thread's side of the jobs: tells their thread that there is something to do, hears how it goes, and starts
// another when it dies. What it was doing is taken up again from the store.

import { Worker } from 'node:worker_threads'
import type { FromJobs, JobsStart, Poke, ToJobs } from './job-messages.ts'

const HEAP_MB_MAX = 512
const RESTART_MS_MIN = 500
const RESTART_MS_MAX = 60_000
/** Of news that rows came: figures are looked at by people. */
const STORED_MS = 250

interface JobsOptions {
  /** A folder in which the database is already made. */
  data: string
  mayAlertPrivate: boolean
  /** The entry of the thread, which runs `runJobs`. */
  threadFile: URL
  onJob: (id: string) => void
  /** Of a review queue that got something. */
  onQueue: (id: string) => void
  onAlarm: (id: string) => void
  onDefect: (error: unknown) => void
}

export interface Jobs {
  poke: (poke: Poke) => void
  close: () => Promise<void>
}

export function startJobs({ data, mayAlertPrivate, threadFile, onJob, onQueue, onAlarm, onDefect }: JobsOptions): Jobs {
  let worker: Worker | null = null
  let restartMs = RESTART_MS_MIN
  let isClosing = false
  let isStoredTold = false

  function start(): void {
    const started = new Worker(threadFile, {
      name: 'trimtab-jobs',
      workerData: { data, mayAlertPrivate } satisfies JobsStart,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    })
    worker = started
    started.unref()
    started.on('message', (message: FromJobs) => {
      restartMs = RESTART_MS_MIN
      if (message.kind === 'defect') onDefect(message.error)
      else if (message.kind === 'review') onQueue(message.id)
      else if (message.kind === 'alarm') onAlarm(message.id)
      else onJob(message.id)
    })
    started.on('error', onDefect)
    started.on('exit', () => {
      worker = null
      if (isClosing) return
      setTimeout(() => !isClosing && start(), restartMs).unref()
      restartMs = Math.min(restartMs * 2, RESTART_MS_MAX)
    })
  }

  function send(message: ToJobs): void {
    worker?.postMessage(message)
  }

  start()
  return {
    poke: (poke) => {
      if (poke !== 'stored') return send({ kind: 'poke', poke })
      if (isStoredTold) return
      isStoredTold = true
      setTimeout(() => {
        isStoredTold = false
        send({ kind: 'poke', poke })
      }, STORED_MS).unref()
    },
    close: () => {
      isClosing = true
      const { promise, resolve } = Promise.withResolvers<void>()
      if (worker === null) return Promise.resolve()
      worker.ref()
      worker.once('exit', () => resolve())
      send({ kind: 'close' })
      return promise
    },
  }
}
