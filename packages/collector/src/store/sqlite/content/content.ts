// Content is stored once: who writes it remembers by hash what it wrote in this era. That is a saving and not a law: what
// is no longer remembered is stored once more, which costs space and nothing else. An index on the hash, which could make
// it a law, would be written in a random place for every message.

import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { ContentKind } from '../schema/rows.ts'
import type { Eras } from './eras.ts'
import { createGenerations } from './generations.ts'
import { prepareReadBlocks } from './read-blocks.ts'

/** About 100 bytes each. */
const REMEMBERED_MAX = 262_144
/** Read again at the first write after a start, at about 1.5 µs each. */
const RELOADED_MAX = 131_072

/** SHA-256 is cut to this: nobody finds two contents of one hash, and 16 bytes are what each costs. */
const HASH_BYTES = 16

export interface ContentWriter {
  /** The id under which content is stored, which it is from now on if it was not. */
  idOf: (kind: ContentKind, body: string) => number
  settle: () => void
  forget: () => void
  /** Another era: what was stored before is not referred to any more. */
  clear: () => void
}

export function createContentWriter(client: Database.Database, eras: Eras): ContentWriter {
  // An id is never given again, also when what had it is packed or gone: those of an era begin after all before them.
  const insert = client.prepare<[number, Buffer, ContentKind, string]>(
    `INSERT INTO content (id, hash, kind, body)
     VALUES (max((SELECT coalesce(max(id), 0) + 1 FROM content), ?), ?, ?, ?)`,
  )
  const secret = readSecret(client)
  const known = createGenerations<string, number>({ weightMax: REMEMBERED_MAX })
  let isLoaded = false

  function load(): void {
    isLoaded = true
    const newest = client.prepare<[number, number], { id: number; hash: Buffer }>(
      'SELECT id, hash FROM (SELECT id, hash FROM content WHERE id >= ? ORDER BY id DESC LIMIT ?) ORDER BY id',
    )
    const { firstContent } = eras.current()
    for (const row of newest.iterate(firstContent, RELOADED_MAX)) known.set(row.hash.toString('latin1'), row.id)
    known.settle()
  }

  return {
    idOf: (kind, body) => {
      if (!isLoaded) load()
      // One character a byte: a string is what a Map finds fastest.
      const key = hash('sha256', secret + body, 'binary').slice(0, HASH_BYTES)
      const remembered = known.get(key)
      if (remembered !== undefined) return remembered
      const id = Number(insert.run(eras.current().firstContent, Buffer.from(key, 'latin1'), kind, body).lastInsertRowid)
      known.set(key, id)
      return id
    },
    settle: known.settle,
    forget: known.forget,
    clear: known.clear,
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
