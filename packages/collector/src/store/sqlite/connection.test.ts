import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../refusal.ts'
import { type Connection, openDatabase } from './connection.ts'
import { makeFolder } from './fixtures/open-store.ts'
import { writeNewerDatabase } from './fixtures/newer-database.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

let folder: string
let file: string

beforeEach(() => {
  folder = makeFolder()
  file = join(folder, 'trimtab.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

function open(at: string = file, mustExist = false): Connection {
  return openDatabase({ file: at, migrationsFolder, mustExist })
}

/** Runs with an open database, and closes it whatever happens. */
function withDatabase<Result>(read: (client: Connection['$client']) => Result): Result {
  const { $client: client } = open()
  try {
    return read(client)
  } finally {
    client.close()
  }
}

function refusalOf(act: () => unknown): Pick<Refusal, 'code' | 'message'> {
  try {
    act()
  } catch (error) {
    if (Refusal.is(error)) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** Every file of the folder with what is in it. */
function bytesIn(): { [name: string]: string } {
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  return Object.fromEntries(readdirSync(folder).map((name) => [name, hash(name)]))
}

describe('a database of ours', () => {
  it('has strict tables only, apart from the list of migrations, which is not ours to make', () => {
    const tables = withDatabase(
      (client) => client.pragma('table_list') as { schema: string; name: string; type: string; strict: number }[],
    )
    const ours = tables.filter(({ type, name }) => type === 'table' && !/^sqlite_|^__drizzle/.test(name))
    expect(ours.map(({ name }) => name)).toContain('prediction')
    expect(ours.filter(({ strict }) => strict !== 1)).toEqual([])
  })

  it.each([
    // FULL: what was acknowledged survives a power cut.
    ['synchronous', 2],
    ['journal_mode', 'wal'],
    ['page_size', 16_384],
    ['foreign_keys', 1],
    ['auto_vacuum', 2],
    ['application_id', 0x5472_696d],
    ['busy_timeout', 5000],
  ])('has %s %s, when it is made and when it is opened again', (name, value) => {
    for (const time of ['made', 'opened again']) {
      expect(
        withDatabase((client) => client.pragma(name, { simple: true })),
        time,
      ).toBe(value)
    }
  })

  it('is whole and refers to nothing that is not there', () => {
    withDatabase((client) => {
      expect(client.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(client.pragma('foreign_key_check')).toEqual([])
    })
  })

  it('is made from an empty file as from none', () => {
    writeFileSync(file, '')
    expect(withDatabase((client) => client.prepare('SELECT count(*) AS count FROM prediction').get())).toEqual({
      count: 0,
    })
  })

  it('is made with the folders above it', () => {
    const deep = join(folder, 'a', 'b', 'trimtab.db')
    open(deep).$client.close()
    expect(existsSync(deep)).toBe(true)
  })

  it('has every migration once, however often it is opened', () => {
    const count = () =>
      withDatabase((client) => client.prepare('SELECT count(*) AS count FROM __drizzle_migrations').get())
    const first = count()
    expect(count()).toEqual(first)
  })

  it('that must be there is refused where there is none, and none is made', () => {
    expect(refusalOf(() => open(file, true))).toMatchObject({
      code: 'database.missing',
      message: `There is no Trimtab database in ${folder}; name its folder with --data.`,
    })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a database that is not ours to touch', () => {
  it('is one that a newer Trimtab wrote: it stays as it is, byte for byte', () => {
    writeNewerDatabase(folder)
    const before = bytesIn()
    expect(refusalOf(() => open())).toMatchObject({
      code: 'database.newer',
      message: `${file} was written by a newer Trimtab; start that version, or choose another folder with --data. Nothing was changed.`,
    })
    expect(bytesIn()).toEqual(before)
  })

  it.each(['delete', 'wal'])('is one of another program, in journal mode %s', (journalMode) => {
    const client = new Database(file)
    client.pragma(`journal_mode = ${journalMode}`)
    client.exec("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('mine')")
    client.close()
    const before = bytesIn()
    expect(refusalOf(() => open())).toMatchObject({
      code: 'database.unreadable',
      message: `${file} is a database of another program; choose another folder with --data.`,
    })
    expect(bytesIn()).toEqual(before)
  })

  it('is one that another program marked as its own and left empty', () => {
    const client = new Database(file)
    client.pragma('application_id = 42')
    client.close()
    const before = bytesIn()
    expect(refusalOf(() => open()).code).toBe('database.unreadable')
    expect(bytesIn()).toEqual(before)
  })

  it.each(['Dear diary', 'x'.repeat(20_000)])('is a file that is no database: %.10s', (text) => {
    writeFileSync(file, text)
    expect(refusalOf(() => open())).toMatchObject({
      code: 'database.unreadable',
      message: `${file} is not a database Trimtab can read. Nothing was changed.`,
    })
    expect(readFileSync(file, 'utf8')).toBe(text)
    expect(readdirSync(folder)).toEqual(['trimtab.db'])
  })

  it('is one whose pages are damaged', () => {
    withDatabase(() => undefined)
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(7, 100, 20_000))
    expect(refusalOf(() => open()).code).toBe('database.unreadable')
  })
})

describe('a folder that cannot be written', () => {
  it('is one that is a file', () => {
    writeFileSync(join(folder, 'data'), 'text')
    expect(refusalOf(() => open(join(folder, 'data', 'trimtab.db')))).toMatchObject({ code: 'data.unwritable' })
  })

  it('is one below a file', () => {
    writeFileSync(join(folder, 'data'), 'text')
    const below = join(folder, 'data', 'deep')
    expect(refusalOf(() => open(join(below, 'trimtab.db')))).toMatchObject({
      code: 'data.unwritable',
      message: `The folder ${below} cannot be written: something in its path is a file and no folder. Choose another with --data.`,
    })
  })

  it('is one below /proc, where folders are not made, and it is refused rather than tried for ever', () => {
    expect(refusalOf(() => open('/proc/trimtab/data/trimtab.db'))).toMatchObject({ code: 'data.unwritable' })
  })

  it('is one where a folder stands in the place of the database', () => {
    mkdirSync(file)
    expect(refusalOf(() => open())).toMatchObject({ code: 'data.unwritable' })
  })
})
