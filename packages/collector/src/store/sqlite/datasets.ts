// Dataset versions, their rows and their exports: that part of the state half on SQLite. Rows of people who were
// forgotten are in `dataset-tombstones.ts`.

import type { DatasetRow, DatasetVersion } from '@trimtab/contract'
import { and, asc, desc, eq } from 'drizzle-orm'
import type { NewDatasetVersion, State } from '../state.ts'
import type { Connection } from './connection.ts'
import { datasetTombstones, isAlive } from './dataset-tombstones.ts'
import { dataset, datasetExport, datasetRow, datasetVersion } from './schema/state.ts'

type DatasetHalf = Pick<
  State,
  'addDatasetVersion' | 'datasets' | 'datasetVersion' | 'datasetRows' | 'recordExport' | 'pinned' | 'forgetRows'
>

export function datasetTable(db: Connection, makeId: () => string): DatasetHalf {
  return {
    addDatasetVersion: async (version, rows) =>
      db.transaction(() => addVersion(db, makeId, version, rows), { behavior: 'immediate' }),

    datasets: async () => {
      const newest = new Map<string, DatasetVersion>()
      for (const row of db.select().from(datasetVersion).orderBy(desc(datasetVersion.version)).all()) {
        if (!newest.has(row.dataset)) newest.set(row.dataset, row.body)
      }
      return [...newest.values()]
        .map(({ dataset: id, name, version, kept, forgotten = 0, builtAt }) => ({
          id,
          name,
          version,
          rows: kept.train + kept.validation + kept.test - forgotten,
          builtAt,
        }))
        .toSorted((left, right) => Date.parse(right.builtAt) - Date.parse(left.builtAt))
    },

    datasetVersion: async (id, version) => {
      const found = db
        .select({ body: datasetVersion.body })
        .from(datasetVersion)
        .where(
          and(eq(datasetVersion.dataset, id), version === undefined ? undefined : eq(datasetVersion.version, version)),
        )
        .orderBy(desc(datasetVersion.version))
        .limit(1)
        .get()
      return found?.body ?? null
    },

    datasetRows: async (id, version, split) =>
      db
        .select({ example: datasetRow.example, lineage: datasetRow.lineage })
        .from(datasetRow)
        .where(and(eq(datasetRow.dataset, id), eq(datasetRow.version, version), eq(datasetRow.split, split), isAlive))
        .orderBy(asc(datasetRow.line))
        .all(),

    recordExport: async (exported) => {
      db.insert(datasetExport).values(exported).run()
    },

    ...datasetTombstones(db),
  }
}

function addVersion(
  db: Connection,
  makeId: () => string,
  built: NewDatasetVersion,
  rows: DatasetRow[],
): DatasetVersion {
  const id = datasetOfName(db, built.name, makeId)
  const newest = db
    .select({ version: datasetVersion.version })
    .from(datasetVersion)
    .where(eq(datasetVersion.dataset, id))
    .orderBy(desc(datasetVersion.version))
    .limit(1)
    .get()
  const version: DatasetVersion = { dataset: id, version: (newest?.version ?? 0) + 1, ...built }
  db.insert(datasetVersion)
    .values({
      dataset: id,
      version: version.version,
      builtMs: Date.parse(built.builtAt),
      body: version,
    })
    .run()
  for (const { example, lineage } of rows) {
    db.insert(datasetRow)
      .values({
        dataset: id,
        version: version.version,
        split: lineage.split,
        line: lineage.line,
        example,
        lineage,
      })
      .run()
  }
  return version
}

function datasetOfName(db: Connection, name: string, makeId: () => string): string {
  const known = db.select({ id: dataset.id }).from(dataset).where(eq(dataset.name, name)).get()
  if (known !== undefined) return known.id
  const id = makeId()
  db.insert(dataset).values({ id, name }).run()
  return id
}
