// Forgets the sums of what is stored, in steps of a few milliseconds each.

import type Database from 'better-sqlite3'
import { STORED } from './parts.ts'
import { prepareProgress, UNFOLDING } from './progress.ts'

const STEP_ROWS = 1_000

type Step = () => boolean

/** Ready to go once through everything; each call of what it gives does a step, and says whether there is another. */
export function prepareClearSums(client: Database.Database): () => Step {
  const progress = prepareProgress(client)
  const tables = [
    prepareClear(client, 'cell', ['level', 'grain', 'start', 'task', 'source', 'part']),
    prepareClear(client, 'facet', ['task', 'name', 'value', 'part']),
  ]
  const removeNotes = client.prepare<[]>(
    `DELETE FROM changed WHERE prediction IN (SELECT prediction FROM changed LIMIT ${STEP_ROWS})`,
  )

  return () => {
    const left: Step[] = [() => removeNotes.run().changes === STEP_ROWS, ...tables.map((clear) => clear())]
    const step = client.transaction((): boolean => {
      // Whoever else was forgetting may be done, and what is there now is new.
      if (progress.read().done !== UNFOLDING) return false
      if (left[0]?.() === false) left.shift()
      return left.length > 0
    })
    return () => step.immediate()
  }
}

/** Goes along the key, so that what stays is passed over once. */
function prepareClear(client: Database.Database, table: string, key: readonly string[]): () => Step {
  const columns = key.join(', ')
  const marks = key.map(() => '?').join(', ')
  type Key = (number | string)[]
  const select = (where: string) =>
    client.prepare<Key, Key>(`SELECT ${columns} FROM ${table} ${where} ORDER BY ${columns} LIMIT ${STEP_ROWS}`).raw()
  const first = select('')
  const next = select(`WHERE (${columns}) > (${marks})`)
  const remove = client.prepare<Key>(`DELETE FROM ${table} WHERE (${columns}) = (${marks}) AND part = ${STORED}`)

  return () => {
    let last: Key | undefined
    return () => {
      const keys = last === undefined ? first.all() : next.all(...last)
      for (const each of keys) remove.run(...each)
      last = keys.at(-1)
      return keys.length === STEP_ROWS
    }
  }
}
