// Anything long: its progress while it runs and how it ended.

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** `GET /api/jobs/{id}`. */
export interface Job {
  id: string
  kind: string
  state: JobState
  done: number
  /** Null while the size of the work is not known. */
  total: number | null
  error: string | null
  startedAt: string | null
  endedAt: string | null
}
