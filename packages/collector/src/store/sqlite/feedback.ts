// Feedback in SQLite: appended whether or not its prediction is there, and found again from the prediction's side.

import type { Feedback, PredictionFacts } from '@trimtab/contract'
import { and, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Connection } from './connection.ts'
import { feedback, prediction } from './schema.ts'

type Target = 'prediction' | 'key' | 'responseId' | 'session'

/** Ready to store feedback: false when one of this id is already there for what it speaks of. */
export function prepareInsertFeedback(db: Connection): (said: Feedback) => boolean {
  const insert = db
    .insert(feedback)
    .values({
      id: sql.placeholder('id'),
      targetKind: sql.placeholder('targetKind'),
      target: sql.placeholder('target'),
      task: sql.placeholder('task'),
      body: sql.placeholder('body'),
    })
    .onConflictDoNothing()
    .prepare()
  return (said) => {
    const { kind, value } = targetOf(said)
    return insert.run({ id: said.id, targetKind: kind, target: value, task: said.task, body: said }).changes === 1
  }
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

/** Ready to read everything said of a prediction, newest arrival first. */
export function prepareFeedbackOn(db: Connection): (facts: PredictionFacts) => Feedback[] {
  const ofTask = or(isNull(feedback.task), eq(feedback.task, sql.placeholder('task')))
  // What a prediction does not have is null here, and equal to no target.
  const aimsAt = (kind: Target, field: string): SQL | undefined =>
    and(eq(feedback.targetKind, kind), eq(feedback.target, sql.placeholder(field)))
  const select = db
    .select({ body: feedback.body })
    .from(feedback)
    .where(
      or(
        aimsAt('prediction', 'id'),
        and(aimsAt('key', 'key'), ofTask),
        and(aimsAt('responseId', 'responseId'), ofTask),
        and(aimsAt('session', 'session'), ofTask),
      ),
    )
    .orderBy(desc(feedback.sequence))
    .prepare()
  return ({ id, key, responseId, session, task }) =>
    oncePerId(select.all({ id, key, responseId, session, task }).map((row) => row.body))
}

/** The same word may have been said of the prediction and of its key; the first arrival counts. */
function oncePerId(newestFirst: Feedback[]): Feedback[] {
  const seen = new Set<string>()
  return newestFirst
    .toReversed()
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .toReversed()
}

/** Feedback with the same one of these speaks of the same predictions. */
export function targetKey(said: Feedback): string {
  const { kind, value } = targetOf(said)
  return JSON.stringify([kind, value, said.task])
}

function targetOf(said: Feedback): { kind: Target; value: string } {
  if (said.prediction !== null) return { kind: 'prediction', value: said.prediction }
  if (said.key !== null) return { kind: 'key', value: said.key }
  if (said.responseId !== null) return { kind: 'responseId', value: said.responseId }
  return { kind: 'session', value: said.session ?? '' }
}
