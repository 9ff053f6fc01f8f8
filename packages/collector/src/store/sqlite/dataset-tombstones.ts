// What is left of dataset rows once the person they came from was forgotten: their place, and the id of a prediction
// that is gone, so that a second telling finds them and whoever has an older export can take them out of it. Of items of
// review queues nothing is left.

import type { ForgetReport } from '@trimtab/contract'
import { type SQL, sql } from 'drizzle-orm'
import type { State } from '../state.ts'
import type { Connection } from './connection.ts'
import { prepareForgetItems } from './reviews/remove-items.ts'

/** A transaction of so many ids takes a few milliseconds. */
const IDS_PER_STEP = 100

/** In the place of an example. The number is that of the last export before: later ones had nothing of the row. */
interface Tombstone {
  forgotten: { exportsUpTo: number }
}

export const isAlive: SQL = sql`example ->> '$.forgotten' IS NULL`

type Touched = Pick<ForgetReport, 'datasetVersions' | 'exported'>

export function datasetTombstones(db: Connection): Pick<State, 'pinned' | 'forgetRows'> {
  const client = db.$client
  // What was reviewed may go: there is no end to it, and to what is open there is.
  const pinned = client
    .prepare<{ ids: string }, string>(
      `SELECT lineage ->> 'prediction' FROM dataset_row
       WHERE lineage ->> 'prediction' IN (SELECT value FROM json_each(@ids)) AND example ->> '$.forgotten' IS NULL
       UNION SELECT prediction FROM review_item
       WHERE prediction IN (SELECT value FROM json_each(@ids)) AND state = 'open'
         AND EXISTS (SELECT 1 FROM review_queue WHERE review_queue.id = review_item.queue)`,
    )
    .pluck()
  const lastExport = client.prepare<[], number>('SELECT ifnull(max(sequence), 0) FROM dataset_export').pluck()
  const bury = client.prepare<[{ ids: string; tombstone: string }]>(
    `UPDATE dataset_row SET example = @tombstone,
       lineage = json_object('line', line, 'split', split, 'prediction', lineage ->> 'prediction', 'feedback', json('[]'), 'group', '')
     WHERE lineage ->> 'prediction' IN (SELECT value FROM json_each(@ids)) AND example ->> '$.forgotten' IS NULL`,
  )
  const mark = client.prepare<[string]>(
    `UPDATE dataset_version SET body = json_set(body, '$.forgotten', (
       SELECT count(*) FROM dataset_row AS row
       WHERE row.dataset = dataset_version.dataset AND row.version = dataset_version.version
         AND example ->> '$.forgotten' IS NOT NULL))
     WHERE (dataset, version) IN (
       SELECT dataset, version FROM dataset_row WHERE lineage ->> 'prediction' IN (SELECT value FROM json_each(?)))`,
  )
  const readTouched = prepareReadTouched(db)
  const forgetItems = prepareForgetItems(client)

  const step = client.transaction((ids: string): number => {
    const tombstone: Tombstone = { forgotten: { exportsUpTo: lastExport.get() ?? 0 } }
    if (bury.run({ ids, tombstone: JSON.stringify(tombstone) }).changes > 0) mark.run(ids)
    return forgetItems(ids)
  })

  return {
    pinned: async (ids) => new Set(pinned.all({ ids: JSON.stringify(ids) })),

    forgetRows: async (ids) => {
      // What was there is overwritten on the disk, and not only let go.
      client.pragma('secure_delete = ON')
      const steps = inSteps(ids)
      let reviews = 0
      for (const some of steps) reviews += step.immediate(some)
      return { ...readTouched(steps), reviews }
    },
  }
}

/** What was touched, now or by an earlier telling, and what had been exported of it before. */
function prepareReadTouched(db: Connection): (steps: string[]) => Touched {
  const client = db.$client
  const tombstones = client.prepare<[string], { dataset: string; version: number; rows: number }>(
    `SELECT dataset, version, count(*) AS rows FROM dataset_row
     WHERE lineage ->> 'prediction' IN (SELECT value FROM json_each(?)) AND example ->> '$.forgotten' IS NOT NULL
     GROUP BY dataset, version ORDER BY dataset, version`,
  )
  const exports = client.prepare<[string], ForgetReport['exported'][number] & { sequence: number }>(
    `SELECT sequence, dataset, version, format, at FROM dataset_export WHERE EXISTS (
       SELECT 1 FROM dataset_row AS row
       WHERE row.lineage ->> 'prediction' IN (SELECT value FROM json_each(?))
         AND row.dataset = dataset_export.dataset AND row.version = dataset_export.version
         AND row.split = ifnull(dataset_export.split, row.split)
         AND dataset_export.sequence <= row.example ->> '$.forgotten.exportsUpTo')`,
  )
  return (steps) => {
    const versions = new Map<string, Touched['datasetVersions'][number]>()
    const exported = new Map<number, Touched['exported'][number]>()
    for (const some of steps) {
      for (const { dataset, version, rows } of tombstones.all(some)) {
        const key = `${version} ${dataset}`
        versions.set(key, { dataset, version, rows: (versions.get(key)?.rows ?? 0) + rows })
      }
      for (const { sequence, ...facts } of exports.all(some)) exported.set(sequence, facts)
    }
    return {
      datasetVersions: [...versions.values()],
      exported: [...exported].toSorted(([left], [right]) => left - right).map(([, facts]) => facts),
    }
  }
}

/** As JSON, which SQLite takes for a table. */
function inSteps(ids: string[]): string[] {
  const steps: string[] = []
  for (let from = 0; from < ids.length; from += IDS_PER_STEP) {
    steps.push(JSON.stringify(ids.slice(from, from + IDS_PER_STEP)))
  }
  return steps
}
