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
   * Lost, by reason. Of what was recorded: `queue_full`, `spool_full`, `spool_unwritable` (no more room in memory, nor on
   * disk where there is a spool), `spool_unreadable` (what was on disk is damaged or not ours), `too_large`, `closed`
   * (recorded after `close`, or not delivered when it gave up), `rejected` (the collector took the request and refused
   * this one), `http_<status>` (it refused the request), `answer_unreadable` (what answered is no collector).
   * Of what could not be recorded: `unreadable` (it cannot be written), `end_unknown` (there is no way to learn how the
   * call ended), `sampled_out_and_asked` (its id was asked for too late), `rows_unreadable` and `batch_too_long` (of a
   * batch), `prediction_id_invalid`, `target_invalid` and `value_invalid` (of a feedback that points at nothing or says
   * nothing). With `context_unreadable`, `input_unreadable`, `output_unreadable`, `capture_failed` and
   * `redaction_failed` only that part of a prediction is lost: a function of the app threw.
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

export interface TallyEvents {
  onDropped?: ((reason: string, count: number) => void) | undefined
  onRetried?: ((reason: string) => void) | undefined
  onRejected?: ((explanation: string) => void) | undefined
}

/** Whoever wants to know is told at once. */
export function createTally({ onDropped, onRetried, onRejected }: TallyEvents = {}): Tally {
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
      onDropped?.(reason, count)
    },
    addRetried: (reason) => {
      retried.set(reason, (retried.get(reason) ?? 0) + 1)
      onRetried?.(reason)
    },
    explain: (rejection) => {
      last = rejection ?? last
      if (rejection !== undefined) onRejected?.(rejection)
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
