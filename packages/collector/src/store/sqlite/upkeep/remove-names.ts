// Names of sessions and people of whom no prediction is left. Which are in use is read from an index, run by run, and asked
// once more in the transaction that removes the others. Whoever writes remembers names for an era, so another one begins
// with it.

import type Database from 'better-sqlite3'
import type { Clock } from '../../../clock.ts'
import { prepareBeginEra } from '../content/eras.ts'
import { allRuns } from '../runs.ts'

/** Looked at together. */
const NAMES_AT_ONCE = 5000
/** Of one transaction: whether somebody is still in use is asked of every run. */
const REMOVED_AT_ONCE = { session: 500, person: 20 }

type Table = 'session' | 'person'

const IN_USE: { readonly [table in Table]: string } = {
  session: 'prediction WHERE session = name.id',
  person: `${allRuns('prediction')} WHERE prediction.person = name.id`,
}

/** Step by step. */
export function prepareRemoveNames(client: Database.Database, clock: Clock): () => Generator<void> {
  const tables = (['person', 'session'] as const).map((table) => prepareRemoveNamesOf(client, clock, table))
  return function* () {
    for (const remove of tables) yield* remove()
  }
}

function prepareRemoveNamesOf(client: Database.Database, clock: Clock, table: Table): () => Generator<void> {
  const selectRuns = client
    .prepare<[], number>("SELECT DISTINCT run FROM run WHERE of = 'prediction' ORDER BY run")
    .pluck()
  const selectUsed = client
    .prepare<[number], number>(`SELECT DISTINCT ${table} FROM prediction WHERE id >> 14 = ? AND ${table} IS NOT NULL`)
    .pluck()
  const selectNames = client
    .prepare<[number, number], number>(`SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`)
    .pluck()
  const remove = client.prepare<[number]>(
    `DELETE FROM ${table} AS name WHERE id = ? AND NOT EXISTS (SELECT 1 FROM ${IN_USE[table]})`,
  )
  const beginEra = prepareBeginEra(client)
  const removeAll = client.transaction((ids: readonly number[]) => {
    for (const id of ids) remove.run(id)
    beginEra(clock())
  })

  return function* () {
    const used = new Set<number>()
    for (const run of selectRuns.all()) {
      for (const id of selectUsed.all(run)) used.add(id)
      yield
    }
    for (let after = 0; ;) {
      const names = selectNames.all(after, NAMES_AT_ONCE)
      const idle = names.filter((id) => !used.has(id))
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
