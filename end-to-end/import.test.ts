// A file of history through the built command: larger than the memory that it may use, taken in twice, beside a collector.
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Overview } from '@trimtab/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorCommand, collectorOn, type Ended, run, type Serving } from './processes.ts'

const PREDICTIONS = 6000
const LINE_CHARS = 9000
/** Of the heap, in MiB: less than is in the file. */
const HEAP_MIB = 44

const folder = mkdtempSync(join(tmpdir(), 'trimtab-import-'))
const data = join(folder, 'data')
const file = join(folder, 'history.jsonl.gz')
let collector: Serving

beforeAll(async () => {
  await pipeline(Readable.from(history()), createGzip(), createWriteStream(file))
  collector = await collectorOn(data)
})
afterAll(async () => {
  await collector.stop()
  rmSync(folder, { recursive: true })
})

function* history(): Generator<string> {
  const filling = 'Please tell me everything about it. '.repeat(LINE_CHARS / 36)
  for (let number = 0; number < PREDICTIONS; number += 1) {
    const startedAt = new Date(Date.UTC(2026, 9, 1) + number * 1000).toISOString()
    const messages = [{ role: 'user', parts: [{ type: 'text', text: `Where is order ${number}? ${filling}` }] }]
    const prediction = { type: 'prediction', task: 'support.reply', startedAt, responseId: `r-${number}` }
    yield `${JSON.stringify({ ...prediction, input: { messages }, output: { text: 'On its way.' } })}\n`
    if (number % 100 === 0) {
      yield `${JSON.stringify({ type: 'feedback', responseId: `r-${number}`, kind: 'thumbs', value: true })}\n`
    }
  }
}

function importFile(...parameters: string[]): Promise<Ended> {
  return run({
    script: collectorCommand,
    parameters: ['import', ...parameters, '--data', data],
    environment: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}` },
  })
}

describe('importing a file', () => {
  it('twice is importing it once, in less memory than the file has', async () => {
    for (const time of [1, 2]) {
      const { exitCode, stdout, stderr } = await importFile(file, '--json')
      expect({ time, exitCode, stderr }).toEqual({ time, exitCode: 0, stderr: '' })
      expect(JSON.parse(stdout)).toMatchObject({ predictions: PREDICTIONS, feedback: PREDICTIONS / 100, refused: 0 })
    }
    const overview = (await (await fetch(`${collector.url}/api/overview`)).json()) as Overview
    expect(overview.tasks).toMatchObject([{ task: 'support.reply', predictions: PREDICTIONS }])
  })

  it('of which nothing is known is one sentence and exit code 2', async () => {
    const { exitCode, stderr } = await importFile(join(folder, 'elsewhere.jsonl'))
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^trimtab: \S+elsewhere\.jsonl does not exist\.\n$/)
  })
})
