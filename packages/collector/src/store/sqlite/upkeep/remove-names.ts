// Names of sessions and people of whom no prediction is left. Which are in use is read from an index, run by run, and asked
// once more in the transaction that removes the others. By the name of a person is known that there may be something to
// forget, so it is the last that goes. Whoever writes remembers names for an era, so another one begins with it.

import type Database from 'better-sqlite3'
import type { Clock } from '../../../clock.ts'
import { prepareBeginEra } from '../content/eras.ts'
import { allRuns } from '../runs.ts'

/** Looked at together. */
const NAMES_AT_ONCE = 5000
/** Of one transaction: whether somebody is still in use is asked of every run. */
const REMOVED_AT_ONCE = { session: 500, person: 20 }
/** People who are remembered as idle. */
const IDLE_MAX = 1_000_000

type Table = 'session' | 'person'

const REMOVE: { readonly [table in Table]: string } = {
  session: 'DELETE FROM session AS name WHERE id = ? AND NOT EXISTS (SELECT 1 FROM prediction WHERE session = name.id)',
  person: `DELETE FROM person AS name WHERE id = ?
    AND NOT EXISTS (SELECT 1 FROM ${allRuns('prediction')} WHERE prediction.person = name.id)`,
}

/**
 * Step by step. People go when they are found idle a second time: words of predictions that are gone may be left until
 * their eras are swept, and for as long the person can be forgotten. In the end it says whether some wait for that.
 */
export function prepareRemoveNames(client: Database.Database, clock: Clock): () => Generator<void, boolean> {
  const removeSessions = prepareRemoveSessionNames(client, clock)
  const removePeople = prepareRemoveNamesOf(client, clock, 'person')
  let idleBefore = new Set<number>()
  return function* () {
    const idle = new Set<number>()
    yield* removePeople((id) => {
      const mayGo = idleBefore.has(id)
      if (!mayGo && idle.size < IDLE_MAX) idle.add(id)
      return mayGo
    })
    idleBefore = idle
    yield* removeSessions()
    return idle.size > 0
  }
}

export function prepareRemoveSessionNames(client: Database.Database, clock: Clock): () => Generator<void> {
  const remove = prepareRemoveNamesOf(client, clock, 'session')
  return () => remove(() => true)
}

/** The name of one, unless there are predictions again. */
export function prepareRemovePersonName(client: Database.Database, clock: Clock): (id: number) => void {
  const remove = client.prepare<[number]>(REMOVE.person)
  const beginEra = prepareBeginEra(client)
  const removeOne = client.transaction((id: number) => {
    if (remove.run(id).changes > 0) beginEra(clock())
  })
  return (id) => removeOne.immediate(id)
}

function prepareRemoveNamesOf(
  client: Database.Database,
  clock: Clock,
  table: Table,
): (mayGo: (id: number) => boolean) => Generator<void> {
  const selectRuns = client
    .prepare<[], number>("SELECT DISTINCT run FROM run WHERE of = 'prediction' ORDER BY run")
    .pluck()
  const selectUsed = client
    .prepare<[number], number>(`SELECT DISTINCT ${table} FROM prediction WHERE id >> 14 = ? AND ${table} IS NOT NULL`)
    .pluck()
  const selectNames = client
    .prepare<[number, number], number>(`SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`)
    .pluck()
  const remove = client.prepare<[number]>(REMOVE[table])
  const beginEra = prepareBeginEra(client)
  const removeAll = client.transaction((ids: readonly number[]) => {
    for (const id of ids) remove.run(id)
    beginEra(clock())
  })

  return function* (mayGo) {
    const used = new Set<number>()
    for (const run of selectRuns.all()) {
      for (const id of selectUsed.all(run)) used.add(id)
      yield
    }
    for (let after = 0; ;) {
      const names = selectNames.all(after, NAMES_AT_ONCE)
      const idle = names.filter((id) => !used.has(id) && mayGo(id))
      for (let at = 0; at < idle.length; at += REMOVED_AT_ONCE[table]) {
        removeAll.immediate(idle.slice(at, at + REMOVED_AT_ONCE[table]))
        yield
      }
      const last = names.at(-1)
      if (last === undefined) return
      after = last
      yield
    }
  }
}
