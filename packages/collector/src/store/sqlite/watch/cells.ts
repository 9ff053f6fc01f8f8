// Cells, clustered in the order in which they are read. One that is added to is read and written again, so whoever adds
// holds the lock from before; one that counts nothing any more is no row.

import type Database from 'better-sqlite3'
import { addEncodedSummary, decodeSummary, encodeSummary } from '../../../sketches/summary-bytes.ts'
import { addSummary, emptySummary, isEmptySummary } from '../../../sketches/summary.ts'
import { type CellOf, type CellQuery, CELLS_OF, type WatchCell, type WatchStore } from '../../state-watch.ts'
import type { Connection } from '../connection.ts'
import { prepareNumberOf } from './watched-tasks.ts'

interface Place {
  task: number
  of: number
  signal: number
  startMs: number
  segment: number
}

/** Kept in rows, so what is said in CELLS_OF keeps its place. */
const codeOf = (of: CellOf): number => CELLS_OF.indexOf(of)

const IS_AT = 'task = @task AND "of" = @of AND signal = @signal AND start_ms = @startMs AND segment = @segment'

/** Within a transaction: to what is there. */
export function prepareAddCell(client: Database.Database): (task: number, cell: WatchCell) => void {
  const select = client.prepare<[Place], Buffer>(`SELECT summary FROM watch_cell WHERE ${IS_AT}`).pluck()
  const remove = client.prepare<[Place]>(`DELETE FROM watch_cell WHERE ${IS_AT}`)
  const write = client.prepare<[Place & { summary: Buffer }]>(
    `INSERT INTO watch_cell (task, "of", signal, start_ms, segment, summary)
     VALUES (@task, @of, @signal, @startMs, @segment, @summary)
     ON CONFLICT DO UPDATE SET summary = excluded.summary`,
  )
  return (task, { of, signal, startMs, segment, summary }) => {
    const place = { task, of: codeOf(of), signal, startMs, segment }
    const sum = emptySummary()
    addSummary(sum, summary)
    const known = select.get(place)
    if (known !== undefined) addEncodedSummary(sum, known)
    if (!isEmptySummary(sum)) write.run({ ...place, summary: encodeSummary(sum) })
    else if (known !== undefined) remove.run(place)
  }
}

export function cellTable({ $client: client }: Connection): Pick<WatchStore, 'watchCells' | 'pinCells'> {
  const numberOf = prepareNumberOf(client)
  const addCell = prepareAddCell(client)
  const readCells = prepareReadCells(client)
  const unpin = client.prepare<[task: number, of: number]>('DELETE FROM watch_cell WHERE task = ? AND "of" = ?')
  const pin = client.transaction((task: string, cells: readonly WatchCell[]): void => {
    const number = numberOf(task)
    // Its signals have no numbers any more that the cells could speak of.
    if (number === null) return
    unpin.run(number, codeOf('pinned'))
    for (const cell of cells) addCell(number, { ...cell, of: 'pinned' })
  })
  return {
    watchCells: async (query) => {
      const number = numberOf(query.task)
      return number === null ? [] : readCells(number, query)
    },
    pinCells: async (task, cells) => pin.immediate(task, cells),
  }
}

function prepareReadCells(client: Database.Database): (task: number, query: CellQuery) => WatchCell[] {
  const select = client.prepare<
    [{ task: number; of: number; signal: number; fromMs: number; toMs: number }],
    { startMs: number; segment: number; summary: Buffer }
  >(
    `SELECT start_ms AS startMs, segment, summary FROM watch_cell
     WHERE task = @task AND "of" = @of AND signal = @signal AND start_ms >= @fromMs AND start_ms < @toMs
     ORDER BY start_ms, segment`,
  )
  // From one signal to the next, and not from cell to cell.
  const next = client
    .prepare<[task: number, of: number, signal: number], number | null>(
      'SELECT min(signal) FROM watch_cell WHERE task = ? AND "of" = ? AND signal > ?',
    )
    .pluck()

  function* allSignals(task: number, of: number): Generator<number> {
    let signal = next.get(task, of, Number.MIN_SAFE_INTEGER) ?? null
    while (signal !== null) {
      yield signal
      signal = next.get(task, of, signal) ?? null
    }
  }

  // Of one moment, however many statements it takes.
  return client.transaction((task: number, { of, signals, fromMs, toMs }: CellQuery) => {
    const code = codeOf(of)
    const asked = signals === undefined ? allSignals(task, code) : [...new Set(signals)].toSorted((a, b) => a - b)
    const cells: WatchCell[] = []
    for (const signal of asked) {
      const place = { task, of: code, signal, fromMs: fromMs ?? Number.MIN_SAFE_INTEGER, toMs: toMs ?? Infinity }
      for (const { summary, ...cell } of select.iterate(place))
        cells.push({ of, signal, ...cell, summary: decodeSummary(summary) })
    }
    return cells
  })
}
