// Ids of feedback that sort by when they were made: two words within one millisecond still have a newer one.

const TIME_DIGITS = 12
const COUNTER_DIGITS = 8
const RANDOM_BYTES = 8

export function createFeedbackIds(nowMs: () => number, randomBytes: (count: number) => Uint8Array): () => string {
  let made = 0
  return () => {
    made += 1
    return `${hex(nowMs(), TIME_DIGITS)}-${hex(made, COUNTER_DIGITS)}-${hexOf(randomBytes(RANDOM_BYTES))}`
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => hex(byte, 2)).join('')
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
