// What the small measurements of this folder have in common: databases of their own in a folder that goes, rows made
// before the time is taken, and candidates in turns, so that whatever else the machine does meets all of them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
// oxlint-disable-next-line import/default -- The path leads to its types, which export it as CommonJS does.
import Database from 'better-sqlite3'
import type { Section } from '../../measure/report.ts'
import type { Draw } from '../draw.ts'
import type { Language } from '../language.ts'

export interface ExperimentOptions {
  draw: Draw
  language: Language
  rows: number
}

export type Experiment = (options: ExperimentOptions) => Section

export const ROWS_PER_COMMIT = 500

/** As the collector has it, but for what an experiment changes. */
export interface DatabaseOptions {
  pageBytes?: number
  autoVacuum?: 'none' | 'incremental'
  cacheKibibytes?: number
}

export interface Scratch {
  database: Database.Database
  close: () => void
}

export function openScratch({
  pageBytes = 16_384,
  autoVacuum = 'none',
  cacheKibibytes = 65_536,
}: DatabaseOptions = {}): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-experiment-'))
  const database = new Database(join(folder, 'scratch.db'))
  database.pragma(`page_size = ${pageBytes}`)
  database.pragma(`auto_vacuum = ${autoVacuum}`)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('wal_autocheckpoint = 2000')
  database.pragma(`cache_size = -${cacheKibibytes}`)
  return {
    database,
    close: () => {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

interface Turns<Rows> {
  commits: number
  /** Outside of what is timed. */
  makeRows: (commit: number) => Rows
  candidates: readonly ((rows: Rows, commit: number) => void)[]
}

/** Milliseconds that each candidate took for all commits; every commit is done by all of them before the next. */
export function takeTurns<Rows>({ commits, makeRows, candidates }: Turns<Rows>): number[] {
  const spent = candidates.map(() => 0)
  for (let commit = 0; commit < commits; commit += 1) {
    const rows = makeRows(commit)
    for (let turn = 0; turn < candidates.length; turn += 1) {
      // Whoever is first pays for what all of them need.
      const index = (turn + commit) % candidates.length
      const startMs = performance.now()
      candidates[index]?.(rows, commit)
      spent[index] = (spent[index] ?? 0) + performance.now() - startMs
    }
  }
  return spent
}

/** How fast one was against another, such as `0.42`. */
export function shareOf(other: number | undefined, own: number | undefined): string {
  return ((other ?? 0) / (own ?? 1)).toFixed(2)
}

export function bytesOf(database: Database.Database): number {
  database.pragma('wal_checkpoint(TRUNCATE)')
  return (
    Number(database.pragma('page_count', { simple: true })) * Number(database.pragma('page_size', { simple: true }))
  )
}

/** The median of so many goes, in microseconds. */
export function timeEach(times: number, work: (time: number) => void): number {
  const spent = Array.from({ length: times }, (_, time) => {
    const startMs = performance.now()
    work(time)
    return (performance.now() - startMs) * 1000
  }).toSorted((one, other) => one - other)
  return spent[Math.floor(times / 2)] ?? 0
}
