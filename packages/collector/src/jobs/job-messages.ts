// What the main thread and the jobs' thread say to each other.

export interface JobsStart {
  /** The data folder. */
  data: string
}

/** stored: rows came; job: one was queued; retention: what is kept was chosen anew. */
export type Poke = 'stored' | 'job' | 'retention'

export type ToJobs = { kind: 'poke'; poke: Poke } | { kind: 'close' }

/** job: one moved on. */
export type FromJobs = { kind: 'job'; id: string } | { kind: 'defect'; error: unknown }
