// What the main thread and the jobs' thread say to each other.

export interface JobsStart {
  /** The data folder. */
  data: string
}

/** stored: rows came; job: one was queued; retention: what is kept was chosen anew. */
export type Poke = 'stored' | 'job' | 'retention'

export type ToJobs = { kind: 'poke'; poke: Poke } | { kind: 'close' }

/** What went on: sums moved, or a job did. */
export type WorkEvent = { kind: 'folded' } | { kind: 'job'; id: string }

export type FromJobs = WorkEvent | { kind: 'defect'; error: unknown }
