// The store of a data folder, as every verb opens it. The one place that picks an engine.

import { foldOf } from './aggregates/roll-up.ts'
import { byNewest, opinionOf } from './feedback/opinion.ts'
import { openSqliteStore } from './store/sqlite/store.ts'
import type { Store } from './store/store.ts'

type StoreOptions = Pick<Parameters<typeof openSqliteStore>[0], 'role' | 'mustExist' | 'hold'>

/** Made if it is not there, unless it must exist. */
export function openStore(data: string, options?: StoreOptions): Store {
  return openSqliteStore({ data, rules: { opinionOf, byNewest, foldOf }, ...options })
}
