// The watching of the state half on SQLite, put together.

import type { WatchStore } from '../../state-watch.ts'
import type { Connection } from '../connection.ts'
import { cellTable } from './cells.ts'
import { chosenTable } from './chosen.ts'
import { moveTable } from './moves.ts'
import { saidTable } from './said.ts'
import { tidying } from './tidy.ts'
import { watchedTaskTable } from './watched-tasks.ts'

export function watchTables(db: Connection): WatchStore {
  return {
    ...moveTable(db),
    ...watchedTaskTable(db),
    ...saidTable(db),
    ...cellTable(db),
    ...tidying(db),
    ...chosenTable(db),
  }
}
