import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DriftReport } from '@trimtab/contract/drift'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeBatch, makeFacts, makeRow } from '../fixtures/predictions.ts'
import { openStore } from '../open-store.ts'
import { alarmOf } from '../reporting/fixtures/reports.ts'
import { driftCommand } from './drift.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let data: string
let printed: string[]
let complained: string[]

/** Forty a day of each of two tasks; on the last day half of what one of them says is another label. */
async function fill(): Promise<void> {
  const store = openStore(data)
  const nowMs = Date.now()
  const predictions = Array.from({ length: 2 * 15 * 40 }, (_, place) => {
    const number = Math.floor(place / 2)
    const isOther = number < 40 && place % 2 === 0 ? number % 2 === 0 : number % 10 === 0
    const startedAt = new Date(
      nowMs - HOUR_MS - Math.floor(number / 40) * DAY_MS - (number % 40) * 60_000,
    ).toISOString()
    const task = place % 2 === 0 ? 'ticket.route' : 'credit.risk'
    const label = isOther ? 'other' : 'usual'
    const { output } = makeFacts(1)
    return makeRow(place + 1, {
      task,
      kind: 'classification',
      startedAt,
      output: { ...output, messages: null, text: null, label },
    })
  })
  await store.rows.add(makeBatch({ predictions }))
  store.close()
}

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'trimtab-drift-'))
  await fill()
})
afterAll(() => rmSync(data, { recursive: true }))

beforeEach(() => {
  printed = []
  complained = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text))
  vi.spyOn(console, 'error').mockImplementation((text: string) => void complained.push(text))
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

async function drift(...parameters: string[]): Promise<string> {
  printed = []
  process.exitCode = undefined
  const command = driftCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  await command.parseAsync([...parameters, '--data', data], { from: 'user' })
  return printed.join('\n')
}

describe('the drift verb', () => {
  it('counts what waits, and says of each task what is the matter', async () => {
    const said = await drift()
    expect(said).toMatch(/^credit\.risk (is|cannot)/)
    expect(said).toMatch(/^ticket\.route has drifted: 1 of \d+ signals is beyond tolerance/m)
    expect(said).toMatch(/ drift +label = other +10\.0% .+ 50\.0% /)
    expect(process.exitCode).toBeUndefined()
  })

  it('prints all of it for a program, of one task where that is asked for', async () => {
    const report = JSON.parse(await drift('--json', '--task', 'ticket.route', '--since', '24h')) as DriftReport
    expect(report.tasks).toMatchObject([{ task: 'ticket.route', isWhole: true }])
    expect(report.signals.find(({ state }) => state === 'drift')).toMatchObject({ signal: 'label', current: { n: 40 } })
  })

  it('ends with 1 on drift where that is asked for, and with nothing where there is none', async () => {
    await drift('--fail-on', 'drift')
    expect(process.exitCode).toBe(1)
    await drift('--fail-on', 'drift', '--task', 'credit.risk')
    expect(process.exitCode).toBeUndefined()
    await drift('--fail-on', 'alarm')
    expect(process.exitCode).toBeUndefined()
  })

  it('says where nothing could be judged, and what it counted where nobody watches', async () => {
    await drift('--fail-on', 'drift', '--from', '2020-01-01', '--to', '2020-01-02')
    expect(complained.at(-1)).toMatch(/^Nothing could be judged/)
    expect(complained).toEqual(expect.arrayContaining([expect.stringMatching(/^Counted [\d,]+ predictions\.$/)]))
    expect(process.exitCode).toBeUndefined()
    await drift('--fail-on', 'drift')
    expect(complained.at(-1)).not.toMatch(/judged/)
  })

  it('writes the report as a page', async () => {
    const file = join(data, 'drift.html')
    expect(await drift('--html', file)).toContain(`The report as a page: ${file}`)
    const page = readFileSync(file, 'utf8')
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).toContain('ticket.route')
    await expect(drift('--html', join(data, 'nowhere', 'drift.html'))).rejects.toMatchObject({
      code: 'file.unwritable',
    })
  })

  it('refuses a task that nobody knows with those that are there, and a time that is none', async () => {
    await expect(drift('--task', 'suport')).rejects.toMatchObject({
      message: 'No task is called "suport"; there are "credit.risk", "ticket.route".',
      isWrongUsage: true,
    })
    await expect(drift('--since', '1d', '--from', '2026-01-01')).rejects.toMatchObject({ isWrongUsage: true })
    await expect(drift('--since', 'long')).rejects.toMatchObject({ code: 'commander.invalidArgument' })
    await expect(drift('--fail-on', 'rain')).rejects.toMatchObject({ code: 'commander.invalidArgument' })
  })

  it('ends with 1 where an alarm is open, also where nothing is beyond its tolerance any more', async () => {
    const store = openStore(data)
    await store.state.saveGuards('credit.risk', [], [alarmOf({ task: 'credit.risk' })])
    store.close()
    for (const what of ['drift', 'alarm']) {
      expect(await drift('--fail-on', what, '--task', 'credit.risk')).toContain('1 open alarm:')
      expect(process.exitCode).toBe(1)
    }
  })

  it('needs a database', async () => {
    const command = driftCommand()
    await expect(command.parseAsync(['--data', join(data, 'nothing')], { from: 'user' })).rejects.toThrow(
      'There is no Trimtab database',
    )
  })
})
