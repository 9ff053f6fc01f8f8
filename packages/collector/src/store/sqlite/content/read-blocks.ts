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
const UNPACKED_BYTES_MAX = 8 * 1024 * 1024

/**
 * What it opens remembers blocks by where they begin and end. Where texts change it is for one moment or so, since a block
 * is written anew, maybe from the same id to the same, when rows of it are others or gone. A text that is not in what is
 * remembered may be in what took its place.
 */
export function prepareReadBlocks(client: Database.Database, table: BlockTable): () => ReadPacked {
  const select = client.prepare<[number], { first: number; last: number; body: Buffer }>(
    `SELECT first, last, body FROM ${table} WHERE first <= ? ORDER BY first DESC LIMIT 1`,
  )
  const find = client.prepare<[number], { first: number; last: number }>(
    `SELECT first, last FROM ${table} WHERE first <= ? ORDER BY first DESC LIMIT 1`,
  )
  return () => {
    const known = createGenerations<string, Block>({ weightMax: UNPACKED_BYTES_MAX, weigh: ({ bytes }) => bytes })
    return (id) => {
      const place = find.get(id)
      if (place === undefined || id > place.last) return undefined
      const remembered = known.get(keyOf(place))?.textOf(id)
      if (remembered !== undefined) return remembered
      const row = select.get(id)
      if (row === undefined) return undefined
      const block = openBlock(row.body)
      known.set(keyOf(row), block)
      known.settle()
      return block.textOf(id)
    }
  }
}

function keyOf({ first, last }: { first: number; last: number }): string {
  return `${first}-${last}`
}
