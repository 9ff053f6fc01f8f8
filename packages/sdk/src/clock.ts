// The time of day and a clock that never jumps, as an argument, so that tests own time.

export interface Clock {
  /** Milliseconds since 1970. */
  nowMs: () => number
  /** Milliseconds since any fixed moment. */
  monotonicMs: () => number
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
}
