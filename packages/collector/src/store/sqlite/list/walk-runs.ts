// Goes through a list run by run: what can be asked for is known for each run at once, and few rows of it are. A row is
// given once no run that is left can hold one that started later.

import type Database from 'better-sqlite3'
import { millisecondsOf } from '../identity.ts'
import type { Conditions, CheckRows } from './conditions.ts'
import type { MembersOfRun } from './members.ts'
import { isBefore, type ListedRow, type Position, positionAt, positionOf } from './position.ts'

export interface RunBounds {
  /** Rows of a run that can be meant: beyond it, going by time is cheaper. */
  membersMax: number
  /** Rows that wait for what is newer. */
  waitingMax: number
}

const MINUTE_MS = 60_000

export interface RunStep {
  rows: ListedRow[]
  /** Everything before it was given. */
  reached: Position
  isEnd: boolean
  /** Going on in this way is dear. */
  isDear: boolean
}

interface RunRow {
  run: number
  firstMinute: number
  lastMinute: number
}

export interface WalkRunsOptions {
  conditions: Conditions
  membersOf: MembersOfRun
  from: Position
  bounds: RunBounds
}

/** Ready to begin somewhere; each call of what it gives is a step, of one run. */
export function prepareWalkRuns(
  client: Database.Database,
  checkRows: CheckRows,
): (options: WalkRunsOptions) => () => RunStep {
  const selectRuns = client.prepare<{ first: number; last: number }, RunRow>(
    `SELECT run, max(last_minute) AS lastMinute FROM run
     WHERE of = 'prediction' AND first_minute <= @last AND last_minute >= @first
     GROUP BY run ORDER BY min(lastMinute, @last), run`,
  )

  return ({ conditions, membersOf, from, bounds }) => {
    const runs = selectRuns.all({ first: minuteOf(conditions.fromNs), last: minuteOf(from.startedNs) })
    let waiting: ListedRow[] = []
    let reached = from

    /** What comes before anything that is left to look at. */
    function release(): RunStep {
      const next = runs.at(-1)
      if (next === undefined) return { rows: waiting, reached, isEnd: true, isDear: false }
      const edge = positionAt((next.lastMinute + 1) * MINUTE_MS)
      reached = edge
      const { ready = [], early = [] } = Object.groupBy(waiting, (row) =>
        isBefore(positionOf(row), edge) ? 'ready' : 'early',
      )
      waiting = early
      return { rows: ready, reached, isEnd: false, isDear: false }
    }

    return () => {
      const next = runs.at(-1)
      if (next === undefined) return release()
      const members = membersOf(next.run)
      if (members.count > bounds.membersMax || waiting.length > bounds.waitingMax) {
        return { rows: [], reached, isEnd: false, isDear: true }
      }
      runs.pop()
      const found = checkRows(members.ids(), conditions, from)
      waiting = [...waiting, ...found].toSorted((left, right) =>
        isBefore(positionOf(left), positionOf(right)) ? -1 : 1,
      )
      return release()
    }
  }
}

function minuteOf(ns: bigint): number {
  return Math.floor(millisecondsOf(ns) / MINUTE_MS)
}
