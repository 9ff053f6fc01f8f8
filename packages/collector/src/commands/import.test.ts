import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { importCommand } from './import.ts'

let folder: string
let printed: string[]
let complained: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trimtab-import-'))
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

async function take(name: string, bytes: string | Uint8Array): Promise<void> {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  await importCommand().parseAsync([file, '--data', join(folder, 'data')], { from: 'user' })
}

const LINES = [
  { type: 'prediction', task: 'support.reply', startedAt: '2026-11-01T10:00:00Z', responseId: 'answer-1' },
  { type: 'feedback', responseId: 'answer-1', kind: 'thumbs', value: true, at: '2026-11-01T10:02:00Z' },
  { type: 'feedback', responseId: 'answer-2', kind: 'thumbs', value: true, at: '2026-11-01T10:02:00Z' },
].map((line) => JSON.stringify(line))

describe('what an import says to a person', () => {
  it('counts what came, and promises no more than that', async () => {
    await take('a.jsonl.gz', gzipSync(LINES.join('\n')))
    expect(printed).toEqual([
      'Took in 1 prediction and 2 pieces of feedback (1 for predictions that are not here yet). What was here already is not stored twice.',
    ])
  })

  it('names the line that is refused', async () => {
    await take('a.jsonl', `${LINES[0]}\n{}\n`)
    expect(complained).toEqual([
      `${join(folder, 'a.jsonl')}:2: its type is neither prediction nor feedback`,
      'trimtab: 1 line refused; the others are stored.',
    ])
  })

  it('says why a file cannot be read', async () => {
    await expect(take('a.gz', LINES.join('\n'))).rejects.toThrow('a.gz cannot be read: it is not gzip, or damaged.')
    await expect(take('a.gz', gzipSync(LINES.join('\n')).subarray(0, 60))).rejects.toThrow('breaks off in the middle')
    const none = importCommand().parseAsync([join(folder, 'none.jsonl')], { from: 'user' })
    await expect(none).rejects.toThrow(/none\.jsonl does not exist\.$/)
  })
})
