// People in the order they were first heard of. What is theirs is found run by run, so each costs as many looks into an
// index as there are runs.

import type { PersonSummary } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { RowsReading } from '../../rows-reading.ts'
import { PERSON_ROWS_MAX } from '../../session-bounds.ts'
import { allRuns } from '../runs.ts'
import { fromText } from '../stored-text.ts'
import type { ListCursors } from './list-cursor.ts'
import { type Named, takePage } from './take-page.ts'

interface SumRow {
  predictions: number
  firstMs: number | null
  lastMs: number | null
}

const ASKED = ['people']

export function prepareListPeople(client: Database.Database, cursors: ListCursors): Pick<RowsReading, 'people'> {
  const names = client.prepare<[number, number], Named>(
    'SELECT id, name FROM person WHERE id < ? ORDER BY id DESC LIMIT ?',
  )
  const runs = client.prepare<[], number>("SELECT count(*) FROM run WHERE of = 'prediction' AND part = 0").pluck()
  // One more than is counted tells that there are more.
  const sum = client.prepare<[number], SumRow>(
    `SELECT count(*) AS predictions, min(started) / 1000000 AS firstMs, max(started) / 1000000 AS lastMs FROM (
       SELECT started FROM ${allRuns('prediction')} WHERE person = ? ORDER BY run.run DESC LIMIT ${PERSON_ROWS_MAX + 1}
     )`,
  )

  function look({ id, name }: Named): PersonSummary | null {
    const { predictions, firstMs, lastMs } = sum.get(id) as SumRow
    if (firstMs === null || lastMs === null) return null
    return {
      user: fromText(name),
      predictions: Math.min(predictions, PERSON_ROWS_MAX),
      isCut: predictions > PERSON_ROWS_MAX,
      firstAt: new Date(firstMs).toISOString(),
      lastAt: new Date(lastMs).toISOString(),
    }
  }

  const list = client.transaction((limit: number, before: number | null) => {
    const looks = runs.get() ?? 0
    return takePage({
      limit,
      before,
      names: (last, count) => names.all(last, count),
      look: (named) => {
        const item = look(named)
        return { item, rows: looks + (item?.predictions ?? 0) }
      },
    })
  })

  return {
    people: async ({ cursor, limit }) => {
      const before = cursor === undefined ? null : cursors.read(ASKED, cursor)
      if (cursor !== undefined && before === null) return null
      const { items, after } = list.deferred(limit, before)
      return { people: items, nextCursor: after === null ? null : cursors.write(ASKED, after) }
    },
  }
}
