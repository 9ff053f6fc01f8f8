// The report of forgetting a person: what is gone, and what had already left.

/** `DELETE /api/people/{user}`. */
export interface ForgetReport {
  user: string
  predictions: number
  feedback: number
  reviews: number
  /** Versions whose rows of this person are now tombstones. */
  datasetVersions: { dataset: string; version: number; rows: number }[]
  /** Exports made before, which this collector cannot take back. */
  exported: { dataset: string; version: number; format: string; at: string }[]
}
