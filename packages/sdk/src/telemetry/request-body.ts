// The bytes of one request. Each item is written to its place at once: joining them to one text first, and that text to
// bytes, costs 7.4 µs a prediction where this costs 3.3. A slice at a time, so that a large request makes no call late.
import type { Batch, Platform } from '../platform/platform.ts'

const encoder = new TextEncoder()
const COMMA = 0x2c

/** Some 1 ms of work. */
export const SLICE_BYTES_MAX: number = 256 * 1024

export async function writeBody(
  { before, items, after }: Batch,
  { countBytes, startTimer }: Pick<Platform, 'countBytes' | 'startTimer'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const commas = Math.max(items.length - 1, 0)
  const bytes = items.reduce((sum, item) => sum + countBytes(item), countBytes(before) + countBytes(after) + commas)
  const body = new Uint8Array(bytes)
  let end = encoder.encodeInto(before, body).written
  let sliceEnd = SLICE_BYTES_MAX
  for (const [index, item] of items.entries()) {
    if (index > 0) body[end++] = COMMA
    end += encoder.encodeInto(item, body.subarray(end)).written
    if (end < sliceEnd) continue
    sliceEnd = end + SLICE_BYTES_MAX
    await new Promise<void>((resolve) => void startTimer(0, resolve))
  }
  encoder.encodeInto(after, body.subarray(end))
  return body
}
