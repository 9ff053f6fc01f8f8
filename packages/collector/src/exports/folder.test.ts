import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type DatasetRow,
  type DatasetVersion,
  type LineageRow,
  type MessagePart,
  type Split,
  SPLITS,
} from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../refusal.ts'
import { writeExport } from './folder.ts'
import { openaiSft } from './formats/openai-sft.ts'

const version: DatasetVersion = {
  dataset: 'd-1',
  version: 3,
  name: 'replies',
  recipe: { name: 'replies', select: { task: 'support.reply', feedback: 'thumbs-up' } },
  asOf: '2026-11-21T10:00:00.000Z',
  builtAt: '2026-11-21T10:00:00.000Z',
  selected: 5,
  kept: { train: 3, validation: 1, test: 1 },
  dropped: {},
}

const unsayable: MessagePart = { type: 'file', url: 'https://example.com/a.pdf' }

function rowOf(split: Split, line: number, part: MessagePart = { type: 'text', text: `Question ${line}` }): DatasetRow {
  return {
    example: {
      system: null,
      messages: [{ role: 'user', parts: [part] }],
      tools: null,
      target: { role: 'assistant', parts: [{ type: 'text', text: 'Schöne Antwort \ud83d\ude00' }] },
    },
    lineage: { line, split, prediction: `${split}-${line}`, feedback: [`f-${line}`], group: `user:u-${line}` },
  }
}

const rows: { [split in Split]: DatasetRow[] } = {
  train: [rowOf('train', 1), rowOf('train', 2, unsayable), rowOf('train', 3)],
  validation: [rowOf('validation', 1)],
  test: [rowOf('test', 1)],
}

let parent: string
let withheld: Set<string>
let folder: string

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'trimtab-export-'))
  folder = join(parent, 'out')
  withheld = new Set()
})
afterEach(() => rmSync(parent, { recursive: true }))

function write(splits: readonly Split[] = SPLITS, said: Partial<DatasetVersion> = {}) {
  return writeExport({
    version: { ...version, ...said },
    rowsOf: (split) => Promise.resolve(rows[split]),
    isWithheld: (prediction) => Promise.resolve(withheld.has(prediction)),
    splits,
    format: openaiSft,
    folder,
  })
}

function filesIn(): { [name: string]: string } {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

function linesOf(name: string): unknown[] {
  return (filesIn()[name] ?? '')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown)
}

async function refusalOf(writing: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await writing.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!Refusal.is(error)) throw new Error('it was not refused in a sentence', { cause: error })
  return error
}

describe('an export', () => {
  it('is the rows of each split, the manifest and the lineage, and nothing else', async () => {
    await write()
    expect(Object.keys(filesIn()).toSorted()).toEqual([
      'lineage.jsonl',
      'manifest.json',
      'test.jsonl',
      'train.jsonl',
      'validation.jsonl',
    ])
    expect(linesOf('train.jsonl')).toMatchObject([
      { messages: [{ content: 'Question 1' }, {}] },
      { messages: [{ content: 'Question 3' }, {}] },
    ])
  })

  it('has a manifest that is true of the files to the byte, and tells what the target could not say', async () => {
    const manifest = await write()
    expect(JSON.parse(filesIn()['manifest.json'] ?? '')).toEqual(manifest)
    expect(manifest).toMatchObject({ dataset: version, format: 'openai-sft', leftOut: { unsupported_part: 1 } })
    expect(manifest.files.map(({ name, split, rows: count }) => [name, split, count])).toEqual([
      ['train.jsonl', 'train', 2],
      ['validation.jsonl', 'validation', 1],
      ['test.jsonl', 'test', 1],
    ])
    for (const { name, bytes, sha256 } of manifest.files) {
      const written = readFileSync(join(folder, name))
      expect(written.byteLength).toBe(bytes)
      expect(createHash('sha256').update(written).digest('hex')).toBe(sha256)
    }
  })

  it('tells of every line where it came from, and of no other', async () => {
    const manifest = await write()
    const lineage = linesOf('lineage.jsonl') as LineageRow[]
    for (const { split, name } of manifest.files) {
      const ofSplit = lineage.filter((each) => each.split === split)
      expect(ofSplit.map(({ line }) => line)).toEqual(linesOf(name).map((_row, index) => index + 1))
    }
    expect(lineage.map(({ prediction }) => prediction)).toEqual(['train-1', 'train-3', 'validation-1', 'test-1'])
    expect(lineage[1]).toEqual({ line: 2, split: 'train', prediction: 'train-3', feedback: ['f-3'], group: 'user:u-3' })
  })

  it('leaves out what somebody has held back since, and says how many', async () => {
    withheld = new Set(['train-1', 'test-1'])
    expect(await write()).toMatchObject({ withheld: 2, leftOut: { unsupported_part: 1 } })
    expect(linesOf('train.jsonl')).toMatchObject([{ messages: [{ content: 'Question 3' }, {}] }])
    expect(linesOf('test.jsonl')).toEqual([])
  })

  it('of the same version is the same bytes, in the same folder and in another', async () => {
    await write()
    const first = filesIn()
    await write()
    expect(filesIn()).toEqual(first)
    folder = join(parent, 'deep', 'other')
    await write()
    expect(filesIn()).toEqual(first)
  })

  it('may be of one split, and grows by another when that is asked for', async () => {
    expect((await write(['train'])).files.map(({ split }) => split)).toEqual(['train'])
    expect(Object.keys(filesIn()).toSorted()).toEqual(['lineage.jsonl', 'manifest.json', 'train.jsonl'])
    expect((await write(['test'])).files.map(({ split }) => split)).toEqual(['train', 'test'])
    const inTwoSteps = filesIn()
    folder = join(parent, 'other')
    await write(['train', 'test'])
    expect(filesIn()).toEqual(inTwoSteps)
  })

  it('of a split without rows is an empty file', async () => {
    const { test } = rows
    rows.test = []
    try {
      expect((await write(['test'])).files).toMatchObject([{ rows: 0, bytes: 0 }])
      expect(filesIn()['test.jsonl']).toBe('')
    } finally {
      rows.test = test
    }
  })

  it('goes into a folder that is there and empty', async () => {
    mkdirSync(folder)
    await write()
    expect(readdirSync(folder)).toHaveLength(5)
  })
})

describe('a folder that holds something else', () => {
  it.each([
    ['a file of somebody', { 'notes.txt': 'mine' }],
    ['a manifest of another kind', { 'manifest.json': '{"name":"app"}' }],
    ['a manifest that is no object', { 'manifest.json': 'null' }],
    ['a manifest that is no JSON', { 'manifest.json': '{' }],
    ['a manifest without files', { 'manifest.json': JSON.stringify({ dataset: version, format: 'openai-sft' }) }],
  ])('is refused and left as it is: %s', async (_name, files) => {
    mkdirSync(folder)
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const refusal = await refusalOf(write())
    expect(refusal.code).toBe('folder.not_empty')
    expect(refusal.message).toBe(`${folder} already holds other files; name an empty folder with --out.`)
    expect(filesIn()).toEqual(files)
  })

  it.each([{ version: 2 }, { dataset: 'd-2' }])('is refused when it is an export of %j', async (other) => {
    await write(SPLITS, other)
    const before = filesIn()
    expect((await refusalOf(write())).code).toBe('folder.not_empty')
    expect(filesIn()).toEqual(before)
  })

  it('is refused when it is a file, or can never be made', async () => {
    writeFileSync(folder, 'text')
    expect((await refusalOf(write())).code).toBe('folder.unwritable')
    folder = join(folder, 'below')
    expect((await refusalOf(write())).code).toBe('folder.unwritable')
    folder = '/proc/trimtab/out'
    expect((await refusalOf(write())).code).toBe('folder.unwritable')
  })
})
