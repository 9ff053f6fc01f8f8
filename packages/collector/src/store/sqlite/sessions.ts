// Sessions and people.

import type { RowsReading } from '../rows-reading.ts'
import type { Connection } from './connection.ts'
import { notYet } from './not-yet.ts'

export function createSessionReading(_db: Connection): Pick<RowsReading, 'sessions' | 'session' | 'people' | 'traceTimes'> {
  return { sessions: notYet, session: notYet, people: notYet, traceTimes: notYet }
}
