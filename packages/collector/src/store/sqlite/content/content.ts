// Content is stored once: who writes it remembers by hash what it wrote in this era. That is a saving and not a law: what
// is no longer remembered is stored once more, which costs space and nothing else. An index on the hash, which could make
// it a law, would be written in a random place for every message. What comes in one batch is packed where it is enough.

import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { ContentKind } from '../schema/rows.ts'
import { openBlock, packBlock } from './block.ts'
import { type Eras, NEXT_IN_BLOCKS } from './eras.ts'
import { createGenerations } from './generations.ts'
import { prepareReadBlocks } from './read-blocks.ts'

/** About 100 bytes each. */
const REMEMBERED_MAX = 262_144
/** Read again at the first write after a start, at about 1.5 µs each. */
const RELOADED_MAX = 131_072

/** SHA-256 is cut to this: nobody finds two contents of one hash, and 16 bytes are what each costs. */
const HASH_BYTES = 16

/** Less than this is not worth a block, which later is packed with others in any case. */
const BLOCK_CHARACTERS_MIN = 16 * 1024
/** One of a block of this size is read in 150 µs. */
const BLOCK_CHARACTERS = 128 * 1024

export interface ContentWriter {
  /** The id under which content is stored, which it is from now on if it was not. */
  idOf: (kind: ContentKind, body: string) => number
  /** At the end of a transaction, until when what is new in it is not there. */
  flush: () => void
  settle: () => void
  forget: () => void
  /** Another era: what was stored before is not referred to any more. */
  clear: () => void
}

interface New {
  id: number
  key: string
  kind: ContentKind
  text: string
}

export function createContentWriter(client: Database.Database, eras: Eras): ContentWriter {
  const insertRow = client.prepare<[number, Buffer, ContentKind, string]>(
    'INSERT INTO content (id, hash, kind, body) VALUES (?, ?, ?, ?)',
  )
  const insertBlock = client.prepare<[number, number, Buffer]>(
    'INSERT INTO content_block (first, last, body) VALUES (?, ?, ?)',
  )
  const selectNext = client
    .prepare<[], number>(`SELECT max((SELECT coalesce(max(id), 0) + 1 FROM content), ${NEXT_IN_BLOCKS})`)
    .pluck()
  const secret = readSecret(client)
  const reload = prepareReload(client, keyOf)
  const known = createGenerations<string, number>({ weightMax: REMEMBERED_MAX })
  let isLoaded = false
  let next: number | null = null
  let pending: New[] = []
  let characters = 0

  /** One character a byte: a string is what a Map finds fastest. */
  function keyOf(text: string): string {
    return hash('sha256', secret + text, 'binary').slice(0, HASH_BYTES)
  }

  function load(): void {
    isLoaded = true
    for (const { key, id } of reload(eras.current().firstContent)) known.set(key, id)
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
    else for (const { id, key, kind, text } of pending) insertRow.run(id, Buffer.from(key, 'latin1'), kind, text)
    forgetPending()
  }

  function forgetPending(): void {
    pending = []
    characters = 0
  }

  return {
    idOf: (kind, body) => {
      if (!isLoaded) load()
      const key = keyOf(body)
      const remembered = known.get(key)
      if (remembered !== undefined) return remembered
      const id = takeId()
      known.set(key, id)
      pending.push({ id, key, kind, text: body })
      characters += body.length
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

/** What was stored last of an era, the oldest of it first. */
function prepareReload(client: Database.Database, keyOf: (text: string) => string) {
  const selectRows = client.prepare<[number, number], { id: number; hash: Buffer }>(
    'SELECT id, hash FROM content WHERE id >= ? ORDER BY id DESC LIMIT ?',
  )
  const selectBlocks = client
    .prepare<[number], Buffer>('SELECT body FROM content_block WHERE first >= ? ORDER BY first DESC')
    .pluck()
  return (firstContent: number): { key: string; id: number }[] => {
    const rows = selectRows.all(firstContent, RELOADED_MAX)
    const found = rows.map(({ id, hash: key }) => ({ key: key.toString('latin1'), id }))
    for (const body of selectBlocks.iterate(firstContent)) {
      if (found.length >= RELOADED_MAX) break
      const block = openBlock(body)
      for (const id of block.ids()) found.push({ key: keyOf(block.textOf(id) ?? ''), id })
    }
    return found.toSorted((one, other) => one.id - other.id)
  }
}

/** Without it nobody can tell by its hash whether a text is stored, or that two databases hold the same. */
function readSecret(client: Database.Database): string {
  const row = client.prepare<[], { value: Buffer }>("SELECT value FROM secret WHERE name = 'content'").get()
  if (row === undefined) throw new Error('the database has no secret for its content')
  return row.value.toString('hex')
}

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
      if (body === undefined) throw new Error(`content ${id} is not there`)
      const value: unknown = JSON.parse(body)
      known.set(id, { value, characters: body.length })
      known.settle()
      return value
    }
  }
}
