// The fold: what is stored and not counted yet becomes sums, in steps that each go through or leave no trace.

import { emptyTally, isEmptyTally, addTally } from '../sketches/tally.ts'
import {
  type Cell,
  CELL_LEVELS,
  CELL_MS,
  type CellLevel,
  type Change,
  type Folded,
  type RowsFolding,
} from '../store/rows-folding.ts'
import { createFacetCounts } from './count-facets.ts'
import { predictionsIn } from './signals/outcomes.ts'
import { SIGNALS } from './signals/signals.ts'

/** A step is counted in memory and written at once: more would hold up whoever else writes. */
const STEP_ROWS = 2_000

/** What changes add up to, by task, source and time. */
export function foldOf(changes: readonly Change[]): Folded {
  const hours = new Map<string, Hour>()
  const facets = createFacetCounts()
  for (const { sign, measured } of changes) {
    const { task, source, startedMs } = measured
    const hour = hourOf(hours, { task, source, level: 'hour', startMs: startOf('hour', startedMs) })
    hour.lastMs = Math.max(hour.lastMs, startedMs)
    for (const signal of SIGNALS) signal.count(measured, hour.tally, sign)
    facets.countLabels(measured, sign)
  }
  for (const { task, source, tally, lastMs } of hours.values())
    facets.countSource(task, source, predictionsIn(tally), lastMs)
  return { cells: CELL_LEVELS.flatMap((level) => cellsOf(level, hours.values())), facets: facets.all() }
}

/** One step. False: nothing was left to count. */
export async function rollUp(rows: RowsFolding, limit: number = STEP_ROWS): Promise<boolean> {
  const { mark, changes, isAll } = await rows.takeUnfolded(limit)
  const isFolded = await rows.fold(mark, foldOf(changes))
  return !isAll || !isFolded
}

interface Hour extends Cell {
  lastMs: number
}

function hourOf(hours: Map<string, Hour>, place: Place): Hour {
  const key = keyOf(place)
  let hour = hours.get(key)
  if (hour === undefined) {
    hour = { ...place, tally: emptyTally(), lastMs: 0 }
    hours.set(key, hour)
  }
  return hour
}

/** Longer ones are made of hours, of which there are few in one step. */
function cellsOf(level: CellLevel, hours: Iterable<Cell>): Cell[] {
  const cells = new Map<string, Cell>()
  for (const { task, source, startMs, tally } of hours) {
    const place = { task, source, level, startMs: startOf(level, startMs) }
    const key = keyOf(place)
    const cell = cells.get(key) ?? { ...place, tally: emptyTally() }
    addTally(cell.tally, tally)
    cells.set(key, cell)
  }
  return [...cells.values()].filter(({ tally }) => !isEmptyTally(tally))
}

type Place = Omit<Cell, 'tally'>

function keyOf({ task, source, startMs }: Place): string {
  return `${source.id} ${startMs} ${task}`
}

function startOf(level: CellLevel, ms: number): number {
  return level === 'ever' ? 0 : Math.floor(ms / CELL_MS[level]) * CELL_MS[level]
}
