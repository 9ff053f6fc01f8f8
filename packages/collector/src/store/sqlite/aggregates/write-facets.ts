// Adds to how often things were said, inside somebody's transaction. Who comes when there is no more room is not
// counted; then nothing makes room any more, so that what was not counted is not taken back either.

import type Database from 'better-sqlite3'
import { FACET_KEYS_MAX, FACET_VALUES_MAX, type FacetCount } from '../../rows-folding.ts'
import { fromText, toText } from '../stored-text.ts'
import type { Part } from './parts.ts'

export type AddFacets = (facets: readonly FacetCount[], taskId: number, part: Part) => void

type Key = [task: number, name: string, value: string, part: Part]

export function prepareAddFacets(client: Database.Database): AddFacets {
  const selectNames = client
    .prepare<{ task: number }, string>(
      `WITH RECURSIVE name(name) AS (
         SELECT min(name) FROM facet WHERE task = @task
         UNION ALL
         SELECT (SELECT min(facet.name) FROM facet WHERE task = @task AND facet.name > name.name) FROM name
         WHERE name.name IS NOT NULL
       )
       SELECT name FROM name WHERE name IS NOT NULL`,
    )
    .pluck()
  const selectValues = client.prepare<[number, string, Part], { value: string; predictions: number }>(
    'SELECT value, predictions FROM facet WHERE task = ? AND name = ? AND part = ?',
  )
  const where = 'task = ? AND name = ? AND value = ? AND part = ?'
  const insert = client.prepare<[...Key, number, number]>(
    'INSERT INTO facet (task, name, value, part, predictions, last_ms) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const update = client.prepare<[number, number, ...Key]>(
    `UPDATE facet SET predictions = ?, last_ms = max(last_ms, ?) WHERE ${where}`,
  )
  const remove = client.prepare<Key>(`DELETE FROM facet WHERE ${where}`)

  /** Whether anything of the name is kept. */
  function addOfName(facets: readonly FacetCount[], room: Room, [taskId, name, part]: [number, string, Part]): boolean {
    const counts = new Map(selectValues.all(taskId, name, part).map((row) => [row.value, row.predictions]))
    for (const { value, predictions, lastMs } of facets) {
      const key: Key = [taskId, name, toText(value), part]
      const known = counts.get(key[2])
      const sum = (known ?? 0) + predictions
      const isFull = counts.size >= FACET_VALUES_MAX
      if (known === undefined) {
        if (room === 'none' || isFull || sum <= 0) continue
        insert.run(...key, sum, lastMs)
        counts.set(key[2], sum)
      } else if (sum === 0 && room === 'any' && !isFull) {
        remove.run(...key)
        counts.delete(key[2])
      } else {
        update.run(sum, lastMs, ...key)
        counts.set(key[2], sum)
      }
    }
    return counts.size > 0
  }

  return (facets, taskId, part) => {
    const keys = new Set(selectNames.all({ task: taskId }).map(fromText).filter(isKey))
    const roomFor = (name: string): Room => {
      // What sources say and tags have a place of their own.
      if (!isKey(name) || keys.size < FACET_KEYS_MAX) return 'any'
      return keys.has(name) ? 'own' : 'none'
    }
    for (const [name, ofName] of Map.groupBy(facets, (facet) => facet.name)) {
      if (addOfName(ofName, roomFor(name), [taskId, toText(name), part]) && isKey(name)) keys.add(name)
    }
  }
}

/** For whatever is said; for a key that is known, as long as none of its values goes; for none that is new. */
type Room = 'any' | 'own' | 'none'

function isKey(name: string): boolean {
  return name.startsWith('metadata.')
}
