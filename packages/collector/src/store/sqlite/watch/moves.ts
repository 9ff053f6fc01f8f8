// Each step of the watching: what was counted and the mark up to which it was are stored in one transaction, which asks
// first whether the watching is where it was. Of any number that count the same one goes on.

import type Database from 'better-sqlite3'
import type { WatchMove, WatchStore } from '../../state-watch.ts'
import type { Connection } from '../connection.ts'
import { withRest } from '../upkeep/rest.ts'
import { prepareAddCell } from './cells.ts'
import { prepareMoveTo, prepareReadProgress } from './progress.ts'
import { prepareWriteSaid } from './said.ts'
import { prepareNumberOf, prepareWriteWatch } from './watched-tasks.ts'

export function moveTable({ $client: client }: Connection): Pick<WatchStore, 'watching' | 'moveWatching' | 'unwatch'> {
  const readProgress = prepareReadProgress(client)
  const moveTo = prepareMoveTo(client)
  const store = prepareStore(client)
  const move = client.transaction((next: WatchMove): boolean => {
    if (readProgress().step !== next.step) return false
    store(next)
    moveTo(next.mark)
    return true
  })
  const removeWatches = client.prepare('DELETE FROM watch')
  const removeGuards = client.prepare('DELETE FROM alarm_guard')
  const unwatch = client.transaction(() => {
    // Cells of a task that is not there any more are found by nobody, and removed by and by.
    removeWatches.run()
    // They stand over signals by numbers, which others get.
    removeGuards.run()
    moveTo(null)
  })
  return {
    watching: async () => readProgress(),
    moveWatching: async (next) => withRest(() => move.immediate(next)),
    unwatch: async () => unwatch.immediate(),
  }
}

function prepareStore(client: Database.Database): (move: WatchMove) => void {
  const writeWatch = prepareWriteWatch(client)
  const addCell = prepareAddCell(client)
  const writeSaid = prepareWriteSaid(client)
  const findNumber = prepareNumberOf(client)

  function numberOf(task: string): number {
    const number = findNumber(task)
    if (number === null) throw new Error(`something was counted of ${task}, which is not watched`)
    return number
  }

  return ({ watches, cells, said }) => {
    for (const watch of watches) writeWatch(watch)
    for (const { task, cells: ofTask } of cells) {
      const number = numberOf(task)
      for (const cell of ofTask) addCell(number, cell)
    }
    for (const { task, said: ofTask } of said) {
      const number = numberOf(task)
      for (const each of ofTask) writeSaid(number, each)
    }
  }
}
