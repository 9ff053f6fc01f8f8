// What people chose to compare with, and what the reports of whole days found. Both stay when everything is counted anew.

import { isDeepStrictEqual } from 'node:util'
import { DRIFT_DAYS_MAX } from '@trimtab/contract'
import type { DriftBaseline } from '@trimtab/contract/drift'
import { and, desc, eq, lt } from 'drizzle-orm'
import { baselineChanged } from '../../audit-entries.ts'
import type { ChangedBy } from '../../changed-by.ts'
import type { DriftDay, WatchStore } from '../../state-watch.ts'
import { appendEntry } from '../audit.ts'
import type { Connection } from '../connection.ts'
import { driftBaseline, driftDay } from '../schema/watch.ts'
import { toText } from '../stored-text.ts'

type ChosenHalf = Pick<WatchStore, 'baseline' | 'saveBaseline' | 'driftDays' | 'saveDriftDay'>

export function chosenTable(db: Connection): ChosenHalf {
  return {
    baseline: async (task) => readBaseline(db, task),

    saveBaseline: async (baseline, by) =>
      db.transaction(() => saveBaseline(db, baseline, by), { behavior: 'immediate' }),

    driftDays: async (task, limit) =>
      db
        .select({ day: driftDay.day, signals: driftDay.signals })
        .from(driftDay)
        .where(eq(driftDay.task, toText(task)))
        .orderBy(desc(driftDay.day))
        .limit(limit)
        .all()
        .map((day) => ({ task, ...day })),

    saveDriftDay: async (day) => db.transaction(() => saveDay(db, day), { behavior: 'immediate' }),
  }
}

function readBaseline(db: Connection, task: string): DriftBaseline | null {
  const { body } = driftBaseline
  return (
    db
      .select({ body })
      .from(driftBaseline)
      .where(eq(driftBaseline.task, toText(task)))
      .get()?.body ?? null
  )
}

function saveBaseline(db: Connection, baseline: DriftBaseline, by: ChangedBy): void {
  const before = readBaseline(db, baseline.task)
  if (before !== null && isDeepStrictEqual({ ...before, changedAt: baseline.changedAt }, baseline)) return
  db.insert(driftBaseline)
    .values({ task: toText(baseline.task), body: baseline })
    .onConflictDoUpdate({ target: driftBaseline.task, set: { body: baseline } })
    .run()
  appendEntry(db, baselineChanged(before, baseline, by))
}

function saveDay(db: Connection, { task, day, signals }: DriftDay): void {
  const name = toText(task)
  db.insert(driftDay)
    .values({ task: name, day, signals })
    .onConflictDoUpdate({ target: [driftDay.task, driftDay.day], set: { signals } })
    .run()
  const isOfTask = eq(driftDay.task, name)
  const newest = db.select({ day: driftDay.day }).from(driftDay).where(isOfTask).orderBy(desc(driftDay.day))
  const oldest = newest
    .limit(1)
    .offset(DRIFT_DAYS_MAX - 1)
    .get()
  if (oldest !== undefined)
    db.delete(driftDay)
      .where(and(isOfTask, lt(driftDay.day, oldest.day)))
      .run()
}
