// Makes the search index anew: empties it, and lets it be filled from the first row on.

import type Database from 'better-sqlite3'

export function prepareClearSearch(client: Database.Database): () => void {
  const statements = [
    ...['input', 'output', 'labels'].map((part) => `INSERT INTO search_${part} (search_${part}) VALUES ('delete-all')`),
    'DELETE FROM search_again',
    "UPDATE progress SET done = 0, claimed = 0, steps = steps + 1 WHERE name = 'search'",
  ].map((statement) => client.prepare(statement))
  const clear = client.transaction(() => {
    for (const statement of statements) statement.run()
  })
  return () => clear.immediate()
}
