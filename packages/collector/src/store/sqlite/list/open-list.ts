// A list that is gone through in steps, each in the way that is cheaper where it stands: run by run where few rows of a
// run can be meant, and by time where many can.

import type Database from 'better-sqlite3'
import { runOf } from '../runs.ts'
import type { CheckRows, Conditions } from './conditions.ts'
import type { FoundMembers } from './members.ts'
import { type ListedRow, type Position, positionOf } from './position.ts'
import { prepareWalkRuns, type RunBounds, type RunStep } from './walk-runs.ts'
import { prepareWalkTimes } from './walk-times.ts'

export interface ListBounds extends RunBounds {
  /** Rows that one step by time looks at. */
  chunkMax: number
  /** Of a whole chunk: where fewer can be meant, run by run is cheaper. */
  membersMin: number
}

export const LIST_BOUNDS: ListBounds = { chunkMax: 2000, membersMin: 20, membersMax: 256, waitingMax: 16_384 }

interface ListStep {
  rows: ListedRow[]
  /** Everything before it was given. */
  reached: Position
  isEnd: boolean
}

/** The next step, from where the last one ended. */
export type List = (from: Position) => ListStep

interface ListOptions extends FoundMembers {
  conditions: Conditions
  /** How many rows are asked for. */
  limit: number
}

export function prepareOpenList(
  client: Database.Database,
  checkRows: CheckRows,
  bounds: ListBounds,
): (options: ListOptions) => List {
  const { chunkMax, membersMin } = bounds
  const openTimes = prepareWalkTimes(client)
  const openRuns = prepareWalkRuns(client, checkRows)

  return ({ conditions, membersOf, areFew, limit }) => {
    const walkTimes = openTimes(conditions)
    // Of a session there are few rows, and an index that has them in order.
    const runsToWalk = conditions.session === null ? membersOf : null
    let isByRun = runsToWalk !== null && areFew
    // Asked only once they turn out to be few.
    let isAsked = areFew
    let walkRuns: (() => RunStep) | null = null
    let chunk = Math.min(limit + 1, chunkMax)

    function stepByTime(from: Position): ListStep {
      const timed = walkTimes(from, chunk)
      const last = timed.at(-1)
      const ids = timed.map(({ id }) => id)
      const members = membersOf === null || !isAsked ? ids : ids.filter((id) => membersOf(runOf(id)).has(id))
      const rows = checkRows(members, conditions, from)
      const reached = last === undefined ? from : positionOf(last)
      const isEnd = timed.length < chunk
      if (chunk === chunkMax && (isAsked ? members : rows).length < membersMin) {
        isByRun = runsToWalk !== null
        isAsked = true
      }
      // Few of those looked at are meant, so more are looked at.
      if (rows.length <= chunk / 2) chunk = Math.min(4 * chunk, chunkMax)
      return { rows, reached, isEnd }
    }

    return (from) => {
      if (!isByRun || runsToWalk === null) return stepByTime(from)
      walkRuns ??= openRuns({ conditions, membersOf: runsToWalk, from, bounds })
      const step = walkRuns()
      if (!step.isDear) return step
      isByRun = false
      walkRuns = null
      return stepByTime(from)
    }
  }
}
