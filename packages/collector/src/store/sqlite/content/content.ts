// Content is stored once: who writes it remembers by hash what it wrote in this era. That is a saving and not a law: what
// is no longer remembered is stored once more, which costs space and nothing else. The hash is in memory alone: on disk
// it would cost more than hashing the newest content again after a start, and tell whoever has the file what it is of.
// What comes in one batch is packed where it is enough.

import type { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { type BlockEntry, openBlock, packBlock } from './block.ts'
import { readContentText } from './content-text.ts'
import { type Eras, NEXT_IN_BLOCKS } from './eras.ts'
import { createGenerations } from './generations.ts'
import { prepareReadBlocks } from './read-blocks.ts'

/** About 100 bytes each. */
const REMEMBERED_MAX = 262_144
/** Read and hashed again at the first write after a start, at about 2 µs each of the usual length. */
const RELOADED_MAX = 65_536
const RELOADED_CHARACTERS_MAX = 32 * 1024 * 1024

/** SHA-256 is cut to this: nobody finds two contents of one hash. */
const HASH_BYTES = 16

/** Less than this is not worth a block, which later is packed with others in any case. */
const BLOCK_CHARACTERS_MIN = 16 * 1024
/** One of a block of this size is read in 150 µs. */
const BLOCK_CHARACTERS = 128 * 1024

export interface ContentWriter {
  /** The id under which a text is stored, which it is from now on if it was not. */
  idOf: (text: string) => number
  /** At the end of a transaction, until when what is new in it is not there. */
  flush: () => void
  settle: () => void
  forget: () => void
  /** Another era: what was stored before is not referred to any more. */
  clear: () => void
}

export function createContentWriter(client: Database.Database, eras: Eras): ContentWriter {
  const insertRow = client.prepare<[number, string]>('INSERT INTO content (id, body) VALUES (?, ?)')
  const insertBlock = client.prepare<[number, number, Buffer]>(
    'INSERT INTO content_block (first, last, body) VALUES (?, ?, ?)',
  )
  const selectNext = client
    .prepare<[], number>(`SELECT max((SELECT coalesce(max(id), 0) + 1 FROM content), ${NEXT_IN_BLOCKS})`)
    .pluck()
  const known = createGenerations<string, number>({ weightMax: REMEMBERED_MAX })
  let isLoaded = false
  let next: number | null = null
  let pending: BlockEntry[] = []
  let characters = 0

  function load(): void {
    isLoaded = true
    for (const { key, id } of readNewest(client, eras.current().firstContent).toReversed()) known.set(key, id)
    known.settle()
  }

  /** An id is never given again, also when what had it is gone: those of an era begin after all before them. */
  function takeId(): number {
    const id = next ?? Math.max(selectNext.get() ?? 1, eras.current().firstContent)
    next = id + 1
    return id
  }

  function writePending(): void {
    const [first, last] = [pending.at(0)?.id, pending.at(-1)?.id]
    if (first === undefined || last === undefined) return
    if (characters >= BLOCK_CHARACTERS_MIN) insertBlock.run(first, last, packBlock(pending, 1))
    else for (const { id, text } of pending) insertRow.run(id, text)
    forgetPending()
  }

  function forgetPending(): void {
    pending = []
    characters = 0
  }

  return {
    idOf: (text) => {
      if (!isLoaded) load()
      const key = keyOf(text)
      const remembered = known.get(key)
      if (remembered !== undefined) return remembered
      const id = takeId()
      known.set(key, id)
      pending.push({ id, text })
      characters += text.length
      if (characters >= BLOCK_CHARACTERS) writePending()
      return id
    },
    flush: () => {
      writePending()
      next = null
    },
    settle: known.settle,
    forget: () => {
      known.forget()
      forgetPending()
      next = null
    },
    clear: known.clear,
  }
}

/** One character a byte: a string is what a Map finds fastest. */
function keyOf(text: string): string {
  return hash('sha256', text, 'binary').slice(0, HASH_BYTES)
}

/** Of what was stored last of an era, the newest first, as much as may be read. */
function readNewest(client: Database.Database, first: number): { id: number; key: string }[] {
  const newest: { id: number; key: string }[] = []
  let characters = 0
  for (const { id, text } of eachNewest(client, first)) {
    characters += text.length
    if (newest.length >= RELOADED_MAX || characters > RELOADED_CHARACTERS_MAX) break
    newest.push({ id, key: keyOf(text) })
  }
  return newest
}

/** Of rows and blocks, which lie between each other. */
function* eachNewest(client: Database.Database, first: number): Generator<BlockEntry> {
  const selectRow = client.prepare<[number, number], BlockEntry>(
    'SELECT id, body AS text FROM content WHERE id BETWEEN ? AND ? ORDER BY id DESC',
  )
  const selectBlocks = client.prepare<[number], { first: number; last: number; body: Buffer }>(
    'SELECT first, last, body FROM content_block WHERE first >= ? ORDER BY first DESC',
  )
  let before = Number.MAX_SAFE_INTEGER
  for (const block of selectBlocks.iterate(first)) {
    yield* selectRow.iterate(block.last + 1, before)
    const { ids, textOf } = openBlock(block.body)
    for (const id of ids().toReversed()) yield { id, text: textOf(id) ?? '' }
    before = block.first - 1
  }
  yield* selectRow.iterate(first, before)
}

/** Undefined where it is not there, as in a file that was damaged. */
export type ReadContent = (id: number) => unknown

/** Of what was read, as long as it is on disk. */
const READ_CHARACTERS_MAX = 4 * 1024 * 1024

interface Read {
  value: unknown
  characters: number
}

/**
 * Reads content, and remembers what it read: predictions share it, and a trace that grows is read again and again.
 * Content of an id never changes, and is removed only when nothing refers to it; nobody may read it inside of a
 * transaction that writes it.
 */
export function prepareReadContent(client: Database.Database): () => ReadContent {
  const select = client.prepare<[number], string>('SELECT body FROM content WHERE id = ?').pluck()
  const openBlocks = prepareReadBlocks(client, 'content_block')
  return () => {
    const readPacked = openBlocks()
    const known = createGenerations<number, Read>({ weightMax: READ_CHARACTERS_MAX, weigh: (read) => read.characters })
    return (id) => {
      const remembered = known.get(id)
      if (remembered !== undefined) return remembered.value
      const body = select.get(id) ?? readPacked(id)
      if (body === undefined) return undefined
      const value = readContentText(body)
      known.set(id, { value, characters: body.length })
      known.settle()
      return value
    }
  }
}
