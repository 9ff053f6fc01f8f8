// The current time as an argument, so that a test can say what time it is.

/** Milliseconds since 1970. */
export type Clock = () => number

export const systemClock: Clock = Date.now
