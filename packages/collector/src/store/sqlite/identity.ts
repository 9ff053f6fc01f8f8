// Ids and times as the tables hold them.

import { Buffer } from 'node:buffer'

const NS_PER_MS = 1_000_000n
/** Years 1970 to 2261: what is beyond was refused long before, and only has to do no harm here. */
const STARTED_NS_MAX = 2n ** 63n - 1n

const PREDICTION_ID = /^([0-9a-f]{32})-([0-9a-f]{16})$/

/** In nanoseconds, as far as SQLite counts. */
export function storedTime(startedNs: bigint): bigint {
  if (startedNs < 0n) return 0n
  return startedNs > STARTED_NS_MAX ? STARTED_NS_MAX : startedNs
}

export function millisecondsOf(startedNs: bigint): number {
  return Number(storedTime(startedNs) / NS_PER_MS)
}

export function nanosecondsOf(ms: number, nsRest: number): bigint {
  return BigInt(ms) * NS_PER_MS + BigInt(nsRest)
}

export function bytesOf(id: string): Buffer {
  return Buffer.from(id, 'hex')
}

export function idOf(bytes: Buffer): string {
  return bytes.toString('hex')
}

/** Null where it is the id of no prediction. */
export function splitPredictionId(id: string): { traceId: string; spanId: string } | null {
  const [, traceId, spanId] = PREDICTION_ID.exec(id) ?? []
  return traceId === undefined || spanId === undefined ? null : { traceId, spanId }
}

export function isTraceId(id: string): boolean {
  return /^[0-9a-f]{32}$/.test(id)
}

export function isSpanId(id: string): boolean {
  return /^[0-9a-f]{16}$/.test(id)
}

/** FNV-1a in 32 bits. Finds rows by a business key or response id; whoever finds one compares the text itself. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
