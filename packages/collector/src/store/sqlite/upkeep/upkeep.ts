// What keeps the file fast and small, put together.

import type { Clock } from '../../../clock.ts'
import type { RowsUpkeep } from '../../rows-upkeep.ts'
import type { Connection } from '../connection.ts'
import { notYet } from '../not-yet.ts'
import type { StoreRules } from '../rules.ts'
import { prepareClearSearch } from '../search/clear-search.ts'
import { prepareFillSearch } from '../search/fill-search.ts'
import { prepareBackup } from './backup.ts'
import { prepareCheck } from './check.ts'

interface UpkeepOptions {
  db: Connection
  /** The database file, or ':memory:'. */
  file: string
  rules: StoreRules
  clock: Clock
}

export function createUpkeep({ db, file, rules }: UpkeepOptions): Omit<RowsUpkeep, 'report'> {
  const fillSearch = prepareFillSearch(db.$client)
  const clearSearch = prepareClearSearch(db.$client)
  return {
    catchUp: async (budgetMs) => fillSearch(budgetMs),
    removeOld: notYet,
    forget: notYet,
    clearSearch: async () => clearSearch(),
    check: prepareCheck({ db, file, rules }),
    backup: prepareBackup({ db, file }),
  }
}
