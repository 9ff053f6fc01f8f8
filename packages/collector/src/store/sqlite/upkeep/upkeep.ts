// What keeps the file fast and small, put together.

import type { RowsUpkeep } from '../../rows-upkeep.ts'
import type { Connection } from '../connection.ts'
import { notYet } from '../not-yet.ts'
import type { StoreRules } from '../rules.ts'
import { prepareBackup } from './backup.ts'

interface UpkeepOptions {
  db: Connection
  /** The database file, or ':memory:'. */
  file: string
  rules: StoreRules
}

export function createUpkeep({ db, file }: UpkeepOptions): RowsUpkeep {
  return {
    catchUp: notYet,
    removeOld: notYet,
    forget: notYet,
    clearSearch: notYet,
    report: notYet,
    check: notYet,
    backup: prepareBackup({ db, file }),
  }
}
