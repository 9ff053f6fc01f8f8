// What `GET /api/events` says as server-sent events: that something is new, never what. Whoever shows it asks for it.

export const LIVE_EVENTS = ['stored', 'job', 'review', 'alarm'] as const
/** stored: predictions or feedback came; job: one moved on; review: a queue or one of its items changed; alarm: one was opened or changed. */
export type LiveEventName = (typeof LIVE_EVENTS)[number]

export interface LiveEvent {
  event: LiveEventName
  /** Of a job, a queue or an alarm: its id; null where it may be several. */
  id: string | null
}
