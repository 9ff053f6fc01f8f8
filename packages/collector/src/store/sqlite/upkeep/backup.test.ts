import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedback } from '../../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow } from '../../../fixtures/predictions.ts'
import { Refusal } from '../../../refusal.ts'
import { makeFolder, openInMemory, openStoreAt } from '../fixtures/open-store.ts'

const SCRIPTS_START_MS = 10_000

let folder: string
let target: string

beforeEach(() => {
  folder = makeFolder()
  target = join(folder, 'backup.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Each of so many characters. */
async function fill(predictions: number, characters = 10): Promise<void> {
  const store = openStoreAt(folder)
  const rows = Array.from({ length: predictions }, (_, index) =>
    makeRow(index + 1, { metadata: { story: `${index}`.padEnd(characters, 'x') } }),
  )
  await store.rows.add(
    makeBatch({ predictions: rows, feedback: [makeFeedback('f-1', { prediction: makeFacts(1).id })] }),
  )
  store.close()
}

/** What a file says by itself, with nothing beside it. */
function read(file: string): { integrity: unknown; predictions: number; newest: number; beside: string[] } {
  const client = new Database(file, { readonly: true })
  const facts = {
    integrity: client.pragma('integrity_check', { simple: true }),
    ...(client.prepare('SELECT count(*) AS predictions, max(id) AS newest FROM prediction').get() as {
      predictions: number
      newest: number
    }),
  }
  client.close()
  return { ...facts, beside: readdirSync(folder).filter((name) => name.startsWith('backup')) }
}

/** Commits as fast as it can, a prediction in two tables at a time, until it is killed. */
async function writeWithoutEnd(): Promise<ChildProcess> {
  const fixtures = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'predictions.ts')
  const script = `import { makeBatch, makeRow } from ${JSON.stringify(fixtures)}
    import { openStoreAt } from ${JSON.stringify(join(import.meta.dirname, '..', 'fixtures', 'open-store.ts'))}
    const store = openStoreAt(${JSON.stringify(folder)})
    for (let number = 1_000_000; ; number += 10) {
      const predictions = Array.from({ length: 10 }, (_, index) => makeRow(number + index, { user: 'u' + number }))
      await store.rows.add(makeBatch({ predictions }))
      if (number === 1_000_000) console.log('writing')
    }`
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve, reject) => {
    child.stdout?.once('data', resolve)
    child.once('exit', () => reject(new Error('the writer ended')))
    setTimeout(() => reject(new Error('the writer did not start')), SCRIPTS_START_MS).unref()
  })
  return child
}

function damagePage(file: string, page: number): void {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, Buffer.alloc(64, 0x5a), 0, 64, (page - 1) * 16_384)
  closeSync(descriptor)
}

describe('a backup', () => {
  it('is a whole database in one file, and says how far it is', async () => {
    await fill(3000)
    const store = openStoreAt(folder)
    const steps: number[] = []
    await store.backup(target, (done, total) => steps.push(done / total))
    await store.rows.add(makeBatch({ predictions: [makeRow(9999)] }))
    store.close()
    expect(read(target)).toEqual({ integrity: 'ok', predictions: 3000, newest: 3000, beside: ['backup.db'] })
    expect(steps.length).toBeGreaterThan(0)
    expect(steps).toEqual(steps.toSorted((left, right) => left - right))
  })

  it('is of one moment and comes to its end while another process writes without pause', async () => {
    // Many steps, between each of which something is committed.
    await fill(2000, 16_000)
    const writer = await writeWithoutEnd()
    const store = openStoreAt(folder)
    const counted = () => {
      const client = new Database(join(folder, 'trimtab.db'), { readonly: true })
      const { predictions } = client.prepare('SELECT count(*) AS predictions FROM prediction').get() as {
        predictions: number
      }
      client.close()
      return predictions
    }
    try {
      const before = counted()
      let atFirstStep = 0
      await store.backup(target, () => (atFirstStep ||= counted()))
      const after = counted()
      const { integrity, predictions, newest } = read(target)
      expect(integrity).toBe('ok')
      expect(predictions).toBe(newest)
      expect(predictions).toBeGreaterThanOrEqual(before)
      expect(predictions).toBeLessThanOrEqual(atFirstStep)
      expect(after).toBeGreaterThan(predictions)
    } finally {
      store.close()
      const ended = new Promise((resolve) => writer.once('exit', resolve))
      writer.kill('SIGKILL')
      await ended
    }
  })

  it('can be made of what is in memory', async () => {
    const store = openInMemory()
    await store.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    await store.backup(target)
    store.close()
    expect(read(target)).toMatchObject({ integrity: 'ok', predictions: 1 })
  })

  it('takes the place of nothing, not even of a link that leads nowhere', async () => {
    await fill(1)
    writeFileSync(target, 'mine')
    const store = openStoreAt(folder)
    await expect(store.backup(target)).rejects.toThrow(`${target} is there already`)
    rmSync(target)
    symlinkSync(join(folder, 'nowhere'), target)
    await expect(store.backup(target)).rejects.toThrow(`${target} is there already`)
    store.close()
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.db'])
  })

  it('leaves what belongs to others, and removes what a killed one left', async () => {
    await fill(1)
    const others = ['backup.db.part', 'backup.db.part-wal', 'backup.db.0123456789abcdef.part.txt']
    const left = ['backup.db.0123456789abcdef.part', 'backup.db.fedcba9876543210.part-journal']
    for (const name of [...others, ...left]) writeFileSync(join(folder, name), 'half')
    const store = openStoreAt(folder)
    await store.backup(target)
    store.close()
    expect(read(target)).toMatchObject({ predictions: 1, beside: ['backup.db', ...others].toSorted() })
  })

  it('leaves what another one is writing', async () => {
    await fill(1)
    const name = 'backup.db.0123456789abcdef.part'
    const other = new Database(join(folder, name))
    other.exec('BEGIN IMMEDIATE; CREATE TABLE t (a)')
    const store = openStoreAt(folder)
    await store.backup(target)
    store.close()
    expect(readdirSync(folder)).toContain(name)
    other.close()
  })

  it('never takes a name of the database itself, by whichever path', async () => {
    await fill(1)
    symlinkSync(folder, join(folder, 'link'))
    symlinkSync(join(folder, 'trimtab.db'), join(folder, 'to-database'))
    const store = openStoreAt(folder)
    const before = readdirSync(folder)
    const names = ['', '-journal', '-wal', '-shm', '.restore'].map((ending) => `trimtab.db${ending}`)
    const paths = [...names, 'trimtab.lock', 'TRIMTAB.DB-journal', 'to-database', 'link/trimtab.db-journal']
    for (const path of paths) {
      await expect(store.backup(join(folder, path))).rejects.toThrow('is a name of the database itself')
    }
    expect(readdirSync(folder)).toEqual(before)
    await store.backup(join(folder, 'trimtab.db.backup'))
    store.close()
  })

  it('that cannot be written is refused in a sentence and leaves nothing behind', async () => {
    await fill(1)
    const store = openStoreAt(folder)
    const nowhere = join(folder, 'none', 'backup.db')
    await expect(store.backup(nowhere)).rejects.toThrow(`There is no folder ${join(folder, 'none')}.`)
    const refusal: unknown = await store.backup('/proc/backup.db').catch((error: unknown) => error)
    store.close()
    expect(Refusal.is(refusal) && refusal.message).toMatch(/^\/proc\/backup\.db cannot be written: [^.]+\. Nothing was/)
    expect(existsSync('/proc/backup.db.part')).toBe(false)
  })

  it('is not made of a database that is damaged', async () => {
    await fill(3000)
    const client = new Database(join(folder, 'trimtab.db'))
    const root = client
      .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'prediction_task'")
      .pluck()
      .get() as number
    client.close()
    const store = openStoreAt(folder)
    damagePage(join(folder, 'trimtab.db'), root)
    await expect(store.backup(target)).rejects.toThrow('The database is damaged, so no backup was made')
    store.close()
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual([])
  })
})
