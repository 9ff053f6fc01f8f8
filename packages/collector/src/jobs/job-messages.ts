// What the main thread and the jobs' thread say to each other.

export interface JobsStart {
  /** The data folder. */
  data: string
}

/** stored: rows came; job: one was queued; retention: what is kept was chosen anew; queue: one to review was made or changed. */
export type Poke = 'stored' | 'job' | 'retention' | 'queue'

export type ToJobs = { kind: 'poke'; poke: Poke } | { kind: 'close' }

/** job: one moved on; review: a queue was filled further. */
export type FromJobs = { kind: 'job' | 'review'; id: string } | { kind: 'defect'; error: unknown }
