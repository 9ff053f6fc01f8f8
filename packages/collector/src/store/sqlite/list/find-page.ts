// One page of the list: goes on in bounded steps until the page is full, all is seen or the time is over.

import type Database from 'better-sqlite3'
import type { PredictionQuery } from '../../rows-reading.ts'
import { prepareReadPredictions } from '../predictions/read-predictions.ts'
import { prepareReadDocuments } from '../search/read-documents.ts'
import { prepareCheckRows, prepareReadConditions } from './conditions.ts'
import { prepareMembers } from './members.ts'
import { LIST_BOUNDS, type ListBounds, prepareOpenList } from './open-list.ts'
import { type FoundPage, openPage } from './page.ts'
import { isBefore, NEWEST, type Position, positionAt, positionOf, prepareCursors } from './position.ts'

const LIST_BUDGET_MS = 1000
/** How long a page that is full waits to learn whether there is another one. */
const LOOK_AHEAD_MS = 50

/** Null: the cursor was not made here for these filters. */
export type FindPage = (query: PredictionQuery) => FoundPage | null

interface FindPageOptions {
  now?: () => number
  bounds?: ListBounds
}

export function prepareFindPage(
  client: Database.Database,
  { now = () => performance.now(), bounds = LIST_BOUNDS }: FindPageOptions = {},
): FindPage {
  const cursors = prepareCursors(client)
  const readConditions = prepareReadConditions(client)
  const openMembers = prepareMembers(client)
  const openList = prepareOpenList(client, prepareCheckRows(client), bounds)
  const openDocuments = prepareReadDocuments(client)
  const openPredictions = prepareReadPredictions(client)

  return (query) => {
    const [start, budgetMs] = [now(), query.budgetMs ?? LIST_BUDGET_MS]
    const cursor = query.cursor === undefined ? NEWEST : cursors.decode(query.cursor, query)
    if (cursor === null) return null
    const page = openPage({ query, readDocument: openDocuments(), readPredictions: openPredictions() })
    const conditions = readConditions(query)
    const members = conditions === null ? null : openMembers(query, conditions)
    if (conditions === null || members === null) return page.end(null)
    const first = query.toMs === undefined ? cursor : laterOf(cursor, positionAt(query.toMs))
    const list = openList({ conditions, ...members, limit: query.limit })
    const isOver = () => now() - start > (page.isFull() ? Math.min(budgetMs, LOOK_AHEAD_MS) : budgetMs)

    let reached = first
    for (;;) {
      const step = list(reached)
      for (const row of step.rows) {
        if (page.take(row) === 'no room') return page.end(cursors.encode(page.last() ?? reached, query))
        reached = positionOf(row)
        if (isOver()) return page.end(cursors.encode(reached, query), reached)
      }
      if (step.isEnd) return page.end(null)
      reached = laterOf(reached, step.reached)
      // However short the time, the next page begins further on.
      if (isBefore(first, reached) && isOver()) return page.end(cursors.encode(reached, query), reached)
    }
  }
}

/** Which of them stands further on in the list. */
function laterOf(left: Position, right: Position): Position {
  return isBefore(left, right) ? right : left
}
