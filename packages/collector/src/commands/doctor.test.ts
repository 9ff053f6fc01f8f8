import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StorageFinding, StorageReport } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rollUp } from '../aggregates/roll-up.ts'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow } from '../fixtures/predictions.ts'
import { openStore } from '../open-store.ts'
import { changeDatabase } from '../store/sqlite/fixtures/change-database.ts'
import { doctorCommand } from './doctor.ts'

let data: string
let printed: string[]

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'trimtab-doctor-'))
  printed = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(data, { recursive: true })
  process.exitCode = undefined
})

async function doctor(...parameters: string[]): Promise<string> {
  printed = []
  await doctorCommand().parseAsync([...parameters, '--data', data], { from: 'user' })
  return printed.join('\n')
}

interface Told {
  report: StorageReport
  findings: StorageFinding[]
  aggregates?: { predictions: number; differences: unknown[] }
  search?: { predictions: number }
}

const told = async (...parameters: string[]) => JSON.parse(await doctor('--json', ...parameters)) as Told

async function fill(): Promise<void> {
  const store = openStore(data)
  const predictions = Array.from({ length: 30 }, (_, index) =>
    makeRow(index + 1, { task: `task-${index % 2}`, durationMs: index * 7 }),
  )
  await store.rows.add(makeBatch({ predictions, feedback: [makeFeedback('f-1', { prediction: makeFacts(3).id })] }))
  await store.rows.add(makeBatch({ feedback: [makeFeedback('f-2', { key: 'later' })] }))
  while (await rollUp(store.rows));
  await store.rows.add(makeBatch({ feedback: [makeFeedback('f-3', { prediction: makeFacts(4).id })] }))
  store.close()
}

const change = (sql: string) => changeDatabase(data, sql)

describe('the doctor', () => {
  it('says what is stored, how large it is and what waits, and that nothing is wrong', async () => {
    await fill()
    const said = await doctor()
    expect(said).toMatch(/^30 predictions, the oldest of 2026-11-21, in [\d.]+ MB:$/m)
    expect(said).toMatch(/^ {2}predictions +[\d.]+ kB$/m)
    expect(said).toMatch(/^Waiting: 1 row to be counted; 30 rows to be indexed for search; 1 piece of feedback/m)
    expect(said).not.toContain('problem')
    expect(process.exitCode).toBeUndefined()
  })

  it('ends with 1 where there is a problem, and says what to do', async () => {
    await fill()
    change('UPDATE prediction SET duration_ms = 5 WHERE id = 2')
    expect(await doctor()).toMatch(/^problem: The figures of task-1 are not what .*\n {2}`trimtab doctor --rebuild/m)
    expect(process.exitCode).toBe(1)
    process.exitCode = undefined
    expect((await told()).findings).toMatchObject([{ severity: 'problem' }])
  })

  it('counts everything anew, and the figures are the same', async () => {
    await fill()
    expect(await doctor('--rebuild-aggregates')).toMatch(
      /^30 predictions counted anew; the figures are the same as before\.$/m,
    )
    const { report, aggregates, search } = await told('--rebuild-aggregates')
    expect([report.unfolded, aggregates, search]).toEqual([0, { predictions: 30, differences: [] }, undefined])
    const store = openStore(data)
    expect((await store.state.changes(9)).map(({ action, detail }) => [action, detail])).toEqual([
      ['aggregates.rebuilt', { predictions: 30, tasksChanged: 0 }],
      ['aggregates.rebuilt', { predictions: 30, tasksChanged: 0 }],
    ])
    store.close()
  })

  it('says which figures are others after they were made anew, and finds nothing wrong with those', async () => {
    await fill()
    change("DELETE FROM cell WHERE task = (SELECT id FROM task WHERE name = 'task-1')")
    const said = await doctor('--rebuild-aggregates')
    expect(said).toContain('  task-1: 0 predictions before, 15 now')
    expect(said).not.toContain('problem')
    expect(process.exitCode).toBeUndefined()
  })

  it('makes the search index anew', async () => {
    await fill()
    expect(await told('--rebuild-search')).toMatchObject({
      search: { predictions: 30 },
      report: { unsearchable: 0 },
    })
    change('DELETE FROM search_output WHERE rowid = 7')
    expect(await doctor()).toContain('Search does not find everything')
    process.exitCode = undefined
    expect(await doctor('--rebuild-search')).toMatch(/^The search index was made anew\.$/m)
    expect(process.exitCode).toBeUndefined()
  })

  it('needs a database', async () => {
    await expect(doctor()).rejects.toThrow('There is no Trimtab database')
  })
})
