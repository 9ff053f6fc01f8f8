// The report of forgetting a person: what is gone, and what had already left.

import type { Job } from './job.ts'

/** `DELETE /api/people/{user}`. */
export interface ForgetReport {
  user: string
  predictions: number
  /** What this person said, and what was said of what is gone. */
  feedback: number
  reviews: number
  /** Texts that nobody else's predictions refer to. */
  contents: number
  /** Versions whose rows of this person are now tombstones. */
  datasetVersions: { dataset: string; version: number; rows: number }[]
  /** Exports made before, which this collector cannot take back. */
  exported: { dataset: string; version: number; format: string; at: string }[]
}

/** Its answer where that takes longer than anybody waits: the job, whose result the report will be. */
export interface ForgetUnderWay {
  job: Job
}
