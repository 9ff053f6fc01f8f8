// Adds to how often things were said, inside somebody's transaction. Who comes when there is no more room is not
// counted; then nothing makes room any more, so that what was not counted is not taken back either.

import type Database from 'better-sqlite3'
import { FACET_NAMES_MAX, FACET_VALUES_MAX, type FacetCount } from '../../rows-folding.ts'
import { toText } from '../stored-text.ts'
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

  function addOfName(facets: readonly FacetCount[], names: Set<string>, [taskId, name, part]: [number, string, Part]) {
    const counts = new Map(selectValues.all(taskId, name, part).map((row) => [row.value, row.predictions]))
    for (const { value, predictions, lastMs } of facets) {
      const key: Key = [taskId, name, toText(value), part]
      const known = counts.get(key[2])
      const sum = (known ?? 0) + predictions
      const isFull = counts.size >= FACET_VALUES_MAX || names.size >= FACET_NAMES_MAX
      if (known === undefined) {
        const hasRoom = counts.size < FACET_VALUES_MAX && (names.has(name) || names.size < FACET_NAMES_MAX)
        if (!hasRoom || sum <= 0) continue
        insert.run(...key, sum, lastMs)
      } else if (sum === 0 && !isFull) {
        remove.run(...key)
        counts.delete(key[2])
        continue
      } else update.run(sum, lastMs, ...key)
      counts.set(key[2], sum)
      names.add(name)
    }
  }

  return (facets, taskId, part) => {
    const names = new Set(selectNames.all({ task: taskId }))
    for (const [name, ofName] of Map.groupBy(facets, (facet) => toText(facet.name)))
      addOfName(ofName, names, [taskId, name, part])
  }
}
