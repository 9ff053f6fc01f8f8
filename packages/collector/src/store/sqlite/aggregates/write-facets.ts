// Adds to how often things were said, inside somebody's transaction. Who comes when there is no more room is not
// counted, unless others were not heard of for long: they make room. So beyond the bounds a count may be too small.

import type Database from 'better-sqlite3'
import { FACET_KEYS_MAX, FACET_VALUES_MAX, type FacetCount } from '../../rows-folding.ts'
import { fromText, toText } from '../stored-text.ts'
import type { Part } from './parts.ts'

/** A value that nobody said for so long makes room: an old release, a finished experiment. */
const STALE_MS = 30 * 24 * 3_600_000

export type AddFacets = (facets: readonly FacetCount[], taskId: number, part: Part) => void

interface Value {
  value: string
  predictions: number
  lastMs: number
}

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
  const selectValues = client.prepare<[number, string, Part], Value>(
    'SELECT value, predictions, last_ms AS lastMs FROM facet WHERE task = ? AND name = ? AND part = ?',
  )
  const where = 'task = ? AND name = ? AND value = ? AND part = ?'
  const insert = client.prepare<[...Key, number, number]>(
    'INSERT INTO facet (task, name, value, part, predictions, last_ms) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const update = client.prepare<[number, number, ...Key]>(
    `UPDATE facet SET predictions = ?, last_ms = ? WHERE ${where}`,
  )
  const remove = client.prepare<Key>(`DELETE FROM facet WHERE ${where}`)

  /** Whether anything of the name is kept. */
  function addOfName(facets: readonly FacetCount[], place: [number, string, Part]): boolean {
    const [taskId, name, part] = place
    const values = new Map(selectValues.all(...place).map((each) => [each.value, each]))
    if (values.size + facets.length > FACET_VALUES_MAX)
      makeRoom(values, place, Math.max(...facets.map((each) => each.lastMs)))
    for (const facet of facets) {
      const value = toText(facet.value)
      const key: Key = [taskId, name, value, part]
      const known = values.get(value)
      const predictions = (known?.predictions ?? 0) + facet.predictions
      const lastMs = Math.max(known?.lastMs ?? 0, facet.lastMs)
      if (predictions <= 0) {
        if (values.delete(value)) remove.run(...key)
        continue
      }
      if (known !== undefined) update.run(predictions, lastMs, ...key)
      else {
        if (values.size >= FACET_VALUES_MAX) continue
        insert.run(...key, predictions, lastMs)
      }
      values.set(value, { value, predictions, lastMs })
    }
    return values.size > 0
  }

  function makeRoom(values: Map<string, Value>, [taskId, name, part]: [number, string, Part], nowMs: number): void {
    for (const { value, lastMs } of values.values()) {
      if (nowMs - lastMs < STALE_MS) continue
      remove.run(taskId, name, value, part)
      values.delete(value)
    }
  }

  return (facets, taskId, part) => {
    const keys = new Set(selectNames.all({ task: taskId }).map(fromText).filter(isKey))
    for (const [name, ofName] of Map.groupBy(facets, (facet) => facet.name)) {
      // What sources say and tags have a place of their own.
      if (isKey(name) && !keys.has(name) && keys.size >= FACET_KEYS_MAX) continue
      const isKept = addOfName(ofName, [taskId, toText(name), part])
      if (isKept && isKey(name)) keys.add(name)
    }
  }
}

function isKey(name: string): boolean {
  return name.startsWith('metadata.')
}
