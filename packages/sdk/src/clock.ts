// The time of day and a clock that never jumps, as an argument, so that tests own time; and the timers that deliver what
// was recorded.

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

// As they were when this file was loaded. A test of the app that replaces them with a clock of its own would stop the
// delivery with it, and wait for ever for a flush.
export const setRealTimeout: typeof setTimeout = setTimeout
export const clearRealTimeout: typeof clearTimeout = clearTimeout
export const setRealInterval: typeof setInterval = setInterval
export const clearRealInterval: typeof clearInterval = clearInterval

/** What deadlines are told by. */
export const realClock: Clock = {
  nowMs: Date.now,
  monotonicMs: performance.now.bind(performance),
}
