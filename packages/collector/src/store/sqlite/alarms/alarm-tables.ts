// The alarms of the state half on SQLite, put together.

import type { AlarmStore } from '../../state-alarms.ts'
import type { Connection } from '../connection.ts'
import { alarmTable } from './alarms.ts'
import { channelTable } from './channels.ts'
import { deliveryTable } from './deliveries.ts'
import { guardTable } from './guards.ts'

export function alarmTables(db: Connection): AlarmStore {
  return { ...guardTable(db), ...alarmTable(db), ...channelTable(db), ...deliveryTable(db) }
}
