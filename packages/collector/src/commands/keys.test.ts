import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApiKey } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStore } from '../open-store.ts'
import { hashKeyText, isKeyText } from '../store/key-text.ts'
import { keysCommand } from './keys.ts'

let data: string
let printed: string[]

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'trimtab-keys-'))
  printed = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(data, { recursive: true })
})

async function keys(...parameters: string[]): Promise<string> {
  printed = []
  const command = keysCommand()
  for (const each of [command, ...command.commands]) each.exitOverride().configureOutput({ writeErr: () => undefined })
  await command.parseAsync([...parameters, '--data', data], { from: 'user' })
  return printed.join('\n')
}

async function created(...parameters: string[]): Promise<ApiKey & { key: string }> {
  return JSON.parse(await keys('create', ...parameters, '--json')) as ApiKey & { key: string }
}

const listed = async () => JSON.parse(await keys('list', '--json')) as ApiKey[]

describe('a key that is made', () => {
  it('is shown once, found by its hash, and stands nowhere in the folder', async () => {
    const { key, ...facts } = await created(
      '--scope',
      'ingest,read',
      '--name',
      'shop',
      '--rate',
      '50',
      '--body-max',
      '1000',
    )
    expect(isKeyText(key)).toBe(true)
    expect(facts).toMatchObject({
      name: 'shop',
      scopes: ['ingest', 'read'],
      origins: [],
      limits: { itemsPerSecond: 50, bodyBytesMax: 1000 },
      revokedAt: null,
    })
    expect(await listed()).toEqual([facts])
    const store = openStore(data)
    expect(await store.state.findKey(hashKeyText(key))).toEqual(facts)
    store.close()
    for (const file of readdirSync(data)) expect(readFileSync(join(data, file)).includes(key.slice(14))).toBe(false)
  })

  it('is told to a person with what it may, and never again', async () => {
    const said = await keys('create', '--scope', 'feedback', '--origin', 'https://a.example', 'https://b.example/')
    const [text = ''] = said.split('\n')
    expect(isKeyText(text)).toBe(true)
    expect(said).toContain('may send feedback, on pages of https://a.example and https://b.example.')
    expect(await keys('list')).not.toContain(text)
    expect(await keys('list')).toContain(text.slice(3, 13))
  })

  it.each([
    ['no scope', []],
    ['a scope there is not', ['--scope', 'read,write']],
    ['an empty scope', ['--scope', '']],
    ['an origin that is none', ['--scope', 'feedback', '--origin', 'https://a.example/path']],
    ['an origin that is everything', ['--scope', 'feedback', '--origin', '*']],
    ['an origin and a scope that is not for everybody', ['--scope', 'feedback,read', '--origin', 'https://a.example']],
    ['a rate of nothing', ['--scope', 'read', '--rate', '0']],
    ['a size that is none', ['--scope', 'read', '--body-max', '1e3']],
    ['a name of several lines', ['--scope', 'read', '--name', 'a\nb']],
    ['a name without end', ['--scope', 'read', '--name', 'a'.repeat(1000)]],
  ])('is refused with %s', async (_, parameters) => {
    await expect(keys('create', ...parameters)).rejects.toThrow(/\w/)
    expect(printed).toEqual([])
    expect(readdirSync(data)).toEqual([])
  })
})

describe('a key that is revoked', () => {
  it('is named by its id or by its text, and stays in the list', async () => {
    const [one, two] = [await created('--scope', 'read'), await created('--scope', 'admin')]
    expect(await keys('revoke', one.id)).toMatch(/^Key [0-9a-f]{10} is revoked since [^\n]+$/)
    expect(await keys('revoke', two.key)).toContain('It was the last')
    expect((await listed()).map(({ revokedAt }) => revokedAt === null)).toEqual([false, false])
  })

  it('must be there', async () => {
    await created('--scope', 'read')
    await expect(keys('revoke', 'nothing')).rejects.toThrow('There is no such key; `trimtab keys list` shows')
  })
})

describe('the audit log', () => {
  it('says that the command made a key and revoked it', async () => {
    const { id } = await created('--scope', 'read')
    await keys('revoke', id)
    const store = openStore(data)
    const changes = await store.state.changes(10)
    store.close()
    expect(changes.map(({ action, actor, target }) => [action, actor, target])).toEqual([
      ['key.revoked', 'command', id],
      ['key.created', 'command', id],
    ])
  })
})

describe('the list', () => {
  it('says so where there is nothing yet, and where there is no database', async () => {
    await expect(keys('list')).rejects.toThrow('There is no Trimtab database')
    openStore(data).close()
    expect(await keys('list')).toBe('No keys yet. A collector on this machine alone is open to every program on it.')
    expect(await listed()).toEqual([])
  })
})
