// Words of rows that are gone stay in the search index until its parts are merged, and single values of columns among what
// SQLite knows of its indexes.

import type Database from 'better-sqlite3'

const INDEXES = ['search_input', 'search_output', 'search_labels']
/** Of an index, written in one step: a few milliseconds. */
const MERGED_PAGES = 200
/** A step that changes less has merged nothing. */
const CHANGES_MIN = 2

/** Merges the search index into one part, step by step. */
export function prepareForgetWords(client: Database.Database): () => Generator<void> {
  const changes = client.prepare<[], number>('SELECT total_changes()').pluck()
  const merges = INDEXES.map((index) =>
    client.prepare<[number]>(`INSERT INTO ${index} (${index}, rank) VALUES ('merge', ?)`),
  )
  const hasSamples = client.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat4'")
  return function* () {
    for (const merge of merges) {
      // The first says that all parts are to become one.
      for (let pages = -MERGED_PAGES; ; pages = MERGED_PAGES) {
        const before = changes.get() ?? 0
        merge.run(pages)
        yield
        if ((changes.get() ?? 0) - before < CHANGES_MIN) break
      }
    }
    if (hasSamples.get() !== undefined) client.exec('DELETE FROM sqlite_stat4')
  }
}
