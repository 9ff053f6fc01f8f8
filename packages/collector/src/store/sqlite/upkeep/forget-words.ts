// Words of rows that are gone stay in the search index until its parts are merged, values that nobody says any more among
// those that were counted, and samples of columns among what SQLite knows of its indexes.

import type Database from 'better-sqlite3'

const INDEXES = ['search_input', 'search_output', 'search_labels']
/** Of an index, written in one step: a few milliseconds. */
const MERGED_PAGES = 200
/** A step that changes less has merged nothing. */
const CHANGES_MIN = 2
/** Of one transaction. */
const VALUES_AT_ONCE = 500

/** Step by step: merges each index into one part, and blanks the values. */
export function prepareForgetWords(client: Database.Database): () => Generator<void> {
  const changes = client.prepare<[], number>('SELECT total_changes()').pluck()
  const merges = INDEXES.map((index) =>
    client.prepare<[number]>(`INSERT INTO ${index} (${index}, rank) VALUES ('merge', ?)`),
  )
  const blankValues = prepareBlankValues(client)
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
    yield* blankValues()
    if (hasSamples.get() !== undefined) client.exec('DELETE FROM sqlite_stat4')
  }
}

interface Value {
  task: number
  name: string
  value: string
  part: number
}

/** A value that is no longer counted keeps its place where there is no room for others, and not its name. */
function prepareBlankValues(client: Database.Database): () => Generator<void> {
  const select = client.prepare<[], Value>('SELECT task, name, value, part FROM facet WHERE predictions = 0')
  const update = client.prepare<Value>(
    `UPDATE facet SET value = lower(hex(randomblob(16)))
     WHERE task = @task AND name = @name AND value = @value AND part = @part AND predictions = 0`,
  )
  const updateAll = client.transaction((values: readonly Value[]) => {
    for (const value of values) update.run(value)
  })
  return function* () {
    const values = select.all()
    for (let at = 0; at < values.length; at += VALUES_AT_ONCE) {
      updateAll.immediate(values.slice(at, at + VALUES_AT_ONCE))
      yield
    }
  }
}
