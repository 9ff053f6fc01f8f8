// What the size of a page costs and saves for rows of three kilobytes.
import { bytesOf, type Experiment, openScratch, ROWS_PER_COMMIT, shareOf, takeTurns, timeEach } from './experiment.ts'

const PAGES = [4096, 8192, 16_384, 32_768]
const ROW_CHARACTERS = 3100
const READS = 2000

export const measurePageSize: Experiment = ({ draw, language, rows }) => {
  const commits = Math.ceil(rows / ROWS_PER_COMMIT)
  const stores = PAGES.map((pageBytes) => {
    const scratch = openScratch({ pageBytes })
    scratch.database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, tokens INTEGER, body TEXT) STRICT')
    const insert = scratch.database.prepare('INSERT INTO row VALUES (NULL, ?, ?)')
    const insertAll = scratch.database.transaction((bodies: string[]) => {
      for (const body of bodies) insert.run(body.length, body)
    })
    return { ...scratch, insertAll }
  })
  const spent = takeTurns({
    commits,
    makeRows: () => Array.from({ length: ROWS_PER_COMMIT }, () => language.write(draw, ROW_CHARACTERS)),
    candidates: stores.map(({ insertAll }) => insertAll),
  })
  const made = commits * ROWS_PER_COMMIT
  const table = stores.map(({ database, close }, index) => {
    const bytes = bytesOf(database) / made
    const point = database.prepare<[number], string>('SELECT body FROM row WHERE id = ?').pluck()
    const scan = database.prepare<[], number>('SELECT sum(tokens) FROM row').pluck()
    const pointUs = timeEach(READS, () => void point.get(1 + draw.below(made)))
    const scanUs = timeEach(5, () => void scan.get()) / made
    close()
    return [
      String(PAGES[index]),
      shareOf(spent[0], spent[index]),
      bytes.toFixed(0),
      pointUs.toFixed(1),
      scanUs.toFixed(2),
    ]
  })
  return {
    title: 'Page size',
    explanation: `${made} rows of ${ROW_CHARACTERS} characters and a little more, ${ROWS_PER_COMMIT} a commit.`,
    columns: ['Page, bytes', 'Writing against 4 kB', 'Bytes a row', 'Point read, µs', 'Scan, µs a row'],
    rows: table,
  }
}
