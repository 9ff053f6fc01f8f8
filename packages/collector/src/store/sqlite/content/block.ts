// Texts of many rows in one piece, compressed together: what is small by itself repeats what stands beside it.

import { Buffer } from 'node:buffer'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

export interface BlockEntry {
  id: number
  text: string
}

/** The first byte says how the rest is to be read. */
const VERSION = 1
/** Levels of zstd: while somebody waits, and later, when the next one that packs better takes twice as long. */
export type PackLevel = 1 | 12

/** In the order of their ids. */
export function packBlock(entries: readonly BlockEntry[], level: PackLevel = 12): Buffer {
  const texts: Buffer[] = []
  const head: number[] = []
  putNumber(head, entries.length)
  let before = 0
  for (const { id, text } of entries) {
    const bytes = Buffer.from(text)
    putNumber(head, id - before)
    putNumber(head, bytes.length)
    texts.push(bytes)
    before = id
  }
  const packed = zstdCompressSync(Buffer.concat([Buffer.from(head), ...texts]), {
    params: { [constants.ZSTD_c_compressionLevel]: level },
  })
  return Buffer.concat([Buffer.from([VERSION]), packed])
}

export interface Block {
  ids: () => number[]
  textOf: (id: number) => string | undefined
  /** Unpacked. */
  bytes: number
}

export function openBlock(body: Buffer): Block {
  if (body[0] !== VERSION) throw new Error(`a block of rows is of version ${body[0]}`)
  const bytes = zstdDecompressSync(body.subarray(1))
  const places = new Map<number, { from: number; to: number }>()
  const head = { bytes, at: 0 }
  const lengths: [id: number, length: number][] = []
  const count = takeNumber(head)
  let id = 0
  for (let index = 0; index < count; index += 1) {
    id += takeNumber(head)
    lengths.push([id, takeNumber(head)])
  }
  let from = head.at
  for (const [each, length] of lengths) {
    places.set(each, { from, to: from + length })
    from += length
  }
  return {
    ids: () => [...places.keys()],
    textOf: (wanted) => {
      const place = places.get(wanted)
      return place === undefined ? undefined : bytes.toString('utf8', place.from, place.to)
    },
    bytes: bytes.length,
  }
}

/** Seven bits a byte; division, since row ids go beyond the 32 bits that shifts keep. */
function putNumber(into: number[], value: number): void {
  let rest = value
  while (rest >= 0x80) {
    into.push((rest % 0x80) + 0x80)
    rest = Math.floor(rest / 0x80)
  }
  into.push(rest)
}

function takeNumber(from: { bytes: Buffer; at: number }): number {
  let value = 0
  let scale = 1
  for (;;) {
    const byte = from.bytes[from.at]
    if (byte === undefined) throw new Error('a block of rows ends in the middle')
    from.at += 1
    value += (byte % 0x80) * scale
    if (byte < 0x80) return value
    scale *= 0x80
  }
}
