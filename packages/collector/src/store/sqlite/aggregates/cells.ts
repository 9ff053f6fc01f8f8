// Cells as they are written, and who has one of their own: the tasks of a time and the sources of a task, up to a bound.
// A cell in which nothing is left goes, unless others of its kind are counted together already: then it keeps its place,
// so that what was counted by itself is taken back by itself, and nobody else takes the place of those who have none.

import type Database from 'better-sqlite3'
import { addTally, emptyTally, isEmptyTally, type Tally } from '../../../sketches/tally.ts'
import { addEncoded, encodeTally } from '../../../sketches/tally-text.ts'
import { OTHERS } from './grains.ts'
import type { Part } from './parts.ts'

type CellKey = [level: number, grain: number, start: number, task: number, source: number, part: Part]

export interface CellStore {
  has: (key: CellKey) => boolean
  /** What is there then is nothing: the cell goes, unless it is to keep its place. */
  add: (key: CellKey, tally: Tally, keepsPlace?: boolean) => void
}

export function createCellStore(client: Database.Database): CellStore {
  const where = 'level = ? AND grain = ? AND start = ? AND task = ? AND source = ? AND part = ?'
  const select = client.prepare<CellKey, string>(`SELECT tally FROM cell WHERE ${where}`).pluck()
  const insert = client.prepare<[...CellKey, string]>(
    'INSERT INTO cell (level, grain, start, task, source, part, tally) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const update = client.prepare<[string, ...CellKey]>(`UPDATE cell SET tally = ? WHERE ${where}`)
  const remove = client.prepare<CellKey>(`DELETE FROM cell WHERE ${where}`)
  return {
    has: (key) => select.get(...key) !== undefined,
    add: (key, tally, keepsPlace = false) => {
      const stored = select.get(...key)
      if (stored === undefined) {
        if (!isEmptyTally(tally)) insert.run(...key, encodeTally(tally))
        return
      }
      const sum = emptyTally()
      addEncoded(sum, stored)
      addTally(sum, tally)
      if (isEmptyTally(sum) && !keepsPlace) remove.run(...key)
      else update.run(encodeTally(sum), ...key)
    },
  }
}

/** Who has a cell of their own in one place; made anew for each transaction. */
export interface Members {
  isIn: (id: number) => boolean
  /** Where it is counted: by itself, or with others. */
  placeOf: (id: number) => number
  /** All of a transaction at once: from then on it says nothing of the place any more. */
  addAll: (added: readonly Added[]) => void
}

interface Added {
  id: number
  tally: Tally
}

type TimeKey = [level: number, grain: number, start: number]
type TaskKey = [...TimeKey, task: number]

/** Of tasks in a time. */
export function prepareTasksOf(
  client: Database.Database,
  cells: CellStore,
): (key: TimeKey, part: Part, max: number) => Members {
  const where = 'level = ? AND grain = ? AND start = ? AND part = ?'
  const statements = prepareMembers(client, where)
  return (key, part, max) =>
    membersOf({ cells, max, part, place: key, keyOf: (id) => [...key, id, OTHERS, part], ...statements })
}

/** Of sources in a time of one task, or of all. */
export function prepareSourcesOf(
  client: Database.Database,
  cells: CellStore,
): (key: TaskKey, part: Part, max: number) => Members {
  const where = 'level = ? AND grain = ? AND start = ? AND task = ? AND part = ?'
  const statements = prepareMembers(client, where)
  return (key, part, max) =>
    membersOf({ cells, max, part, place: key, keyOf: (id) => [...key, id, part], ...statements })
}

interface MemberStatements {
  count: (key: number[]) => number
  removeEmpty: (key: number[]) => void
}

function prepareMembers(client: Database.Database, where: string): MemberStatements {
  const count = client.prepare<number[], number>(`SELECT count(*) FROM cell WHERE ${where}`).pluck()
  const removeEmpty = client.prepare<(number | string)[]>(`DELETE FROM cell WHERE ${where} AND tally = ?`)
  const empty = encodeTally(emptyTally())
  return {
    count: (key) => count.get(...key) ?? 0,
    removeEmpty: (key) => void removeEmpty.run(...key, empty),
  }
}

interface MembersOptions extends MemberStatements {
  cells: CellStore
  max: number
  part: Part
  place: TimeKey | TaskKey
  keyOf: (id: number) => CellKey
}

function membersOf({ cells, max, part, place, keyOf, count, removeEmpty }: MembersOptions): Members {
  const placed = new Map<number, number>()
  const hadOthers = cells.has(keyOf(OTHERS))
  // Counted once, and only where somebody new comes.
  let counted: number | null = null

  function findPlace(id: number): number {
    if (id === OTHERS || cells.has(keyOf(id))) return id
    counted ??= hadOthers ? max : count([...place, part])
    if (counted >= max) return OTHERS
    counted += 1
    return id
  }

  function placeOf(id: number): number {
    const found = placed.get(id) ?? findPlace(id)
    placed.set(id, found)
    return found
  }

  return {
    isIn: (id) => cells.has(keyOf(id)),
    placeOf,
    addAll: (added) => {
      const ofOthers = emptyTally()
      for (const { id, tally } of added) if (placeOf(id) === OTHERS) addTally(ofOthers, tally)
      // First, because whether there are others decides who keeps their place.
      let hasOthers = hadOthers
      if (!isEmptyTally(ofOthers)) {
        cells.add(keyOf(OTHERS), ofOthers)
        hasOthers = cells.has(keyOf(OTHERS))
      }
      if (hadOthers && !hasOthers) removeEmpty([...place, part])
      for (const { id, tally } of added) if (placeOf(id) !== OTHERS) cells.add(keyOf(id), tally, hasOthers)
    },
  }
}
