// Reads a database file from end to end, to know that it is whole and has in it what it should.

import Database from 'better-sqlite3'
import { checkSchema } from './check-tables.ts'

const COUNTS = {
  prediction: 'SELECT count(*) FROM prediction',
  feedback: 'SELECT count(*) FROM feedback',
  datasetRow: 'SELECT count(*) FROM dataset_row',
  apiKey: 'SELECT count(*) FROM api_key',
  // Counting them would read every text.
  newestContent: 'SELECT max(id) FROM content',
  newestTraceRow: 'SELECT max(id) FROM trace_row',
  newestMigration: 'SELECT max(created_at) FROM __drizzle_migrations',
} as const

/** How much there is of what cannot be made anew, and how new the tables are. */
export type WhatIsThere = { [name in keyof typeof COUNTS]: number | null }

export function countWhatIsThere(client: Database.Database): WhatIsThere {
  const columns = Object.entries(COUNTS).map(([name, select]) => `(${select}) AS ${name}`)
  return client.prepare<[], WhatIsThere>(`SELECT ${columns.join(', ')}`).get() as WhatIsThere
}

/** Throws where the file is damaged or is not what was expected. What it leaves is one file, with no log beside it. */
export function verifyFile(file: string, expected: WhatIsThere): void {
  const client = new Database(file, { fileMustExist: true })
  try {
    // A copy of a database with a log would ask for one, also where nobody may write.
    client.pragma('journal_mode = DELETE')
    refuseDamaged(client)
    const found = countWhatIsThere(client)
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      throw new Error(`a copy has ${JSON.stringify(found)} in it in place of ${JSON.stringify(expected)}`)
    }
  } finally {
    client.close()
  }
}

/** Says what is damaged, in SQLite's words: how pages hang together and what each row looks like. */
export function refuseDamaged(client: Database.Database): void {
  const said = client.pragma('quick_check(1)', { simple: true })
  if (said === 'ok') return
  throw Object.assign(new Error(String(said)), { code: 'SQLITE_CORRUPT' })
}

/** Throws, naming the first, where tables are others than this Trimtab makes, or something else acts on their rows. */
export function refuseForeign(client: Database.Database): void {
  const problem = checkSchema(client).find(({ severity }) => severity === 'problem')
  if (problem !== undefined) throw Object.assign(new Error(problem.sentence), { code: FOREIGN })
}

/** The code of what `refuseForeign` throws. */
export const FOREIGN = 'TABLES_FOREIGN'
