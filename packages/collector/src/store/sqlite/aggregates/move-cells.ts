// What retention removes stays counted: as its rows go, it moves from the sums of what is stored, which can be made anew
// from rows, to the sums of what is gone. What can be chosen from is what is there, so of facets nothing is kept.

import type Database from 'better-sqlite3'
import { CELL_LEVELS, type Change, type Measured } from '../../rows-folding.ts'
import type { StoreRules } from '../rules.ts'
import { MEASURED_COLUMNS, MEASURED_JOIN, type MeasuredColumns, prepareReadMeasured } from './measured.ts'
import { BY_BOTH, gradedOf } from './grains.ts'
import { prepareNoteChanged } from './note-changed.ts'
import { GONE, STORED } from './parts.ts'
import { prepareAddGraded } from './write-cells.ts'

/**
 * Ready to move predictions by their row ids, inside the transaction that removes them and before it does. Those that
 * nobody has counted yet, or that changed since, are noted as any that change, and the fold takes them back.
 */
export function createCellMover(
  client: Database.Database,
  rules: Pick<StoreRules, 'foldOf'>,
): (rowIds: readonly number[]) => void {
  const select = client
    .prepare<[string], [id: number, isCounted: number, ...MeasuredColumns]>(
      `SELECT prediction.id,
         prediction.id <= (SELECT done FROM progress WHERE name = 'fold')
           AND NOT EXISTS (SELECT 1 FROM changed WHERE changed.prediction = prediction.id),
         ${MEASURED_COLUMNS}
       FROM json_each(?) AS each CROSS JOIN prediction ON prediction.id = each.value ${MEASURED_JOIN}`,
    )
    .raw()
  const readMeasured = prepareReadMeasured(client)
  const addGraded = prepareAddGraded(client)
  const noteChanged = prepareNoteChanged(client)
  const keepTimes = prepareKeepTimes(client)

  return (rowIds) => {
    const rows = select.all(JSON.stringify(rowIds)).map(([id, isCounted, ...columns]) => ({
      id,
      isCounted: isCounted === 1,
      columns,
      measured: readMeasured(columns),
    }))
    noteChanged(rows.filter(({ isCounted }) => !isCounted).map(({ id }) => id))
    const counted = rows.filter(({ isCounted }) => isCounted)
    addGraded(gradedOf(rules.foldOf(counted.map(changeBy(-1)))), STORED)
    addGraded(gradedOf({ ...rules.foldOf(rows.map(changeBy(1))), facets: [] }), GONE)
    for (const { columns } of rows) keepTimes(columns)
  }
}

function changeBy(sign: Change['sign']): (row: { measured: Measured }) => Change {
  return ({ measured }) => ({ sign, measured })
}

/** When the first and the last of what is gone began cannot be made anew either. */
function prepareKeepTimes(client: Database.Database): (columns: MeasuredColumns) => void {
  const update = client.prepare<{ startedMs: number; task: number; source: number }>(
    `UPDATE cell
     SET first_ms = min(coalesce(first_ms, @startedMs), @startedMs), last_ms = max(coalesce(last_ms, @startedMs), @startedMs)
     WHERE level = ${CELL_LEVELS.indexOf('ever')} AND grain = ${BY_BOTH} AND start = 0 AND task = @task AND source = @source
       AND part = ${GONE}`,
  )
  return ([task, source, startedMs]) => {
    // Beyond the bound of sources it has no cell of its own, and beyond that of tasks nothing is said of its times.
    if (update.run({ startedMs, task, source }).changes === 0) update.run({ startedMs, task, source: 0 })
  }
}
