// A place in a list that goes from what started last to what started first, and the cursor that leads back to it.

import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { PredictionQuery } from '../../rows-reading.ts'
import { nanosecondsOf, storedTime } from '../identity.ts'

/** Just after the prediction with this start and row id, newest first. */
export interface Position {
  startedNs: bigint
  id: number
}

/** A row as it is found: by narrow columns alone. */
export interface ListedRow {
  id: number
  startedMs: number
  startedNsRest: number
  /** What it is long when it is read. */
  bytes: number
}

export const NEWEST: Position = { startedNs: storedTime(2n ** 64n), id: Number.MAX_SAFE_INTEGER }

export function positionOf({ id, startedMs, startedNsRest }: Omit<ListedRow, 'bytes'>): Position {
  return { startedNs: nanosecondsOf(startedMs, startedNsRest), id }
}

/** Before everything that started at a time or later. */
export function positionAt(ms: number): Position {
  return { startedNs: storedTime(BigInt(Math.round(ms)) * 1_000_000n), id: 0 }
}

/** Whether the first comes before the second in the list. */
export function isBefore(left: Position, right: Position): boolean {
  return left.startedNs === right.startedNs ? left.id > right.id : left.startedNs > right.startedNs
}

export interface Cursors {
  encode: (position: Position, query: PredictionQuery) => string
  /** Null where this store did not make it for these filters. */
  decode: (cursor: string, query: PredictionQuery) => Position | null
}

/** Signed, so that one which was made up or made elsewhere is told apart. */
export function prepareCursors(client: Database.Database): Cursors {
  const selectSecret = client.prepare<[], string>("SELECT hex(value) FROM secret WHERE name = 'content'").pluck()
  const seal = (place: string, { cursor: _cursor, limit: _limit, budgetMs: _budgetMs, ...filter }: PredictionQuery) => {
    const said = Object.entries(filter).filter(([, value]) => value !== undefined)
    const sorted = said.toSorted(([left], [right]) => (left < right ? -1 : 1))
    return hash('sha256', JSON.stringify([selectSecret.get(), place, sorted]), 'base64url').slice(0, SEAL_CHARS)
  }
  return {
    encode: ({ startedNs, id }, query) => {
      const place = `${startedNs}.${id}`
      return Buffer.from(`${place}.${seal(place, query)}`).toString('base64url')
    },
    decode: (cursor, query) => {
      const [, place = '', startedNs = '', id = '', sealed] =
        CURSOR.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []
      if (sealed === undefined || sealed !== seal(place, query)) return null
      return { startedNs: BigInt(startedNs), id: Number(id) }
    },
  }
}

const SEAL_CHARS = 16
const CURSOR = /^((\d{1,19})\.(\d{1,16}))\.([\w-]{16})$/
