// A piece of a table at a time from rows and blocks into one block. Texts are read and compressed first, and leave where
// they stood in the transaction that stores the new block: whoever reads finds each in one place or the other.

import { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import { type BlockEntry, openBlock, packBlock } from '../content/block.ts'
import { type Packable, prepareUnload } from './packable.ts'

/**
 * Of text in a block. Larger ones pack better, and cost more to read one text from: of sentences 128 KB become 33 in a
 * hundred and take 150 µs, 256 KB 29 and 270 µs, 512 KB 25 and 530 µs, 1 MB 21 and 900 µs.
 */
const BLOCK_CHARACTERS = 1024 * 1024
/** One that is nearly as large is not taken apart for what stands before it. */
const LARGE_BYTES = 0.75 * BLOCK_CHARACTERS
/** Rows that leave their texts in one transaction, which takes a few milliseconds. */
const ROWS_MAX = { content: 2048, prediction: 256, trace_row: 256 }

interface StoredBlock {
  first: number
  last: number
  body: Buffer
}

interface Piece {
  last: number
  kept: BlockEntry[]
  /** Texts that are in rows, also those that are not kept. */
  inRows: BlockEntry[]
  blocks: StoredBlock[]
  dropped: number
}

interface Repacked {
  /** Up to where. */
  last: number
  /** Texts that were not kept. */
  dropped: number
}

/** Whether a text is kept. Of predictions and trace rows all are whose row is there. */
type Keep = (id: number) => boolean

/**
 * Packs what comes after an id, up to another one: about as much as a block holds. Null where somebody changed it
 * meanwhile. What is packed already, and all kept, stays as it is. `moved` is called in the same transaction.
 */
export type Repack = (
  range: { after: number; upTo: number },
  keep: Keep,
  moved?: (last: number) => void,
) => Repacked | null

export function prepareRepack(client: Database.Database, packable: Packable): Repack {
  const { block: table } = packable
  const read = prepareReadPiece(client, packable)
  const unload = prepareUnload(client, packable)
  const selectBody = client.prepare<[number], Buffer>(`SELECT body FROM ${table} WHERE first = ?`).pluck()
  const remove = client.prepare<[number]>(`DELETE FROM ${table} WHERE first = ?`)
  const insert = client.prepare<[number, number, Buffer]>(`INSERT INTO ${table} (first, last, body) VALUES (?, ?, ?)`)

  const store = client.transaction((piece: Piece, packed: Buffer, moved: (last: number) => void): boolean => {
    const { kept, inRows, blocks, last } = piece
    if (blocks.some(({ first, body }) => selectBody.get(first)?.equals(body) !== true)) return false
    if (!unload(inRows)) return false
    for (const { first } of blocks) remove.run(first)
    const [from, to] = [kept.at(0)?.id, kept.at(-1)?.id]
    if (from !== undefined && to !== undefined) insert.run(from, to, packed)
    moved(last)
    return true
  })

  return ({ after, upTo }, keep, moved = () => undefined) => {
    const piece = read(after, upTo, keep)
    const { last, dropped, kept, inRows, blocks } = piece
    if (dropped === 0 && inRows.length === 0 && blocks.length < 2) {
      moved(last)
      return { last, dropped }
    }
    // Outside of the transaction: others write meanwhile.
    const packed = kept.length === 0 ? Buffer.alloc(0) : packBlock(kept)
    return store.immediate(piece, packed, moved) ? { last, dropped } : null
  }
}

function prepareReadPiece(client: Database.Database, { table, block, charactersMin }: Packable) {
  const selectRows = client.prepare<[number, number], BlockEntry>(
    `SELECT id, body AS text FROM ${table} WHERE id > ? AND id <= ? ORDER BY id`,
  )
  const selectBlock = client.prepare<[number, number], StoredBlock>(
    `SELECT first, last, body FROM ${block} WHERE first > ? AND first <= ? ORDER BY first LIMIT 1`,
  )

  return (after: number, upTo: number, keep: Keep): Piece => {
    const piece: Piece = { last: after, kept: [], inRows: [], blocks: [], dropped: 0 }
    let characters = 0
    const isFull = () => characters >= BLOCK_CHARACTERS || piece.inRows.length >= ROWS_MAX[table]

    function take(entry: BlockEntry): void {
      if (!keep(entry.id)) {
        piece.dropped += 1
        return
      }
      piece.kept.push(entry)
      characters += entry.text.length
    }

    function takeRow(entry: BlockEntry): void {
      piece.inRows.push(entry)
      take(entry)
    }

    /** Rows without a block. */
    function takeRows(from: number, to: number): void {
      for (const row of selectRows.iterate(from, to)) {
        if (row.text !== '' && row.text.length >= charactersMin) takeRow(row)
        piece.last = row.id
        if (isFull()) return
      }
      piece.last = to
    }

    /** Whole, with the rows that have a text of their own again since it was packed. */
    function takeBlock(stored: StoredBlock): void {
      piece.blocks.push(stored)
      const opened = openBlock(stored.body)
      const packed = new Set(opened.ids())
      const rows = selectRows.all(stored.first - 1, stored.last)
      const ids = table === 'content' ? [...packed] : rows.map(({ id }) => id)
      const texts = new Map(rows.filter(({ text }) => text !== '').map(({ id, text }) => [id, text]))
      for (const id of ids) {
        const own = texts.get(id)
        if (own !== undefined && own.length < charactersMin) continue
        const text = own ?? opened.textOf(id)
        // In a file that was damaged.
        if (text === undefined) continue
        if (own === undefined) take({ id, text })
        else takeRow({ id, text })
      }
      const held = new Set(ids)
      piece.dropped += [...packed].filter((id) => !held.has(id) || texts.has(id)).length
      piece.last = stored.last
    }

    while (!isFull() && piece.last < upTo) {
      const next = selectBlock.get(piece.last, upTo)
      if (next === undefined || next.first > piece.last + 1)
        takeRows(piece.last, next === undefined ? upTo : next.first - 1)
      if (next === undefined || isFull() || piece.last < next.first - 1) continue
      if (characters > 0 && openBlock(next.body).bytes >= LARGE_BYTES) break
      takeBlock(next)
    }
    return piece
  }
}
