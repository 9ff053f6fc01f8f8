// What a full-text index costs to fill and to keep, by how much it remembers of where a word stands.
import { bytesOf, type Experiment, openScratch, ROWS_PER_COMMIT, shareOf, takeTurns, timeEach } from './experiment.ts'

const TEXT_CHARACTERS = 580
const ASKS = 200
const PAGE = 50

const candidates = [
  { name: 'the text alone, no index', index: null },
  { name: 'every place of a word (full)', index: 'detail=full' },
  { name: 'the column of a word (column)', index: 'detail=column' },
  { name: 'the row of a word (none)', index: 'detail=none' },
  { name: 'any three letters (trigram, full)', index: "detail=full, tokenize='trigram'" },
]

export const measureSearchIndex: Experiment = ({ draw, language, rows }) => {
  const commits = Math.ceil(rows / ROWS_PER_COMMIT)
  const made = commits * ROWS_PER_COMMIT
  const stores = candidates.map(({ index }) => {
    const scratch = openScratch()
    scratch.database.exec(
      index === null
        ? 'CREATE TABLE words (id INTEGER PRIMARY KEY, text TEXT) STRICT'
        : `CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, ${index})`,
    )
    const insert = scratch.database.prepare(
      `INSERT INTO words (${index === null ? 'id' : 'rowid'}, text) VALUES (?, ?)`,
    )
    const insertAll = scratch.database.transaction((texts: string[], commit: number) => {
      for (const [place, text] of texts.entries()) insert.run(commit * ROWS_PER_COMMIT + place + 1, text)
    })
    return { ...scratch, insertAll }
  })
  let characters = 0
  const spent = takeTurns({
    commits,
    makeRows: () =>
      Array.from({ length: ROWS_PER_COMMIT }, () => {
        const text = language.write(draw, draw.spread(TEXT_CHARACTERS, 0.5))
        characters += text.length
        return text
      }),
    candidates: stores.map(({ insertAll }) => insertAll),
  })
  const table = stores.map(({ database, close }, index) => {
    const bytes = bytesOf(database)
    const select =
      candidates[index]?.index === null
        ? null
        : database.prepare<[string], number>(
            `SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ${PAGE}`,
          )
    const askUs = select === null ? null : timeEach(ASKS, () => void select.all(`"${draw.pick(language.commonWords)}"`))
    close()
    return [
      candidates[index]?.name ?? '',
      (((spent[index] ?? 0) * 1000) / made).toFixed(0),
      shareOf(spent[index], spent[0]),
      (bytes / characters).toFixed(2),
      askUs === null ? '' : askUs.toFixed(0),
    ]
  })
  return {
    title: 'The search index',
    explanation: `${made} texts of ${(characters / made).toFixed(0)} characters on average, ${ROWS_PER_COMMIT} a commit; the index keeps no text. Asked for the newest ${PAGE} with a common word.`,
    columns: ['Kept', 'µs a text', 'Time against no index', 'Bytes a character', 'Newest with a common word, µs'],
    rows: table,
  }
}
