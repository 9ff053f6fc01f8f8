// A store is backed up, restored, examined and made to forget with the built command, beside a collector that runs and
// takes in as much as it can.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ForgetReport, Overview, StorageFinding, StorageReport } from '@trimtab/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DISK_MEBIBYTES, onSmallDisk } from '../bench/crash/disk.ts'
import { collectorCommand, collectorOn, type Ended, run, type Serving } from './processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'trimtab-upkeep-'))
const data = join(folder, 'data')
let collector: Serving

beforeAll(async () => {
  collector = await collectorOn(data)
  writeFileSync(join(folder, 'history.jsonl'), [...history(0, 3000)].join('\n'))
  await trimtab('import', join(folder, 'history.jsonl'))
})
afterAll(async () => {
  await collector.stop()
  rmSync(folder, { recursive: true })
})

/** Thirty people, of whom each asks again and again, and likes every fifth answer. */
function* history(from: number, to: number): Generator<string> {
  for (let number = from; number < to; number += 1) {
    const user = `customer-${number % 30}`
    const startedAt = new Date(Date.UTC(2026, 9, 1) + number * 1000).toISOString()
    const text = `${user} asks where order ${number} is. ${'Please look closely. '.repeat(20)}`
    const messages = [{ role: 'user', parts: [{ type: 'text', text }] }]
    const responseId = `answer-${number}`
    const output = { messages: [{ role: 'assistant', parts: [{ type: 'text', text: 'On its way.' }] }] }
    yield JSON.stringify({
      type: 'prediction',
      task: 'support.reply',
      startedAt,
      responseId,
      user,
      input: { messages },
      output,
    })
    if (number % 5 === 0)
      yield JSON.stringify({ type: 'feedback', responseId, kind: 'thumbs', value: true, actor: user })
  }
}

function trimtab(...parameters: string[]): Promise<Ended> {
  return run({ script: collectorCommand, parameters: [...parameters, '--data', data] })
}

async function told<Said>(...parameters: string[]): Promise<Said> {
  const { exitCode, stdout, stderr } = await trimtab(...parameters, '--json')
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return JSON.parse(stdout) as Said
}

/** Once what came has been counted. */
async function predictionsAt(url: string): Promise<number> {
  for (;;) {
    const overview = (await (await fetch(`${url}/api/overview`)).json()) as Overview
    if (overview.isWhole) return overview.predictions
    await sleep(50)
  }
}

interface Diagnosis {
  report: StorageReport
  findings: StorageFinding[]
  aggregates?: { differences: unknown[] }
}

const problemsIn = ({ findings }: Diagnosis) => findings.filter(({ severity }) => severity === 'problem')

/** Another store of the same command. */
function elsewhere(name: string): (...parameters: string[]) => Promise<Ended> {
  return (...parameters) => run({ script: collectorCommand, parameters: [...parameters, '--data', join(folder, name)] })
}

describe('a store that is in use', () => {
  it('is backed up while it is written, and what is restored is whole', async () => {
    writeFileSync(join(folder, 'more.jsonl'), [...history(3000, 9000)].join('\n'))
    const before = await predictionsAt(collector.url)
    expect(before).toBe(3000)
    const importing = trimtab('import', join(folder, 'more.jsonl'))
    await sleep(300)
    const backup = await told<{ predictions: number; sha256: string }>('backup', join(folder, 'backup.db'))
    expect(await importing).toMatchObject({ exitCode: 0 })
    expect(await predictionsAt(collector.url)).toBe(9000)
    expect(backup.predictions).toBeGreaterThanOrEqual(before)
    expect(backup.predictions).toBeLessThanOrEqual(9000)

    const restored = elsewhere('restored')
    expect(await restored('restore', join(folder, 'backup.db'))).toMatchObject({ exitCode: 0, stderr: '' })
    const doctor = await restored('doctor', '--json')
    expect(doctor).toMatchObject({ exitCode: 0 })
    const diagnosis = JSON.parse(doctor.stdout) as Diagnosis
    expect([diagnosis.report.predictions, problemsIn(diagnosis)]).toEqual([backup.predictions, []])
  })

  it('is replaced by a backup only once the collector has ended, and then has what the backup had', async () => {
    const refused = await trimtab('restore', join(folder, 'backup.db'), '--replace')
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
    expect(refused.stderr).toMatch(/^trimtab: A collector is running on .*data; end it first, .*\n$/)
    expect(await predictionsAt(collector.url)).toBe(9000)

    const copy = join(folder, 'copy')
    expect((await elsewhere('copy')('restore', join(folder, 'backup.db'))).exitCode).toBe(0)
    const other = await collectorOn(copy)
    const inBackup = await predictionsAt(other.url)
    await other.stop()
    expect(inBackup).toBeGreaterThanOrEqual(3000)
    const replaced = await elsewhere('copy')('restore', join(folder, 'backup.db'), '--replace')
    expect(replaced.stdout).toContain('The one that was there is now')
  })

  it('has the same figures when they are counted anew beside its collector', async () => {
    const diagnosis = await told<Diagnosis>('doctor', '--rebuild-aggregates', '--rebuild-search')
    expect([diagnosis.aggregates?.differences, problemsIn(diagnosis)]).toEqual([[], []])
    expect(await predictionsAt(collector.url)).toBe(9000)
  })

  it('forgets a person everywhere, and says what had left before', async () => {
    const recipe = join(folder, 'recipe.json')
    const selected = { task: 'support.reply', feedback: 'thumbs-up' }
    writeFileSync(recipe, JSON.stringify({ name: 'replies', select: selected }))
    const unconsented = await trimtab('dataset', 'build', recipe)
    expect(unconsented).toMatchObject({ exitCode: 0 })
    const out = ['dataset', 'export', 'replies', '--format', 'openai-sft', '--out']
    await told(...out, join(folder, 'first'))
    const text = (name: string) =>
      ['train', 'validation', 'test']
        .map((split) => readFileSync(join(folder, name, `${split}.jsonl`), 'utf8'))
        .join('')
    expect(text('first')).toContain('customer-5 asks')

    const unasked = await trimtab('forget', '--user', 'customer-5')
    expect([unasked.exitCode, unasked.stderr]).toEqual([1, expect.stringContaining('--yes')])
    const report = await told<ForgetReport>('forget', '--user', 'customer-5', '--yes')
    expect(report).toMatchObject({ predictions: 300, feedback: 300, exported: [{ version: 1, format: 'openai-sft' }] })
    expect(report.datasetVersions).toMatchObject([{ version: 1 }])

    const manifest = await told<{ dataset: { forgotten: number } }>(...out, join(folder, 'second'))
    expect(manifest.dataset.forgotten).toBe(report.datasetVersions[0]?.rows)
    expect(text('second')).not.toContain('customer-5 asks')
    expect(await predictionsAt(collector.url)).toBe(8700)
    const found = await fetch(`${collector.url}/api/predictions?user=customer-5`)
    expect(((await found.json()) as { predictions: unknown[] }).predictions).toEqual([])
    expect(await trimtab('forget', '--user', 'customer-5', '--yes')).toMatchObject({
      exitCode: 1,
      stderr: 'trimtab: Nothing is stored of customer-5.\n',
    })
    expect(problemsIn(await told<Diagnosis>('doctor'))).toEqual([])
  })
})

describe('a disk without room', () => {
  it('gets no backup, no half of one, and one sentence', async ({ skip }) => {
    const said = await onSmallDisk(async (small) => {
      writeFileSync(join(small, 'filler'), Buffer.alloc((DISK_MEBIBYTES - 1) * 1024 * 1024))
      const backup = await trimtab('backup', join(small, 'backup.db'))
      const parameters = ['restore', join(folder, 'backup.db'), '--data', join(small, 'data')]
      const restored = await run({ script: collectorCommand, parameters })
      return { backup, restored, left: readdirSync(small, { recursive: true }).map(String).toSorted() }
    })
    if (said === null) return skip('this account may not mount a small disk')
    expect(said.backup).toMatchObject({ exitCode: 1, stdout: '' })
    expect(said.backup.stderr).toMatch(
      /^trimtab: .*backup\.db cannot be written: its disk is full\. Nothing was left behind\.\n$/,
    )
    expect(said.restored).toMatchObject({ exitCode: 1, stdout: '' })
    expect(said.restored.stderr).toMatch(/^trimtab: The folder .* cannot be written: its disk is full\..*\n$/)
    expect(said.left).toEqual(['data', 'data/trimtab.lock', 'filler'])
  })
})
