import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeBatch, makeFacts, makeRow } from '../fixtures/predictions.ts'
import { openStore } from '../open-store.ts'
import { hashKeyText } from '../store/key-text.ts'
import { backupCommand } from './backup.ts'
import { keysCommand } from './keys.ts'
import { restoreCommand } from './restore.ts'

let folder: string
let data: string
let file: string
let printed: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trimtab-backup-'))
  data = join(folder, 'data')
  file = join(folder, 'trimtab-backup.db')
  printed = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

async function say(command: 'backup' | 'restore' | 'keys', ...parameters: string[]): Promise<string> {
  printed = []
  const made = { backup: backupCommand, restore: restoreCommand, keys: keysCommand }[command]()
  for (const each of [made, ...made.commands]) each.exitOverride().configureOutput({ writeErr: () => undefined })
  await made.parseAsync([...parameters, '--data', data], { from: 'user' })
  return printed.join('\n')
}

async function add(...numbers: number[]): Promise<void> {
  const store = openStore(data)
  await store.rows.add(makeBatch({ predictions: numbers.map((number) => makeRow(number)) }))
  store.close()
}

async function inStore(): Promise<{ ids: string[]; log: string[] }> {
  const store = openStore(data)
  const page = await store.rows.predictions({ limit: 100 })
  const log = (await store.state.changes(100)).map(({ action }) => action)
  store.close()
  return { ids: (page?.predictions ?? []).map(({ id }) => id), log }
}

describe('a backup and its restoring', () => {
  it('bring back everything as it was, keys included, and both stand in the log of changes', async () => {
    await add(1, 2)
    const { key } = JSON.parse(await say('keys', 'create', '--scope', 'read', '--json')) as { key: string }
    expect(await say('backup', file)).toMatch(
      /^Wrote 2 predictions and all that belongs to them to .*trimtab-backup\.db: [\d.]+ MB in [\d.]+ s\.\nsha256 [0-9a-f]{64}$/,
    )
    expect((await inStore()).log).toEqual(['backup.made', 'key.created'])
    await add(3)
    expect(await say('restore', file, '--replace')).toMatch(
      /^The database in .*data is the backup: 2 predictions, [\d.]+ MB\.\nThe one that was there is now .*\.before-restore-/,
    )
    expect(await inStore()).toEqual({
      ids: [makeFacts(2).id, makeFacts(1).id],
      log: ['backup.restored', 'key.created'],
    })
    const store = openStore(data)
    expect((await store.state.findKey(hashKeyText(key)))?.scopes).toEqual(['read'])
    store.close()
  })

  it('print facts for a script, of which the hash is that of the file', async () => {
    await add(1, 2, 3)
    const made = JSON.parse(await say('backup', file, '--json')) as { [name: string]: unknown }
    const bytes = readFileSync(file)
    expect(made).toEqual({
      file,
      bytes: bytes.byteLength,
      predictions: 3,
      seconds: expect.any(Number) as number,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    rmSync(data, { recursive: true })
    expect(JSON.parse(await say('restore', file, '--json'))).toMatchObject({ data, predictions: 3, movedTo: null })
    expect((await inStore()).ids).toHaveLength(3)
  })

  it('take the place of nothing unasked', async () => {
    await add(1)
    writeFileSync(file, 'mine')
    await expect(say('backup', file)).rejects.toThrow(`${file} is there already`)
    expect(readFileSync(file, 'utf8')).toBe('mine')
    rmSync(file)
    await say('backup', file)
    await add(2)
    await expect(say('restore', file)).rejects.toThrow('--replace moves it aside')
    expect((await inStore()).ids).toHaveLength(2)
  })
})

it('there is no backup of a database that is not there, and none is made by asking', async () => {
  await expect(say('backup', file)).rejects.toThrow('There is no Trimtab database')
  expect([existsSync(file), existsSync(data)]).toEqual([false, false])
})

it('a backup into a folder that is not there leaves nothing', async () => {
  await add(1)
  await expect(say('backup', join(folder, 'none', 'a.db'))).rejects.toThrow('There is no folder')
  expect(readdirSync(folder)).toEqual(['data'])
})
