// Texts of rows that were packed. Where a text is asked for whose row does not have it, it is in the block its id falls
// into.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import { type Block, openBlock } from './block.ts'
import { createGenerations } from './generations.ts'

export type BlockTable = 'content_block' | 'body_block' | 'trace_block'

/** Undefined where no block has it. */
export type ReadPacked = (id: number) => string | undefined

/** Of unpacked blocks: about as many as the turns of a few conversations lie in. */
const UNPACKED_BYTES_MAX = 4 * 1024 * 1024

/**
 * What it opens remembers blocks and is for one moment or so: a block is written anew when rows of it are gone, and what
 * is remembered would still hold them.
 */
export function prepareReadBlocks(client: Database.Database, table: BlockTable): () => ReadPacked {
  const select = client.prepare<[number], { first: number; last: number; body: Buffer }>(
    `SELECT first, last, body FROM ${table} WHERE first <= ? ORDER BY first DESC LIMIT 1`,
  )
  const find = client.prepare<[number], { first: number; last: number }>(
    `SELECT first, last FROM ${table} WHERE first <= ? ORDER BY first DESC LIMIT 1`,
  )
  return () => {
    const known = createGenerations<number, Block>({ weightMax: UNPACKED_BYTES_MAX, weigh: ({ bytes }) => bytes })
    return (id) => {
      const place = find.get(id)
      if (place === undefined || id > place.last) return undefined
      const remembered = known.get(place.first)
      if (remembered !== undefined) return remembered.textOf(id)
      const row = select.get(id)
      if (row === undefined) return undefined
      const block = openBlock(row.body)
      known.set(place.first, block)
      known.settle()
      return block.textOf(id)
    }
  }
}
