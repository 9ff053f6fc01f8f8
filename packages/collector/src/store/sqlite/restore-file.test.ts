import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow } from '../../fixtures/predictions.ts'
import { Refusal } from '../../refusal.ts'
import { writeNewerDatabase } from './fixtures/newer-database.ts'
import { OLD_LAYOUTS, oldAnswers, writeOldDatabase } from './fixtures/old-databases.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'
import { holdFolder } from './hold.ts'
import { restoreFile } from './restore-file.ts'

const NOW_MS = Date.parse('2026-11-22T10:00:00.000Z')

let folder: string
let data: string
let backup: string

beforeEach(async () => {
  folder = makeFolder()
  data = join(folder, 'data')
  backup = join(folder, 'backup.db')
  const from = join(folder, 'from')
  mkdirSync(from)
  const store = openStoreAt(from)
  await store.rows.add(
    makeBatch({
      predictions: [makeRow(1, { user: 'ann' }), makeRow(2)],
      feedback: [makeFeedback('f-1', { prediction: makeFacts(1).id })],
    }),
  )
  await store.backup(backup)
  store.close()
})
afterEach(() => rmSync(folder, { recursive: true }))

function restore(isReplacing = false): Promise<{ movedTo: string | null }> {
  return restoreFile({ backup, data, isReplacing, nowMs: NOW_MS, onProgress: () => undefined })
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!Refusal.is(error)) throw new Error('it was not refused in a sentence', { cause: error })
  return error
}

async function idsIn(folderOfStore: string): Promise<string[]> {
  const store = openStoreAt(folderOfStore)
  const page = await store.rows.predictions({ limit: 100 })
  store.close()
  return (page?.predictions ?? []).map(({ id }) => id)
}

/** Of the backup, past everything that keeps it right. */
function change(sql: string): void {
  const client = new Database(backup)
  client.pragma('foreign_keys = OFF')
  client.unsafeMode(true)
  client.pragma('writable_schema = ON')
  client.exec(sql)
  client.close()
}

/** SQLite itself gives no such name to a trigger, but whoever writes the file by hand can. */
const HIDDEN_TRIGGER = `INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES
  ('trigger', 'sqlite_spy', 'task', 0, 'CREATE TRIGGER sqlite_spy AFTER INSERT ON task BEGIN SELECT 1; END')`

async function makeOther(): Promise<void> {
  mkdirSync(data)
  const store = openStoreAt(data)
  await store.rows.add(makeBatch({ predictions: [makeRow(7)] }))
  store.close()
}

describe('a backup that is restored', () => {
  it.each(OLD_LAYOUTS)('may be of an earlier Trimtab: %s', async (layout) => {
    rmSync(backup)
    writeOldDatabase(layout, backup)
    await restore()
    expect(await idsIn(data)).toEqual(oldAnswers(layout).predictions.map(({ id }) => id))
  })

  it('may have tables and indexes beside ours', async () => {
    change('CREATE TABLE notes (a); CREATE INDEX notes_prediction ON prediction (id); ANALYZE')
    await restore()
    expect(await idsIn(data)).toHaveLength(2)
  })

  it('is the database of the folder, which is made if it is not there, with all that was said', async () => {
    expect(await restore()).toEqual({ movedTo: null })
    const store = openStoreAt(data)
    expect((await store.rows.prediction(makeFacts(1).id))?.feedback).toHaveLength(1)
    await store.rows.add(makeBatch({ predictions: [makeRow(3)] }))
    store.close()
    expect(await idsIn(data)).toEqual([makeFacts(3).id, makeFacts(2).id, makeFacts(1).id])
    expect(readdirSync(data).toSorted()).toEqual(['trimtab.db', 'trimtab.lock'])
  })

  it('can be restored again and elsewhere: it stays as it is', async () => {
    const before = readFileSync(backup)
    await restore()
    await restore(true)
    expect(readFileSync(backup).equals(before)).toBe(true)
  })

  it('takes the place of a database only where that is asked for, and moves it aside', async () => {
    await makeOther()
    expect((await refusalOf(restore())).message).toContain('There is a database in')
    expect(await idsIn(data)).toEqual([makeFacts(7).id])
    const { movedTo } = await restore(true)
    expect(movedTo).toBe(join(data, 'trimtab.db.before-restore-2026-11-22T10-00-00.000Z'))
    expect(await idsIn(data)).toHaveLength(2)
    const other = join(folder, 'other')
    mkdirSync(other)
    cpSync(movedTo ?? '', join(other, 'trimtab.db'))
    expect(await idsIn(other)).toEqual([makeFacts(7).id])
  })

  it('meets nothing of the log of the database it replaces, and loses nothing of it', async () => {
    await makeOther()
    killAfterWriting(8)
    expect(existsSync(join(data, 'trimtab.db-wal'))).toBe(true)
    const { movedTo } = await restore(true)
    expect(readdirSync(data).filter((name) => name.startsWith('trimtab.db-'))).toEqual([])
    expect(await idsIn(data)).toHaveLength(2)
    const client = new Database(movedTo ?? '', { readonly: true })
    expect(client.prepare('SELECT count(*) FROM prediction').pluck().get()).toBe(2)
    client.close()
  })

  it('takes the place also of what is no database any more', async () => {
    await makeOther()
    writeFileSync(join(data, 'trimtab.db'), 'this was a database once')
    const { movedTo } = await restore(true)
    expect(readFileSync(movedTo ?? '', 'utf8')).toBe('this was a database once')
    expect(await idsIn(data)).toHaveLength(2)
  })
})

/** A process that adds a prediction and is gone before it could empty its log. */
function killAfterWriting(number: number): void {
  const script = `import { makeBatch, makeRow } from ${JSON.stringify(join(import.meta.dirname, '..', '..', 'fixtures', 'predictions.ts'))}
    import { openStoreAt } from ${JSON.stringify(join(import.meta.dirname, 'fixtures', 'open-store.ts'))}
    const store = openStoreAt(${JSON.stringify(data)})
    await store.rows.add(makeBatch({ predictions: [makeRow(${number})] }))
    process.kill(process.pid, 'SIGKILL')`
  spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script])
}

describe('a restore is refused in a sentence and changes nothing', () => {
  async function expectRefused(code: string, words: string): Promise<void> {
    await makeOther()
    const refusal = await refusalOf(restore(true))
    expect([refusal.code, refusal.message]).toEqual([code, expect.stringContaining(words)])
    expect(refusal.message.trimEnd()).not.toContain('\n')
    expect(await idsIn(data)).toEqual([makeFacts(7).id])
    expect(readdirSync(data).toSorted()).toEqual(['trimtab.db', 'trimtab.lock'])
  }

  it('while a collector runs on the folder', async () => {
    await makeOther()
    const release = holdFolder(data)
    expect((await refusalOf(restore(true))).code).toBe('data.held')
    release()
    expect(await idsIn(data)).toEqual([makeFacts(7).id])
  })

  it('of a file that is not there', async () => {
    backup = join(folder, 'none.db')
    await expectRefused('file.unreadable', 'does not exist')
  })

  it('of a file that breaks off', async () => {
    truncateSync(backup, 100_000)
    await expectRefused('file.invalid', 'is no backup of Trimtab, or damaged. Nothing was changed.')
  })

  it('of a page that was overwritten', async () => {
    const bytes = readFileSync(backup)
    bytes.fill(0x5a, 16_384 * 3, 16_384 * 3 + 64)
    writeFileSync(backup, bytes)
    await expectRefused('file.invalid', 'is no backup of Trimtab, or damaged')
  })

  it.each([
    ['no database', 'hello'],
    ['an empty file', ''],
  ])('of %s', async (_, text) => {
    writeFileSync(backup, text)
    await expectRefused('file.invalid', 'is no backup of Trimtab')
  })

  it('of a database of another program', async () => {
    rmSync(backup)
    const client = new Database(backup)
    client.exec('CREATE TABLE t (a)')
    client.close()
    await expectRefused('file.invalid', 'is no backup of Trimtab')
  })

  it('of a database of a newer Trimtab', async () => {
    const newer = join(folder, 'newer')
    mkdirSync(newer)
    writeNewerDatabase(newer)
    backup = join(newer, 'trimtab.db')
    await expectRefused('database.newer', 'was written by a newer Trimtab; restore it with that version')
  })

  it('of a newest database without tables', async () => {
    const from = new Database(backup)
    const migrations = from.prepare('SELECT hash, created_at FROM __drizzle_migrations').raw().all()
    from.close()
    rmSync(backup)
    const hollow = new Database(backup)
    hollow.pragma('application_id = 0x5472696d')
    hollow.exec('CREATE TABLE __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)')
    const insert = hollow.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
    for (const migration of migrations) insert.run(migration)
    hollow.close()
    await expectRefused('file.invalid', ' is missing. Nothing was changed.')
  })

  it.each([
    ['a trigger', 'CREATE TRIGGER spy AFTER INSERT ON prediction BEGIN DELETE FROM api_key; END', 'trigger spy'],
    ['a trigger with a name as SQLite gives', HIDDEN_TRIGGER, 'trigger sqlite_spy'],
    ['a view', 'CREATE VIEW spy AS SELECT * FROM prediction', 'view spy'],
    ['an index that refuses rows', 'CREATE UNIQUE INDEX spy ON task (1)', 'index spy'],
  ])('of a database with %s more than ours', async (_, sql, name) => {
    change(sql)
    await expectRefused('file.invalid', `is no backup of Trimtab: there is a ${name} that Trimtab did not make.`)
  })

  it.each([
    ['a table less', 'DROP TABLE run', 'the table run is missing.'],
    ['an index less', 'DROP INDEX prediction_task', 'the index prediction_task is missing.'],
    ['a search index less', 'DROP TABLE search_input', 'the table search_input is missing.'],
    ['a column more', 'ALTER TABLE task ADD COLUMN note TEXT', 'the table task is not as it should be.'],
  ])('of a database with %s', async (_, sql, words) => {
    change(sql)
    await expectRefused('file.invalid', `is no backup of Trimtab: ${words} Nothing was changed.`)
  })

  it('of a database whose migrations cannot follow on what is there', async () => {
    change('DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)')
    await expectRefused('file.invalid', 'is no backup of Trimtab, or damaged. Nothing was changed.')
  })

  it.each(['-wal', '-journal'])('of a database that was not closed: %s', async (ending) => {
    writeFileSync(`${backup}${ending}`, 'log')
    await expectRefused('file.invalid', 'is in use or was not closed; make a backup of it')
  })

  it('of the database itself, by whichever path', async () => {
    await makeOther()
    symlinkSync(data, join(folder, 'link'))
    for (const path of [join(data, 'trimtab.db'), join(folder, 'link', 'trimtab.db')]) {
      backup = path
      expect((await refusalOf(restore(true))).message).toContain('is a file of the database in')
    }
    expect(await idsIn(data)).toEqual([makeFacts(7).id])
  })

  it('into a folder that cannot be written', async () => {
    data = '/proc/trimtab'
    expect((await refusalOf(restore())).code).toBe('data.unwritable')
  })
})
