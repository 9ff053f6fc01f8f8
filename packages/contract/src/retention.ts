// How long what is kept. Null is for ever.

export interface RetentionRule {
  /** The task it is for; null for all that have none of their own. */
  task: string | null
  /** Predictions that started longer ago are removed, with what was said of them. */
  days: number | null
  /** What was asked and answered is removed earlier than that; times, tokens, cost and opinions stay. */
  contentDays: number | null
  /** Only so many, the newest. */
  predictionsMax: number | null
}

/** `GET /api/retention` and the body of `PUT /api/retention`. What a dataset version uses stays in any case. */
export interface Retention {
  rules: RetentionRule[]
  /** Past this the oldest are removed, of whatever task. */
  bytesMax: number | null
}
