// Tables of late labels through the built command and the built collector, both of which may be gone in the middle.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Overview, TruthReport } from '@trimtab/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorCommand, collectorOn, run, type Serving } from './processes.ts'

const LABELS = 4000
/** Of which a thousand are stored at a time. */
const LABELS_BEFORE = 2500

const folder = mkdtempSync(join(tmpdir(), 'trimtab-truth-'))
const data = join(folder, 'data')
let collector: Serving

beforeAll(async () => {
  collector = await collectorOn(data)
})
afterAll(async () => {
  await collector.stop()
  rmSync(folder, { recursive: true })
})

function table(kind: string, count: number): string {
  return `loan,outcome\n${Array.from({ length: count }, (_, number) => `${kind}-${number},repaid\n`).join('')}`
}

/** Labels that wait for predictions: none here has one. */
async function countStored(): Promise<number> {
  const overview = (await (await fetch(`${collector.url}/api/overview`)).json()) as Overview
  return overview.waiting
}

async function until(isSo: (stored: number) => boolean): Promise<void> {
  const deadlineMs = performance.now() + 30_000
  while (!isSo(await countStored())) {
    expect(performance.now(), 'it takes for ever').toBeLessThan(deadlineMs)
    await wait(20)
  }
}

const COMMAND = (file: string) => ['truth', 'import', file, '--key', 'loan', '--label', 'outcome', '--data', data]

async function importFile(file: string): Promise<TruthReport> {
  const { exitCode, stdout, stderr } = await run({
    script: collectorCommand,
    parameters: [...COMMAND(file), '--json'],
  })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return JSON.parse(stdout) as TruthReport
}

describe('a table of labels', () => {
  it('whose import is killed in the middle is there once when it is imported again, and again', async () => {
    const file = join(folder, 'labels.csv')
    writeFileSync(file, table('killed', LABELS))
    const child = spawn(process.execPath, [collectorCommand, ...COMMAND('-')], { stdio: ['pipe', 'ignore', 'ignore'] })
    child.stdin.on('error', () => undefined)
    child.stdin.write(table('killed', LABELS_BEFORE))
    await until((stored) => stored > 0)
    child.kill('SIGKILL')
    await once(child, 'close')
    const before = await countStored()
    expect(before).toBeLessThanOrEqual(LABELS_BEFORE)
    expect(await importFile(file)).toMatchObject({ rows: LABELS, stored: LABELS - before, repeated: before })
    expect(await importFile(file)).toMatchObject({ rows: LABELS, stored: 0, repeated: LABELS, contradicting: 0 })
    expect(await countStored()).toBe(LABELS)
  })

  it('that somebody stops sending is stored as far as it came', async () => {
    const before = await countStored()
    const sending = request(`${collector.url}/api/truth?key=loan&label=outcome`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
    })
    sending.on('error', () => undefined)
    sending.write(table('left', LABELS_BEFORE))
    await until((stored) => stored > before)
    sending.destroy()
    await until((stored) => stored === before + LABELS_BEFORE)
    const answer = await fetch(`${collector.url}/api/truth?key=loan&label=outcome`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: table('left', LABELS),
    })
    expect(await answer.json()).toMatchObject({ stored: LABELS - LABELS_BEFORE, repeated: LABELS_BEFORE })
  })

  it('without the column is refused before all of it has come', async () => {
    const answer = await fetch(`${collector.url}/api/truth?key=loan&label=outcome`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: `loan,outcomes\n${'loan-1,repaid\n'.repeat(400_000)}`,
    })
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { detail: 'The table has no column "outcome", but "loan", "outcomes"; did you mean "outcomes"?' },
    ])
  })
})
