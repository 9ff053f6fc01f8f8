// What is asked of sums, on SQLite.

import { WAITING_COUNTED_MAX } from '@trimtab/contract'
import { FACET_KEYS_MAX, FACET_VALUES_MAX, type FacetCount } from '../../rows-folding.ts'
import type { RowsReading } from '../../rows-reading.ts'
import type { Connection } from '../connection.ts'
import { prepareFindName } from '../dictionary.ts'
import type { StoreRules } from '../rules.ts'
import { fromText } from '../stored-text.ts'
import { OTHERS } from './grains.ts'
import { GONE, STORED } from './parts.ts'
import { prepareProgress, UNFOLDING } from './progress.ts'
import { prepareReadSums } from './read-sums.ts'
import { prepareReadTaskTimes } from './task-times.ts'

/** Of one task, or of all together, there are hardly more. */
const FACETS_MAX = FACET_KEYS_MAX * FACET_VALUES_MAX

export function createAggregateReading(
  db: Connection,
  rules: StoreRules,
): Pick<RowsReading, 'sums' | 'taskTimes' | 'facets' | 'waiting'> {
  const client = db.$client
  const readSums = prepareReadSums(db, rules)
  const readTaskTimes = prepareReadTaskTimes(db)
  const readFacets = prepareReadFacets(db)
  // A million takes 25 ms.
  const countWaiting = client
    .prepare<[], number>(
      `SELECT count(*) FROM (SELECT 1 FROM feedback WHERE is_waiting = 1 LIMIT ${WAITING_COUNTED_MAX})`,
    )
    .pluck()
  return {
    sums: async (query) => readSums(query),
    taskTimes: async (limit) => readTaskTimes(limit),
    facets: async (task) => readFacets(task),
    waiting: async () => countWaiting.get() ?? 0,
  }
}

type Facet = Omit<FacetCount, 'task'>

function prepareReadFacets({ $client: client }: Connection): (task: string | null) => Facet[] {
  const progress = prepareProgress(client)
  const findTask = prepareFindName(client, 'task')
  const select = client.prepare<{ task: number; part: number }, Facet>(
    `SELECT name, value, sum(predictions) AS predictions, max(last_ms) AS lastMs FROM facet
     WHERE task = @task AND part BETWEEN @part AND ${GONE}
     GROUP BY name, value HAVING sum(predictions) > 0 ORDER BY predictions DESC LIMIT ${FACETS_MAX}`,
  )
  return client.transaction((task: string | null): Facet[] => {
    const part = progress.read().done === UNFOLDING ? GONE : STORED
    const id = task === null ? OTHERS : findTask(task)
    if (id === null) return []
    return select
      .all({ task: id, part })
      .map(({ name, value, ...facet }) => ({ name: fromText(name), value: fromText(value), ...facet }))
  })
}
