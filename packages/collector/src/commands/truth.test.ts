import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { TruthReport } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStore } from '../open-store.ts'
import { importCommand } from './import.ts'
import { truthCommand } from './truth.ts'

let folder: string
let printed: string[]
let complained: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trimtab-truth-'))
  printed = []
  complained = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text))
  vi.spyOn(console, 'error').mockImplementation((text: string) => void complained.push(text))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
  process.exitCode = undefined
})

const data = () => join(folder, 'data')

function write(name: string, bytes: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}

async function take(file: string, ...options: string[]): Promise<void> {
  const command = truthCommand().exitOverride()
  for (const verb of command.commands) verb.exitOverride().configureOutput({ writeErr: () => undefined })
  await command.parseAsync(['import', file, '--data', data(), ...options], { from: 'user' })
}

function makeDatabase(): void {
  openStore(data()).close()
}

const COLUMNS = ['--key', 'loan', '--label', 'outcome']

describe('what an import of labels says to a person', () => {
  it('counts what came, and names each line that is worth a look', async () => {
    const startedAt = '2026-11-01T10:00:00Z'
    const prediction = JSON.stringify({ type: 'prediction', task: 'credit.risk', startedAt, key: 'loan-1' })
    await importCommand().parseAsync([write('a.jsonl', prediction), '--data', data()], { from: 'user' })
    const file = write('a.csv', 'loan;outcome\nloan-1;repaid\nloan-2;repaid\nloan-1;defaulted\nloan-3\n')
    printed = []
    await take(file, ...COLUMNS, '--task', 'credit.risk')
    expect(printed).toEqual([`Took in 3 labels, into the database in ${data()}.`])
    expect(complained).toEqual([
      `${file}:5: it ends before its label: it has 1 of 2 cells`,
      `${file}:4: "repaid" was known of this key`,
      `${file}:3: no prediction has this key yet`,
      'trimtab: 1 label said otherwise than before; of each key the one of the latest time counts.',
      'trimtab: 1 label for predictions that are not here yet; these wait.',
      'trimtab: 1 row refused; the other 3 are stored.',
    ])
    expect(process.exitCode).toBe(1)
    const store = openStore(data())
    expect(await store.state.changes(9)).toMatchObject([
      {
        actor: 'command',
        action: 'truth.imported',
        target: null,
        detail: { rows: 4, stored: 3, repeated: 0, contradicting: 1, waiting: 1, refused: 1 },
      },
    ])
    store.close()
  })

  it('is the same of every kind of file', async () => {
    makeDatabase()
    const all = [...COLUMNS, '--at', 'since', '--numbers', '--json']
    await take(write('a.csv.gz', gzipSync('loan:outcome:since\n007:1.5:2026-11-01\n')), ...all, '--delimiter', ':')
    await take(write('a.jsonl.gz', gzipSync('{"loan":"007","outcome":1.5,"since":"2026-11-01T00:00:00Z"}')), ...all)
    const reports = printed.map((text) => JSON.parse(text) as TruthReport)
    expect(reports).toMatchObject([
      { stored: 1, waiting: 1 },
      { stored: 0, repeated: 1 },
    ])
    const store = openStore(data())
    expect(await store.rows.truths({ keys: ['007'], task: null })).toEqual([
      { key: '007', value: 1.5, at: '2026-11-01T00:00:00.000Z' },
    ])
    expect(await store.state.changes(9)).toHaveLength(1)
    store.close()
    expect(process.exitCode).toBeUndefined()
  })

  it('says why a file cannot be read', async () => {
    await expect(take(write('a.csv', 'loan,outcomes\n'), ...COLUMNS)).rejects.toThrow(
      'The table has no column "outcome", but "loan", "outcomes"; did you mean "outcomes"?',
    )
    await expect(take(join(folder, 'none.csv'), ...COLUMNS)).rejects.toThrow(/none\.csv does not exist\.$/)
    await expect(take(write('a.gz', 'loan,outcome\n'), ...COLUMNS)).rejects.toThrow('it is not gzip, or damaged.')
    const broken = gzipSync('loan,outcome\nloan-1,repaid\n').subarray(0, 30)
    await expect(take(write('b.csv.gz', broken), ...COLUMNS)).rejects.toThrow('breaks off in the middle')
    await expect(take('-', ...COLUMNS, '--delimiter', '"')).rejects.toThrow('one character')
    expect(existsSync(data())).toBe(false)
  })

  it('loses none of the rows behind a quote that opens by mistake', async () => {
    makeDatabase()
    const rows = [
      ...Array.from({ length: 150 }, () => ',repaid'),
      'Q-1,"oops',
      ...Array.from({ length: 2000 }, (_, number) => `loan-${number},repaid`),
    ]
    await take(write('a.csv', ['loan,outcome', ...rows].join('\n')), ...COLUMNS)
    expect(printed).toEqual([`Took in 2,000 labels, into the database in ${data()}.`])
    expect(complained).toContain('trimtab: 151 rows refused; the other 2,000 are stored.')
  })

  it('says first where a table broke off, and what became of the rows until there', async () => {
    makeDatabase()
    const rows = Array.from({ length: 9000 }, (_, number) => `loan-${number},${Math.sin(number)}`)
    const packed = gzipSync(['loan,outcome', ',none', ...rows].join('\n'))
    const taken = take(write('a.csv.gz', packed.subarray(0, packed.byteLength - 2000)), ...COLUMNS)
    await expect(taken).rejects.toThrow('its gzip breaks off in the middle.')
    const [, line, stored] =
      /^trimtab: Reading stopped after the row in line (\d+), and nothing after it was read \(rows: (\d+) stored, 0 known already, 1 refused\)/.exec(
        complained[0] ?? '',
      ) ?? []
    expect(Number(stored)).toBeGreaterThan(1000)
    expect(Number(line)).toBe(Number(stored) + 2)
    expect(printed).toEqual([`Took in ${Number(stored).toLocaleString('en')} labels, into the database in ${data()}.`])
  })
})

describe('labels that go astray', () => {
  it('go into no database that was not there', async () => {
    await expect(take(write('a.csv', 'loan,outcome\nloan-1,repaid\n'), ...COLUMNS)).rejects.toMatchObject({
      code: 'database.missing',
      message: `There is no Trimtab database in ${data()}; name its folder with --data.`,
    })
    expect(existsSync(data())).toBe(false)
  })

  it('are doubted where none of their keys is known', async () => {
    makeDatabase()
    const rows = Array.from({ length: 20 }, (_, number) => `loan-${number},repaid`)
    const file = write('a.csv', ['loan,outcome', ...rows].join('\n'))
    await take(file, '--key', 'outcome', '--label', 'loan')
    expect(complained.slice(-2)).toEqual([
      `trimtab: none of these keys is known here: is this the right --data and --key? It is ${data()}, by "outcome".`,
      'trimtab: more than half of the labels are like no other: are --key and --label the wrong way round? The guide "Late ground truth" says how to take labels back.',
    ])
  })
})
