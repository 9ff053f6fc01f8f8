// Adds to the sums, inside somebody's transaction. A cell in which nothing is left goes, unless sources of its time are
// counted together already: then it keeps its place, so that what was counted by itself is taken back by itself.

import type Database from 'better-sqlite3'
import { addEncoded, emptyTally, addTally, encodeTally, isEmptyTally, type Tally } from '../../../sketches/tally.ts'
import { type Cell, CELL_LEVELS, type Folded, SOURCES_PER_CELL_MAX } from '../../rows-folding.ts'
import { prepareFindName } from '../dictionary.ts'
import type { Part } from './parts.ts'
import { prepareAddFacets } from './write-facets.ts'

/** All sources beyond the bound. */
const OTHERS = 0

export type AddFolded = (folded: Folded, part: Part) => void

export function prepareAddFolded(client: Database.Database): AddFolded {
  const addCell = prepareAddCell(client)
  const addFacets = prepareAddFacets(client)
  const findTask = prepareFindName(client, 'task')
  const taskOf = (task: string): number => {
    const id = findTask(task)
    if (id === null) throw new Error(`the task ${JSON.stringify(task)} is counted and not known`)
    return id
  }
  return ({ cells, facets }, part) => {
    for (const [task, ofTask] of Map.groupBy(cells, (cell) => cell.task)) {
      const taskId = taskOf(task)
      for (const cell of ofTask) addCell(cell, taskId, part)
    }
    for (const [task, ofTask] of Map.groupBy(facets, (facet) => facet.task)) addFacets(ofTask, taskOf(task), part)
  }
}

type Key = [level: number, task: number, start: number, source: number, part: Part]

function prepareAddCell(client: Database.Database): (cell: Cell, taskId: number, part: Part) => void {
  const where = 'level = ? AND task = ? AND start = ? AND source = ? AND part = ?'
  const select = client.prepare<Key, string>(`SELECT tally FROM cell WHERE ${where}`).pluck()
  const insert = client.prepare<[...Key, string]>(
    'INSERT INTO cell (level, task, start, source, part, tally) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const update = client.prepare<[string, ...Key]>(`UPDATE cell SET tally = ? WHERE ${where}`)
  const remove = client.prepare<Key>(`DELETE FROM cell WHERE ${where}`)
  const countSources = client
    .prepare<[number, number, number, Part], number>(
      'SELECT count(*) FROM cell WHERE level = ? AND task = ? AND start = ? AND part = ?',
    )
    .pluck()

  function addTo(key: Key, stored: string | undefined, tally: Tally): void {
    if (stored === undefined) {
      insert.run(...key, encodeTally(tally))
      return
    }
    const sum = emptyTally()
    addEncoded(sum, stored)
    addTally(sum, tally)
    const [level, task, start, source, part] = key
    const keepsPlace = source !== OTHERS && select.get(level, task, start, OTHERS, part) !== undefined
    if (isEmptyTally(sum) && !keepsPlace) remove.run(...key)
    else update.run(encodeTally(sum), ...key)
  }

  return ({ level, source, startMs, tally }, taskId, part) => {
    const place = [CELL_LEVELS.indexOf(level), taskId, startMs] as const
    const own: Key = [...place, source.id, part]
    const stored = select.get(...own)
    if (stored !== undefined || (countSources.get(...place, part) ?? 0) < SOURCES_PER_CELL_MAX)
      return addTo(own, stored, tally)
    const others: Key = [...place, OTHERS, part]
    addTo(others, select.get(...others), tally)
  }
}
