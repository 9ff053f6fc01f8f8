// What waits to be sent on, bounded in count and in bytes: the oldest gives way to the newest.

import type { Encoding, Signal } from '../otlp/otlp.ts'

const WAITING_COUNT_MAX = 2000

export interface Waiting {
  signal: Signal
  encoding: Encoding
  body: Uint8Array
  via: string
}

interface WaitingLine {
  add: (waiting: Waiting) => void
  takeOldest: () => Waiting | undefined
  /** Lets go of everything, and says how many there were. */
  clear: () => number
  counts: () => { waiting: number; waitingBytes: number }
}

export function createWaitingLine({ bytesMax, onGaveWay }: { bytesMax: number; onGaveWay: () => void }): WaitingLine {
  const line: Waiting[] = []
  let bytes = 0

  const takeOldest = (): Waiting | undefined => {
    const oldest = line.shift()
    bytes -= oldest?.body.byteLength ?? 0
    return oldest
  }

  return {
    add: (waiting) => {
      while (bytes + waiting.body.byteLength > bytesMax || line.length >= WAITING_COUNT_MAX) {
        if (takeOldest() === undefined) break
        onGaveWay()
      }
      line.push(waiting)
      bytes += waiting.body.byteLength
    },
    takeOldest,
    clear: () => {
      bytes = 0
      return line.splice(0).length
    },
    counts: () => ({ waiting: line.length, waitingBytes: bytes }),
  }
}
