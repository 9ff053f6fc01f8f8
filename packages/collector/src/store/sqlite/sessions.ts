// Predictions by whom and what they belong to: sessions, people and traces.

import type { RowsReading } from '../rows-reading.ts'
import type { Connection } from './connection.ts'
import { createListCursors } from './sessions/list-cursor.ts'
import { prepareListPeople } from './sessions/list-people.ts'
import { prepareListSessions } from './sessions/list-sessions.ts'
import { prepareTraceTimes } from './sessions/trace-times.ts'

export function createSessionReading({
  $client: client,
}: Connection): Pick<RowsReading, 'sessions' | 'session' | 'people' | 'traceTimes'> {
  const cursors = createListCursors(client)
  return {
    ...prepareListSessions(client, cursors),
    ...prepareListPeople(client, cursors),
    traceTimes: prepareTraceTimes(client),
  }
}
