// The tables whose texts are packed when they are cold, and how a text leaves its row once a block holds it.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import type { BlockEntry } from '../content/block.ts'
import type { BlockTable } from '../content/read-blocks.ts'

export interface Packable {
  table: 'content' | 'prediction' | 'trace_row'
  block: BlockTable
  /** Columns of an era: its first row, and up to where its rows are packed. */
  first: string
  packed: string
  /** A shorter text stays in its row, which would not become smaller by more than moving it costs. */
  charactersMin: number
}

export const CONTENT: Packable = {
  table: 'content',
  block: 'content_block',
  first: 'first_content',
  packed: 'packed_content',
  charactersMin: 0,
}
export const BODIES: Packable = {
  table: 'prediction',
  block: 'body_block',
  first: 'first_prediction',
  packed: 'packed_prediction',
  charactersMin: 64,
}
export const TRACES: Packable = {
  table: 'trace_row',
  block: 'trace_block',
  first: 'first_trace_row',
  packed: 'packed_trace_row',
  charactersMin: 64,
}

/**
 * Takes texts out of their rows, inside a transaction. False where a row is not as it was when they were read: then
 * nothing was written.
 */
export type Unload = (entries: readonly BlockEntry[]) => boolean

export function prepareUnload(client: Database.Database, { table }: Packable): Unload {
  return table === 'content' ? prepareDelete(client) : prepareBlank(client, table)
}

/** Of content nothing is left: its id is all that anyone has of it. */
function prepareDelete(client: Database.Database): Unload {
  const count = client
    .prepare<[number, number], number>('SELECT count(*) FROM content WHERE id BETWEEN ? AND ?')
    .pluck()
  const remove = client.prepare<[number, number]>('DELETE FROM content WHERE id BETWEEN ? AND ?')
  return (entries) => {
    const [first, last] = [entries.at(0)?.id, entries.at(-1)?.id]
    if (first === undefined || last === undefined) return true
    if (count.get(first, last) !== entries.length) return false
    remove.run(first, last)
    return true
  }
}

type Column = Buffer | bigint | number | string | null

/**
 * A row stays, with nothing as its body. All of a range are taken out and put in again: where rows only shrink, their
 * pages stay as many as they were.
 */
function prepareBlank(client: Database.Database, table: 'prediction' | 'trace_row'): Unload {
  const columns = client
    .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') ORDER BY cid`)
    .pluck()
    .all()
  const [idAt, bodyAt] = [columns.indexOf('id'), columns.indexOf('body')]
  const names = columns.join(', ')
  const select = client
    .prepare<[number, number], Column[]>(`SELECT ${names} FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`)
    .raw()
    .safeIntegers()
  const remove = client.prepare<[number, number]>(`DELETE FROM ${table} WHERE id BETWEEN ? AND ?`)
  const insert = client.prepare<Column[]>(
    `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  const blank = client.prepare<[number]>(`UPDATE ${table} SET body = '' WHERE id = ?`)
  const selectBody = client.prepare<[number], string>(`SELECT body FROM ${table} WHERE id = ?`).pluck()

  function rewrite(first: number, last: number, entries: readonly BlockEntry[]): boolean {
    const texts = new Map(entries.map(({ id, text }) => [BigInt(id), text]))
    const rows = select.all(first, last)
    const going = new Set(rows.filter((row) => texts.get(row[idAt] as bigint) === row[bodyAt]))
    if (going.size !== entries.length) return false
    // Opinions refer to rows that are back before anyone looks.
    client.pragma('defer_foreign_keys = ON')
    remove.run(first, last)
    for (const row of rows) insert.run(...(going.has(row) ? row.with(bodyAt, '') : row))
    return true
  }

  return (entries) => {
    const [first, last] = [entries.at(0)?.id, entries.at(-1)?.id]
    if (first === undefined || last === undefined) return true
    // Single ones among many that are packed.
    const areMany = entries.length * 2 > last - first
    if (areMany) return rewrite(first, last, entries)
    if (entries.some(({ id, text }) => selectBody.get(id) !== text)) return false
    for (const { id } of entries) blank.run(id)
    return true
  }
}
