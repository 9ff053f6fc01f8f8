// How many predictions there are, without reading all of them: they are counted run by run in the narrowest index, and
// of very many runs some stand for the others.

import type Database from 'better-sqlite3'

/** A run is counted in about a millisecond. */
const RUNS_COUNTED_MAX = 96
const RUN_BITS = 14

/** Ready to count those with ids above the given one. Exact up to some million, and nearly so beyond. */
export function prepareCountPredictions(client: Database.Database): (aboveId?: number) => number {
  const ends = client.prepare<[number], { first: number | null; last: number | null }>(
    'SELECT (SELECT min(id) FROM prediction WHERE id > ?) AS first, (SELECT max(id) FROM prediction) AS last',
  )
  const count = client
    .prepare<[number, number], number>(
      `SELECT count(*) FROM prediction INDEXED BY prediction_identity WHERE id >> ${RUN_BITS} = ? AND id > ?`,
    )
    .pluck()

  return (aboveId = 0) => {
    const { first, last } = ends.get(aboveId) ?? {}
    if (typeof first !== 'number' || typeof last !== 'number') return 0
    const [firstRun, lastRun] = [runOf(first), runOf(last)]
    const countRun = (run: number): number => count.get(run, aboveId) ?? 0
    if (firstRun === lastRun) return countRun(firstRun)
    // The first and the last are not whole.
    const between = lastRun - firstRun - 1
    const stride = Math.max(1, Math.ceil(between / RUNS_COUNTED_MAX))
    let [counted, predictions] = [0, 0]
    for (let run = firstRun + 1; run < lastRun; run += stride) {
      predictions += countRun(run)
      counted += 1
    }
    const inBetween = counted === 0 ? 0 : Math.round((predictions * between) / counted)
    return countRun(firstRun) + inBetween + countRun(lastRun)
  }
}

function runOf(id: number): number {
  return Math.floor(id / 2 ** RUN_BITS)
}
