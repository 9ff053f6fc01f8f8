// The state half of the port on SQLite.

import type { State } from '../state.ts'
import { alarmTables } from './alarms/alarm-tables.ts'
import { auditLog } from './audit.ts'
import type { Connection } from './connection.ts'
import { datasetTable } from './datasets.ts'
import { jobTable } from './jobs.ts'
import { keyTable } from './keys.ts'
import { reviewTables } from './reviews/review-tables.ts'
import { settingTable } from './settings.ts'
import { viewTable } from './views.ts'
import { watchTables } from './watch/watch-tables.ts'

export function createSqliteState(db: Connection, makeId: () => string): State {
  return {
    ...keyTable(db),
    ...auditLog(db),
    ...viewTable(db),
    ...settingTable(db),
    ...jobTable(db),
    ...datasetTable(db, makeId),
    ...reviewTables(db, makeId),
    ...watchTables(db),
    ...alarmTables(db),
  }
}
