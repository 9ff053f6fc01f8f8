// A list of row ids in few bytes: each as its distance from the one before, small distances in one byte. The ids of a
// conversation lie close together.

import { Buffer } from 'node:buffer'

/** Distances are zigzagged: twice their size, odd where they go back. */
export function encodeIds(ids: readonly number[]): Buffer {
  const bytes: number[] = []
  let before = 0
  for (const id of ids) {
    const distance = id - before
    before = id
    let rest = distance < 0 ? -2 * distance - 1 : 2 * distance
    // Division, since row ids go beyond the 32 bits that shifts keep.
    while (rest >= 0x80) {
      bytes.push((rest % 0x80) + 0x80)
      rest = Math.floor(rest / 0x80)
    }
    bytes.push(rest)
  }
  return Buffer.from(bytes)
}

export function decodeIds(bytes: Uint8Array): number[] {
  const ids: number[] = []
  let before = 0
  let rest = 0
  let scale = 1
  for (const byte of bytes) {
    rest += (byte % 0x80) * scale
    scale *= 0x80
    if (byte >= 0x80) continue
    before += rest % 2 === 1 ? -(rest + 1) / 2 : rest / 2
    ids.push(before)
    rest = 0
    scale = 1
  }
  return ids
}
