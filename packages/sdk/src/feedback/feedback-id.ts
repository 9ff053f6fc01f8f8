// Ids of feedback that sort by when they were made: two words within one millisecond still have a newer one.

const TIME_DIGITS = 12
const COUNTER_DIGITS = 8
const RANDOM_BYTES = 8

export function createFeedbackIds(nowMs: () => number, randomBytes: (count: number) => Buffer): () => string {
  let made = 0
  return () => {
    made += 1
    const time = nowMs().toString(16).padStart(TIME_DIGITS, '0')
    const counter = made.toString(16).padStart(COUNTER_DIGITS, '0')
    return `${time}-${counter}-${randomBytes(RANDOM_BYTES).toString('hex')}`
  }
}
