// Feedback in SQLite: appended whether or not its prediction is there, and found again from the prediction's side.

import type { Feedback, PredictionFacts } from '@trimtab/contract'
import { and, desc, eq, isNull, or, type SQL } from 'drizzle-orm'
import type { Connection } from './connection.ts'
import { feedback, prediction } from './schema.ts'

type Target = 'prediction' | 'key' | 'responseId' | 'session'

/** False when a feedback of this id is already there. */
export function insertFeedback(db: Connection, said: Feedback): boolean {
  const { kind, value } = targetOf(said)
  const inserted = db
    .insert(feedback)
    .values({ id: said.id, targetKind: kind, target: value, task: said.task, body: said })
    .onConflictDoNothing()
    .run()
  return inserted.changes === 1
}

/** Which predictions a feedback speaks of, as a condition. */
export function predictionsSpokenOf(said: Feedback): SQL | undefined {
  const { kind, value } = targetOf(said)
  const ofTask = said.task === null ? undefined : eq(prediction.task, said.task)
  switch (kind) {
    case 'prediction': {
      const [traceId = '', spanId = ''] = value.split('-')
      return and(eq(prediction.traceId, traceId), eq(prediction.spanId, spanId))
    }
    case 'key':
      return and(eq(prediction.key, value), ofTask)
    case 'responseId':
      return and(eq(prediction.responseId, value), ofTask)
    case 'session':
      return and(eq(prediction.session, value), ofTask)
  }
}

/** Everything said of a prediction, newest arrival first. */
export function feedbackOn(db: Connection, facts: PredictionFacts): Feedback[] {
  return db
    .select({ body: feedback.body })
    .from(feedback)
    .where(
      or(
        aimsAt('prediction', facts.id),
        aimsAt('key', facts.key, facts.task),
        aimsAt('responseId', facts.responseId, facts.task),
        aimsAt('session', facts.session, facts.task),
      ),
    )
    .orderBy(desc(feedback.sequence))
    .all()
    .map((row) => row.body)
}

function aimsAt(kind: Target, target: string | null, task?: string): SQL | undefined {
  if (target === null) return undefined
  const ofTask = task === undefined ? undefined : or(isNull(feedback.task), eq(feedback.task, task))
  return and(eq(feedback.targetKind, kind), eq(feedback.target, target), ofTask)
}

function targetOf(said: Feedback): { kind: Target; value: string } {
  if (said.prediction !== null) return { kind: 'prediction', value: said.prediction }
  if (said.key !== null) return { kind: 'key', value: said.key }
  if (said.responseId !== null) return { kind: 'responseId', value: said.responseId }
  return { kind: 'session', value: said.session ?? '' }
}
