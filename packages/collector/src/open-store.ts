// The store of a data folder, as every verb opens it. The one place that picks an engine.

import { foldOf } from './aggregates/roll-up.ts'
import { byNewest, opinionOf, peopleOf } from './feedback/opinion.ts'
import { ratingsOf } from './feedback/ratings.ts'
import type { RowsReading } from './store/rows-reading.ts'
import { restoreFile, type RestoreOptions } from './store/sqlite/restore-file.ts'
import { openSqliteReading, openSqliteStore } from './store/sqlite/store.ts'
import type { Store } from './store/store.ts'

type StoreOptions = Pick<Parameters<typeof openSqliteStore>[0], 'role' | 'mustExist' | 'hold' | 'clock'>

const rules = { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }

/** Made if it is not there, unless it must exist. */
export function openStore(data: string, options?: StoreOptions): Store {
  return openSqliteStore({ data, rules, ...options })
}

/** Only for questions, of a store that is made already. */
export function openRowsReading(data: string): { rows: RowsReading; close: () => void } {
  return openSqliteReading(data, rules)
}

/** Puts a backup in the place of the store of a folder. */
export function restoreStore(options: RestoreOptions): Promise<{ movedTo: string | null }> {
  return restoreFile(options)
}
