// The bytes of one request. Each item is written to its place at once: joining them to one text first, and that text to
// bytes, costs 7.4 µs a prediction of 4 kB where this costs 3.6.
import type { Batch, Platform } from '../platform/platform.ts'

const encoder = new TextEncoder()
const COMMA = 0x2c

export function writeBody(
  { before, items, after }: Batch,
  countBytes: Platform['countBytes'],
): Uint8Array<ArrayBuffer> {
  const commas = Math.max(items.length - 1, 0)
  const bytes = items.reduce((sum, item) => sum + countBytes(item), countBytes(before) + countBytes(after) + commas)
  const body = new Uint8Array(bytes)
  let end = encoder.encodeInto(before, body).written
  for (const [index, item] of items.entries()) {
    if (index > 0) body[end++] = COMMA
    end += encoder.encodeInto(item, body.subarray(end)).written
  }
  encoder.encodeInto(after, body.subarray(end))
  return body
}
