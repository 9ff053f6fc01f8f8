// Where a list goes on: the id of the last that was shown, signed together with what was asked, so that only a cursor of
// this database for this list is one.

import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type Database from 'better-sqlite3'

const SIGNATURE_BYTES = 12
const ID_BYTES = 8

export interface ListCursors {
  write: (asked: readonly (string | null)[], id: number) => string
  /** Null where it was not written here for the same question. */
  read: (asked: readonly (string | null)[], cursor: string) => number | null
}

export function createListCursors(client: Database.Database): ListCursors {
  const secret = client.prepare<[], Buffer>("SELECT value FROM secret WHERE name = 'content'").pluck()

  function sign(asked: readonly (string | null)[], id: Buffer): Buffer {
    const hmac = createHmac('sha256', secret.get() ?? '').update(JSON.stringify(['cursor', ...asked]))
    return hmac.update(id).digest().subarray(0, SIGNATURE_BYTES)
  }

  return {
    write: (asked, id) => {
      const bytes = Buffer.alloc(ID_BYTES)
      bytes.writeBigUInt64BE(BigInt(id))
      return Buffer.concat([bytes, sign(asked, bytes)]).toString('base64url')
    },
    read: (asked, cursor) => {
      const bytes = Buffer.from(cursor, 'base64url')
      if (bytes.length !== ID_BYTES + SIGNATURE_BYTES) return null
      const id = bytes.subarray(0, ID_BYTES)
      return timingSafeEqual(bytes.subarray(ID_BYTES), sign(asked, id)) ? Number(id.readBigUInt64BE()) : null
    },
  }
}
