import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOverview } from '../../aggregates/overview.ts'
import { makeBatch, makeRow, START } from '../../fixtures/predictions.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'
import { holdFolder } from './hold.ts'

let folder: string

beforeEach(() => {
  folder = makeFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Holds the folder in a process of its own, which then ends as it is told to. */
function holdElsewhere(ending: string): string {
  const script = `import { holdFolder } from ${JSON.stringify(join(import.meta.dirname, 'hold.ts'))}
    try { holdFolder(${JSON.stringify(folder)}); console.log('held') } catch (error) { console.log(error.message) }
    ${ending}`
  const parameters = ['--no-warnings', '--experimental-strip-types', '--input-type=module', '--eval', script]
  return spawnSync(process.execPath, parameters, { encoding: 'utf8' }).stdout.trim()
}

/** As an older Trimtab left it, as far as anybody can see. */
function forgetNewestMigration(): number {
  const client = new Database(join(folder, 'trimtab.db'))
  client.exec('DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)')
  client.close()
  return migrationsApplied()
}

function migrationsApplied(): number {
  const client = new Database(join(folder, 'trimtab.db'))
  const count = client.prepare<[], number>('SELECT count(*) FROM __drizzle_migrations').pluck().get() ?? 0
  client.close()
  return count
}

describe('a folder that a collector runs on', () => {
  it('is refused to another one in a sentence, in this process and in others', () => {
    const release = holdFolder(folder)
    const sentence = `A collector is running on ${folder}; end it first, or choose another folder with --data.`
    expect(() => holdFolder(folder)).toThrow(sentence)
    expect(holdElsewhere('')).toBe(sentence)
    release()
    expect(holdElsewhere('')).toBe('held')
    holdFolder(folder)()
  })

  it('is free as soon as the process ends, also when it is killed', () => {
    expect(holdElsewhere("process.kill(process.pid, 'SIGKILL')")).toBe('held')
    holdFolder(folder)()
  })

  it('can still be read and written by other commands', async () => {
    const running = openStoreAt(folder, { hold: true })
    const store = openStoreAt(folder)
    await store.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    expect((await readOverview(store.rows, START)).predictions).toBe(1)
    store.close()
    running.close()
  })

  it('is held from before its database is changed until the collector ends', () => {
    const running = openStoreAt(folder, { hold: true })
    expect(() => openStoreAt(folder, { hold: true })).toThrow('A collector is running')
    running.close()
    openStoreAt(folder, { hold: true }).close()
  })

  it.each([{ hold: true }, {}])('is not brought up to date below that collector, opened with %j', (options) => {
    openStoreAt(folder).close()
    const applied = forgetNewestMigration()
    const release = holdFolder(folder)
    expect(() => openStoreAt(folder, options)).toThrow('A collector is running')
    expect(migrationsApplied()).toBe(applied)
    release()
  })

  it('is let go of when its database could not be opened', () => {
    openStoreAt(folder).close()
    forgetNewestMigration()
    // What it adds is there already.
    expect(() => openStoreAt(folder, { hold: true })).toThrow(/trimtab\.db/)
    holdFolder(folder)()
  })
})
