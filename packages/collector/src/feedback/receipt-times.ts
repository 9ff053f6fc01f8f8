// When feedback came, later for each request than for the one before: who changes their mind within a millisecond, or after
// a clock was set back, has the last word. A request of much feedback is one moment, so that times run ahead of the clock
// only where more than a thousand requests a second go on, and by as much. It is remembered in this process alone.

/** A clock that was further ahead than this was wrong, and it is not kept wrong: words of then stay the last. */
export const RECEIPT_AHEAD_MS_MAX: number = 2 * 60 * 60 * 1000

export interface ReceiptTimes {
  /** Of a request that comes now. */
  next: (nowMs: number) => number
  /** It brought feedback. */
  take: (receivedMs: number) => void
}

export function createReceiptTimes(): ReceiptTimes {
  let lastMs = 0
  return {
    next: (nowMs) => (nowMs > lastMs || lastMs - nowMs >= RECEIPT_AHEAD_MS_MAX ? nowMs : lastMs + 1),
    take: (receivedMs) => {
      lastMs = receivedMs
    },
  }
}
