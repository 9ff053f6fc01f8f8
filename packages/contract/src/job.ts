// Anything long: its progress while it runs and how it ended.

import type { JsonObject } from './json.ts'

export const JOB_KINDS = ['forget'] as const
export type JobKind = (typeof JOB_KINDS)[number]

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** `GET /api/jobs`: the newest first. */
export interface JobList {
  jobs: Job[]
}

/** `GET /api/jobs/{id}`. */
export interface Job {
  id: string
  kind: JobKind
  state: JobState
  done: number
  /** Null while the size of the work is not known. */
  total: number | null
  error: string | null
  /** What it answers with once it is done. */
  result: JsonObject | null
  createdAt: string
  startedAt: string | null
  endedAt: string | null
}
