// Counts what became of everything that was recorded, so that no loss is silent.

/** What became of the predictions, or of the feedback, recorded so far. */
export interface DeliveryStats {
  /** The collector has them on disk; those that an earlier process had left behind are counted as well. */
  sent: number
  /** They wait in memory, or are on their way. */
  queued: number
  /** They wait on the disk of this machine, and would outlive this process. */
  spooled: number
  /**
   * Lost, by reason. `queue_full`, `spool_full`, `spool_unwritable` (there was no more room in memory, nor on disk where
   * there is a spool), `spool_unreadable` (what was on disk is damaged or not ours), `too_large`, `closed` (recorded after
   * `close`, or not delivered when it gave up), `rejected` (the collector took the request and refused this one),
   * `http_<status>` (it refused the request), `answer_unreadable` (what answered is no collector), `unreadable` (it cannot
   * be written as JSON), `prediction_id_invalid`, `value_invalid` (a thumb that is neither up nor down, a score that is no
   * number, an empty label). With `context_unreadable`, `input_unreadable` and `output_unreadable` only that part of a
   * prediction is lost: a mapper threw, or what it returned cannot be written as JSON. `end_unknown`: the call returned a
   * frozen object that can be awaited.
   */
  dropped: { [reason: string]: number }
  /**
   * Attempts that found no collector and will be repeated, by reason: `http_<status>`, `timeout`, or what the runtime calls
   * it, such as `ECONNREFUSED`.
   */
  retried: { [reason: string]: number }
  /** Why the collector rejected some, in its words, the last time it did. */
  rejection?: string
}

export interface Tally {
  addSent: (count: number) => void
  addDropped: (reason: string, count: number) => void
  addRetried: (reason: string) => void
  explain: (rejection: string | undefined) => void
  read: (waiting: { queued: number; spooled: number }) => DeliveryStats
}

/** `onDropped` is told of every loss at once. */
export function createTally(onDropped: (reason: string, count: number) => void = () => {}): Tally {
  let sent = 0
  const dropped = new Map<string, number>()
  const retried = new Map<string, number>()
  let last: string | undefined
  return {
    addSent: (count) => {
      sent += count
    },
    addDropped: (reason, count) => {
      if (count <= 0) return
      dropped.set(reason, (dropped.get(reason) ?? 0) + count)
      onDropped(reason, count)
    },
    addRetried: (reason) => void retried.set(reason, (retried.get(reason) ?? 0) + 1),
    explain: (rejection) => {
      last = rejection ?? last
    },
    read: ({ queued, spooled }) => ({
      sent,
      queued,
      spooled,
      dropped: Object.fromEntries(dropped),
      retried: Object.fromEntries(retried),
      ...(last !== undefined && { rejection: last }),
    }),
  }
}
