// What the main thread and the jobs' thread say to each other.

export interface JobsStart {
  /** The data folder. */
  data: string
  mayAlertPrivate: boolean
}

/** stored: rows came; job: one was queued; retention: what is kept was chosen anew; queue: one to review was made or changed; alert: an alarm, what tasks are compared with, or who is told was changed. */
export type Poke = 'stored' | 'job' | 'retention' | 'queue' | 'alert'

export type ToJobs = { kind: 'poke'; poke: Poke } | { kind: 'close' }

/** job: one moved on; review: a queue was filled further; alarm: one was opened. */
export type FromJobs = { kind: 'job' | 'review' | 'alarm'; id: string } | { kind: 'defect'; error: unknown }
