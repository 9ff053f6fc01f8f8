// What `GET /api/events` says as server-sent events: that something is new, never what. Whoever shows it asks for it.

export const LIVE_EVENTS = ['stored', 'job'] as const
/** stored: predictions or feedback came; job: one moved on. */
export type LiveEventName = (typeof LIVE_EVENTS)[number]

export interface LiveEvent {
  event: LiveEventName
  /** Of a job: its id. */
  id: string | null
}
