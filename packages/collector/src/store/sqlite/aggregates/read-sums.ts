// The sums out of the cells, with what is stored and not in them yet: few rows, or the answer says that it is not whole.

import type Database from 'better-sqlite3'
import { addTally, type Tally } from '../../../sketches/tally.ts'
import { addEncoded } from '../../../sketches/tally-text.ts'
import { CELL_LEVELS, type CellLevel, type FoundSums, type SumQuery } from '../../rows-folding.ts'
import type { Connection } from '../connection.ts'
import { prepareFindName } from '../dictionary.ts'
import type { StoreRules } from '../rules.ts'
import { createSums } from './collect-sums.ts'
import { ALL, BY_BOTH, BY_SOURCE, BY_TASK, OTHERS } from './grains.ts'
import { prepareReadSource, prepareReadTask } from './measured.ts'
import { GONE, type Part, STORED } from './parts.ts'
import { prepareAreOpinionsNew, prepareProgress, UNFOLDING } from './progress.ts'
import { prepareReadTail } from './tail.ts'

export function prepareReadSums({ $client: client }: Connection, rules: StoreRules): (query: SumQuery) => FoundSums {
  const progress = prepareProgress(client)
  const areOpinionsNew = prepareAreOpinionsNew(client)
  const readTail = prepareReadTail(client, rules)
  const readTask = prepareReadTask(client)
  const readSource = prepareReadSource(client)
  const findTask = prepareFindName(client, 'task')
  const selectCells = prepareSelectCells(client)
  const isTaskAmongOthers = prepareIsTaskAmongOthers(client)

  return client.transaction((query: SumQuery): FoundSums => {
    const now = progress.read()
    // While sums are being forgotten some of them are there and others are not.
    const firstPart = now.done === UNFOLDING ? GONE : STORED
    const tail = readTail(now)
    const sums = createSums(query)
    const { fromMs = 0, toMs = Number.MAX_SAFE_INTEGER } = query.level === 'ever' ? {} : query
    const tasks = query.tasks && new Set(query.tasks.map(findTask).filter((id) => id !== null))
    const place: Place = { level: CELL_LEVELS.indexOf(query.level), grain: grainOf(query), fromMs, toMs, firstPart }

    for (const [task, source, startMs, tally] of selectCells(place, tasks)) {
      const into = sums.of(task === OTHERS ? null : readTask(task), readSource(source), startMs)
      if (into !== null) addEncoded(into, tally)
    }
    for (const cell of tail?.cells ?? []) {
      const fits = cell.level === query.level && cell.startMs >= fromMs && cell.startMs < toMs
      const isAsked = query.tasks?.includes(cell.task) ?? true
      if (!fits || !isAsked) continue
      const isOther = tellsTasksApart(query) && isTaskAmongOthers(cell.level, cell.startMs, findTask(cell.task))
      // What will be counted with others is not shown by itself before.
      if (isOther && query.tasks !== undefined) continue
      const into: Tally | null = sums.of(isOther ? null : cell.task, cell.source, cell.startMs)
      if (into !== null) addTally(into, cell.tally)
    }
    return { sums: sums.all(), isWhole: tail !== null && areOpinionsNew() }
  })
}

function tellsTasksApart({ tasks, byTask = false }: SumQuery): boolean {
  return tasks !== undefined || byTask
}

function grainOf(query: SumQuery): number {
  const { bySlice = null, only = {} } = query
  const tellsSourcesApart = bySlice !== null || Object.values(only).some((values) => values !== undefined)
  if (tellsTasksApart(query)) return tellsSourcesApart ? BY_BOTH : BY_TASK
  return tellsSourcesApart ? BY_SOURCE : ALL
}

interface Place {
  level: number
  grain: number
  fromMs: number
  toMs: number
  firstPart: Part
}

type Row = [task: number, source: number, startMs: number, tally: string]

function prepareSelectCells(client: Database.Database): (place: Place, tasks: Set<number> | undefined) => Row[] {
  const select = (from: string, where: string) =>
    client
      .prepare<Place & { task?: number; tasks?: string }, Row>(
        `SELECT cell.task, cell.source, cell.start, cell.tally FROM ${from} AND cell.part BETWEEN @firstPart AND ${GONE}${where}`,
      )
      .raw()
  const ofTime = 'cell WHERE level = @level AND grain = @grain AND start >= @fromMs AND start < @toMs'
  const ofAll = select(ofTime, '')
  const ofMany = select(ofTime, ' AND task IN (SELECT value FROM json_each(@tasks))')
  // There is a sum of all wherever there is any, so times are found without looking at other tasks.
  const ofOne = select(
    `(SELECT DISTINCT start FROM cell
      WHERE level = @level AND grain = ${ALL} AND start >= @fromMs AND start < @toMs) AS time
     CROSS JOIN cell ON cell.level = @level AND cell.grain = @grain AND cell.start = time.start AND cell.task = @task`,
    '',
  )
  return (place, tasks) => {
    if (tasks === undefined) return ofAll.all(place)
    const [task] = tasks
    if (task === undefined) return []
    return tasks.size === 1
      ? ofOne.all({ ...place, task })
      : ofMany.all({ ...place, tasks: JSON.stringify([...tasks]) })
  }
}

/** Whether a task is counted with others in a time. */
function prepareIsTaskAmongOthers(
  client: Database.Database,
): (level: CellLevel, startMs: number, task: number | null) => boolean {
  const select = client
    .prepare<[level: number, startMs: number, task: number], number>(
      `SELECT count(*) FROM cell
       WHERE level = ? AND grain = ${BY_TASK} AND start = ? AND task = ? AND part = ${STORED}`,
    )
    .pluck()
  return (level, startMs, task) => {
    const has = (id: number): boolean => select.get(CELL_LEVELS.indexOf(level), startMs, id) === 1
    return has(OTHERS) && (task === null || !has(task))
  }
}
