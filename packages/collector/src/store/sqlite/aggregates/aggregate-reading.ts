// What is asked of sums, on SQLite.

import { FACET_KEYS_MAX, FACET_VALUES_MAX, type FacetCount } from '../../rows-folding.ts'
import type { RowsReading } from '../../rows-reading.ts'
import type { Connection } from '../connection.ts'
import { prepareFindName } from '../dictionary.ts'
import type { StoreRules } from '../rules.ts'
import { fromText } from '../stored-text.ts'
import { GONE, STORED } from './parts.ts'
import { prepareProgress, UNFOLDING } from './progress.ts'
import { prepareReadSums } from './read-sums.ts'
import { prepareReadTaskTimes } from './task-times.ts'

/** Of one task there are hardly more. */
const FACETS_MAX = FACET_KEYS_MAX * FACET_VALUES_MAX
const WAITING_COUNTED_MAX = 100_000

export function createAggregateReading(
  db: Connection,
  rules: StoreRules,
): Pick<RowsReading, 'sums' | 'taskTimes' | 'facets' | 'waiting'> {
  const client = db.$client
  const readSums = prepareReadSums(db, rules)
  const readTaskTimes = prepareReadTaskTimes(db)
  const readFacets = prepareReadFacets(db)
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
  const selectOf = (tasks: string) =>
    client.prepare<{ task: number | null; part: number }, Facet>(
      `SELECT name, value, sum(predictions) AS predictions, max(last_ms) AS lastMs FROM facet
       WHERE ${tasks} AND part BETWEEN @part AND ${GONE}
       GROUP BY name, value HAVING sum(predictions) > 0 ORDER BY predictions DESC LIMIT ${FACETS_MAX}`,
    )
  const [ofTask, ofAll] = [selectOf('task = @task'), selectOf('@task IS NULL')]
  return client.transaction((task: string | null): Facet[] => {
    const part = progress.read().done === UNFOLDING ? GONE : STORED
    const id = task === null ? null : findTask(task)
    if (task !== null && id === null) return []
    return (id === null ? ofAll : ofTask)
      .all({ task: id, part })
      .map(({ name, value, ...facet }) => ({ name: fromText(name), value: fromText(value), ...facet }))
  })
}
