import { expect, it } from 'vitest'
import { readFacets } from '../../../aggregates/facets.ts'
import { readOverview } from '../../../aggregates/overview.ts'
import { foldOf, rollUp } from '../../../aggregates/roll-up.ts'
import { readSeries } from '../../../aggregates/series.ts'
import { byNewest, opinionOf, peopleOf } from '../../../feedback/opinion.ts'
import { ratingsOf } from '../../../feedback/ratings.ts'
import { makeBatch, makeRow, START } from '../../../fixtures/predictions.ts'
import { CELL_MS, TASKS_PER_TIME_MAX } from '../../rows-folding.ts'
import { openDatabase } from '../connection.ts'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'
import { createSqliteRows } from '../rows.ts'

const TASKS = 20_000
const TIMEOUT_MS = 60_000

it(
  'a name of its own for each of very many predictions makes few cells, and the whole stays exact',
  async () => {
    const db = openDatabase({ file: ':memory:', migrationsFolder: MIGRATIONS_FOLDER, mustExist: false })
    const rows = createSqliteRows(db, { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }, ':memory:')
    for (let from = 0; from < TASKS; from += 2_000) {
      const numbers = Array.from({ length: 2_000 }, (_, place) => from + place)
      await rows.add(makeBatch({ predictions: numbers.map((number) => makeRow(number, { task: `task ${number}` })) }))
      while (await rollUp(rows)) continue
    }
    const { hour, day, ever } = TASKS_PER_TIME_MAX
    // By task and by both, and those of the others; of all, and by the one source.
    const cells = 2 * (hour + 1 + day + 1 + ever + 1) + 2 * 3
    expect(db.$client.prepare('SELECT count(*) FROM cell').pluck().get()).toBe(cells)
    expect(db.$client.prepare('SELECT count(*) FROM facet').pluck().get()).toBe(ever + 1)

    const nowMs = START + CELL_MS.hour
    const overview = await readOverview(rows, nowMs)
    expect(overview).toMatchObject({ predictions: TASKS, isWhole: true })
    expect(overview.tasks).toHaveLength(1_000)
    for (const { predictions } of overview.tasks) expect(predictions).toBe(1)
    const series = await readSeries(rows, { fromMs: START, toMs: nowMs, by: 'kind' })
    expect(series?.groups).toMatchObject([{ name: 'generation', total: { predictions: TASKS } }])
    expect((await readFacets(rows, null)).facets[0]?.values).toMatchObject([
      { value: 'generation', predictions: TASKS },
    ])
    expect((await readFacets(rows, 'task 0')).facets[0]?.values).toMatchObject([{ predictions: 1 }])
    expect((await readFacets(rows, `task ${TASKS - 1}`)).facets).toEqual([])
    db.$client.close()
  },
  TIMEOUT_MS,
)
