// Counts what became of everything that was recorded, so that no loss is silent.

/** What became of the predictions, or of the feedback, recorded so far. */
export interface DeliveryStats {
  /** The collector has them on disk. */
  sent: number
  /** They wait in memory, or are on their way. */
  queued: number
  /**
   * Lost, by reason. `queue_full`, `too_large`, `closed` (recorded after `close`, or not delivered when it gave up),
   * `rejected` (the collector took the request and refused this one), `http_<status>` (it refused the request),
   * `unreadable` (it cannot be written as JSON), `prediction_id_invalid`, `target_invalid` (it points at nothing, or at two
   * things), `value_invalid` (a thumb that is neither up
   * nor down, a score that is no number, an empty label). With `context_unreadable`,
   * `input_unreadable` and `output_unreadable` only that part of a prediction is lost: a mapper threw, or what it
   * returned cannot be written as JSON. `end_unknown`: the call returned a frozen object that can be awaited.
   */
  dropped: { [reason: string]: number }
  /** Why the collector rejected some, in its words, the last time it did. */
  rejection?: string
}

export interface Tally {
  addSent: (count: number) => void
  addDropped: (reason: string, count: number) => void
  explain: (rejection: string | undefined) => void
  read: (queued: number) => DeliveryStats
}

export function createTally(): Tally {
  let sent = 0
  const dropped = new Map<string, number>()
  let last: string | undefined
  return {
    addSent: (count) => {
      sent += count
    },
    addDropped: (reason, count) => {
      if (count > 0) dropped.set(reason, (dropped.get(reason) ?? 0) + count)
    },
    explain: (rejection) => {
      last = rejection ?? last
    },
    read: (queued) => ({
      sent,
      queued,
      dropped: Object.fromEntries(dropped),
      ...(last !== undefined && { rejection: last }),
    }),
  }
}
