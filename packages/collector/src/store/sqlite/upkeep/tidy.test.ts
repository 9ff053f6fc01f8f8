import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../connection.ts'
import { makeFolder } from '../fixtures/open-store.ts'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'
import { createTidy } from './tidy.ts'

const HOUR_MS = 3_600_000
const MIB = 1024 * 1024

let folder: string
let file: string
let client: Database.Database

beforeEach(() => {
  folder = makeFolder()
  file = join(folder, 'trimtab.db')
  client = openDatabase({ file, migrationsFolder: MIGRATIONS_FOLDER, mustExist: false }).$client
})
afterEach(() => {
  client.close()
  rmSync(folder, { recursive: true })
})

const put = (blobs: number, after = 0) =>
  client
    .prepare(
      `WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
       INSERT INTO content_block (first, last, body) SELECT n + ?, n + ?, randomblob(${MIB / 4}) FROM number`,
    )
    .run(blobs, after, after)
const freeBytes = () => Number(client.pragma('freelist_count', { simple: true })) * 16_384
const finish = (step: () => boolean) => {
  while (step());
}

describe('tidying', () => {
  it('gives back what is free once it is much, and keeps a little for what comes', () => {
    const emptyBytes = Number(client.pragma('page_count', { simple: true })) * 16_384
    put(100)
    client.prepare('DELETE FROM content_block WHERE first > 20').run()
    expect(freeBytes()).toBeGreaterThan(19 * MIB)
    finish(createTidy({ client, file, clock: () => 0 }))
    expect(freeBytes()).toBeLessThanOrEqual(4 * MIB)
    client.pragma('wal_checkpoint(TRUNCATE)')
    // Twenty blobs of a quarter, and the little that is kept.
    expect(statSync(file).size).toBeLessThan(emptyBytes + 9.5 * MIB)
    expect(client.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('leaves a little that is free as it is', () => {
    put(8)
    client.prepare('DELETE FROM content_block WHERE first > 2').run()
    const free = freeBytes()
    expect(free).toBeGreaterThan(MIB)
    expect(createTidy({ client, file, clock: () => 0 })()).toBe(false)
    expect(freeBytes()).toBe(free)
  })

  it('copies a long log into the database, so that who writes does not have to', () => {
    client.pragma('wal_autocheckpoint = 0')
    put(100)
    const pagesBefore = statSync(file).size
    finish(createTidy({ client, file, clock: () => 0 }))
    expect(statSync(file).size).toBeGreaterThan(pagesBefore + 20 * MIB)
  })

  it('copies it again when it is written from the beginning, though its file keeps its size', () => {
    client.pragma('wal_autocheckpoint = 0')
    let nowMs = 0
    const tidy = createTidy({ client, file, clock: () => nowMs })
    put(100)
    finish(tidy)
    const [copied, logged] = [file, `${file}-wal`].map((name) => statSync(name).size)
    put(40, 100)
    expect(statSync(`${file}-wal`).size).toBe(logged)
    nowMs += 2_000
    finish(tidy)
    expect(statSync(file).size).toBeGreaterThan((copied ?? 0) + 9 * MIB)
  })

  it('looks anew at what SQLite knows of its indexes, once an hour', () => {
    let nowMs = 0
    const tidy = createTidy({ client, file, clock: () => nowMs })
    const insert = client.prepare('INSERT INTO session (name) VALUES (?)')
    client.transaction(() => {
      for (let number = 0; number < 2000; number += 1) insert.run(`session ${number}`)
    })()
    client.prepare("SELECT * FROM session WHERE name = 'session 7'").all()
    const known = () => client.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").all().length
    finish(tidy)
    expect(known()).toBe(0)
    nowMs += HOUR_MS
    finish(tidy)
    expect(known()).toBe(1)
  })
})
