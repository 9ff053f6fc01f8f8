// What it costs to be able to give space back, and how long it takes to give back a little of it.
import { bytesOf, type Experiment, openScratch, ROWS_PER_COMMIT, shareOf, takeTurns } from './experiment.ts'

const ROW_CHARACTERS = 1500
const MODES = ['none', 'incremental'] as const
const PAGES_PER_STEP = 100
/** Of all rows, the oldest. */
const REMOVED = 0.3

export const measureAutoVacuum: Experiment = ({ draw, language, rows }) => {
  const commits = Math.ceil(rows / ROWS_PER_COMMIT)
  const made = commits * ROWS_PER_COMMIT
  const stores = MODES.map((autoVacuum) => {
    const scratch = openScratch({ autoVacuum })
    scratch.database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT) STRICT')
    const insert = scratch.database.prepare('INSERT INTO row (body) VALUES (?)')
    const insertAll = scratch.database.transaction((bodies: string[]) => {
      for (const body of bodies) insert.run(body)
    })
    return { ...scratch, insertAll }
  })
  const spent = takeTurns({
    commits,
    makeRows: () => Array.from({ length: ROWS_PER_COMMIT }, () => language.write(draw, ROW_CHARACTERS)),
    candidates: stores.map(({ insertAll }) => insertAll),
  })
  const table = stores.map(({ database, close }, index) => {
    const before = bytesOf(database)
    database.prepare('DELETE FROM row WHERE id <= ?').run(Math.floor(made * REMOVED))
    const steps: number[] = []
    const countFree = (): number => Number(database.pragma('freelist_count', { simple: true }))
    for (let free = countFree(); free > 0 && MODES[index] === 'incremental'; free = countFree()) {
      const startMs = performance.now()
      database.pragma(`incremental_vacuum(${PAGES_PER_STEP})`)
      steps.push(performance.now() - startMs)
    }
    const after = bytesOf(database)
    close()
    const sorted = steps.toSorted((one, other) => one - other)
    return [
      MODES[index] ?? '',
      shareOf(spent[0], spent[index]),
      `${(100 * (1 - after / before)).toFixed(0)} %`,
      sorted.length === 0
        ? ''
        : `${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1)} / ${(sorted.at(-1) ?? 0).toFixed(1)}`,
    ]
  })
  return {
    title: 'Giving space back',
    explanation: `${made} rows of ${ROW_CHARACTERS} characters; then the oldest ${100 * REMOVED} % are removed, and space is given back ${PAGES_PER_STEP} pages at a time.`,
    columns: ['auto_vacuum', 'Writing against none', 'Given back of the file', 'A step, median / longest ms'],
    rows: table,
  }
}
