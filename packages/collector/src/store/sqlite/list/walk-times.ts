// Goes through a list by the indexes over times, in bounded steps: of all rows, of a task, of a session, or of what went
// wrong in tasks.

import type Database from 'better-sqlite3'
import { type Conditions, statusesAsked } from './conditions.ts'
import { isBefore, type ListedRow, type Position, positionOf } from './position.ts'

type TimedRow = Omit<ListedRow, 'bytes'>

/** The next so many rows after a position. Fewer: there are no more. */
export type WalkTimes = (after: Position, limit: number) => TimedRow[]

/** Beyond it, what went wrong is looked for among all predictions. */
const STREAMS_MAX = 64

/** One part of an index, in which rows stand in the order of the list. */
interface Stream {
  index: keyof typeof INDEXES
  key: number[]
}

const INDEXES = {
  prediction_started: [],
  prediction_task: ['task'],
  prediction_session: ['session'],
  prediction_unwell: ['task', 'status'],
} as const

type Select = Database.Statement<unknown[], TimedRow>

export function prepareWalkTimes(client: Database.Database): (conditions: Conditions) => WalkTimes {
  const statements = Object.fromEntries(
    Object.entries(INDEXES).map(([index, columns]) => [index, prepareStatements(client, index, columns)]),
  ) as { [index in Stream['index']]: { same: Select; older: Select } }
  const selectTasks = client.prepare<[number], number>('SELECT id FROM task LIMIT ?').pluck()

  function walkStream({ index, key }: Stream, fromNs: bigint): WalkTimes {
    const { same, older } = statements[index]
    return ({ startedNs, id }, limit) => {
      const rows = startedNs < fromNs ? [] : same.all(...key, startedNs, id, limit)
      if (rows.length < limit) rows.push(...older.all(...key, startedNs, fromNs, limit - rows.length))
      return rows
    }
  }

  return (conditions) => {
    const streams = streamsOf(conditions, () => selectTasks.all(STREAMS_MAX + 1))
    return mergeWalks(streams.map((stream) => walkStream(stream, conditions.fromNs)))
  }
}

/** In two, since many may have started at once: only among these an index can go on from a row. */
function prepareStatements(client: Database.Database, index: string, columns: readonly string[]) {
  const prepare = (isAfter: string): Select =>
    client.prepare<unknown[], TimedRow>(
      `SELECT id, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest
       FROM prediction INDEXED BY ${index}
       WHERE ${columns.map((column) => `${column} = ? AND `).join('')} ${isAfter}
         ${index === 'prediction_unwell' ? 'AND status <> 0' : ''}
       ORDER BY started DESC, id DESC LIMIT ?`,
    )
  return { same: prepare('started = ? AND id < ?'), older: prepare('started < ? AND started >= ?') }
}

function streamsOf(conditions: Conditions, selectTasks: () => number[]): Stream[] {
  const { session, task } = conditions
  if (session !== null) return [{ index: 'prediction_session', key: [session] }]
  const statuses = statusesAsked(conditions)
  if (statuses !== null && !statuses.includes(0)) {
    const tasks = task === null ? selectTasks() : [task]
    if (tasks.length * statuses.length <= STREAMS_MAX) {
      return tasks.flatMap((each) =>
        statuses.map((status): Stream => ({ index: 'prediction_unwell', key: [each, status] })),
      )
    }
  }
  return [task === null ? { index: 'prediction_started', key: [] } : { index: 'prediction_task', key: [task] }]
}

function mergeWalks(walks: readonly WalkTimes[]): WalkTimes {
  const [only] = walks
  if (only !== undefined && walks.length === 1) return only
  return (after, limit) =>
    walks
      .flatMap((walk) => walk(after, limit))
      .toSorted((left, right) => (isBefore(positionOf(left), positionOf(right)) ? -1 : 1))
      .slice(0, limit)
}
