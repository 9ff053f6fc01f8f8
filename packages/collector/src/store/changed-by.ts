// Who changes something of the state, and when.

/**
 * Methods that take it write the change and its entry in the audit log in one transaction; what changed nothing is not
 * recorded.
 */
export interface ChangedBy {
  actor: string
  /** As all times of the state: ISO 8601 in UTC with milliseconds, so that they sort as text. */
  at: string
}
