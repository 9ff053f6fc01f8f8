// Feedback into its table, and into the opinions of all that it speaks of. A session or a key can mean thousands of
// predictions, of most of which nothing else was said: these get the one opinion with one statement.

import type { Feedback } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { BatchReceipt } from '../rows.ts'
import { type FeedbackReader, oncePerId, prepareInsertFeedback, type Target, targetKey, targetOf } from './feedback.ts'
import type { OpinionWriter } from './opinions.ts'
import { prepareReadAims } from './predictions/aims.ts'
import type { FindSpokenOf, SpokenOf } from './predictions/find-predictions.ts'
import { fromText, toText } from './stored-text.ts'

interface AddFeedbackOptions {
  client: Database.Database
  feedback: FeedbackReader
  opinions: OpinionWriter
  findSpokenOf: FindSpokenOf
}

export type AddFeedback = (all: readonly Feedback[]) => BatchReceipt

export function prepareAddFeedback({ client, feedback, opinions, findSpokenOf }: AddFeedbackOptions): AddFeedback {
  const insert = prepareInsertFeedback(client)
  const readAims = prepareReadAims(client)
  const findTold = prepareFindTold(client, feedback)
  const selectTask = client.prepare<[number], string>('SELECT name FROM task WHERE id = ?').pluck()

  function writeEach(rowIds: Iterable<number>): void {
    for (const rowId of rowIds) opinions.write(rowId, oncePerId(feedback.on(readAims(rowId))))
  }

  /** What reaches a prediction by one target depends on its task alone. */
  function writeAll(said: Feedback, spokenOf: readonly SpokenOf[]): void {
    const { kind, value } = targetOf(said)
    for (const [taskId, ofTask] of Map.groupBy(spokenOf, ({ task }) => task)) {
      const task = fromText(selectTask.get(taskId) ?? '')
      const rowIds = JSON.stringify(ofTask.map(({ id }) => id))
      const aims = { ids: [], key: null, responseId: null, session: null, task, [kind]: value }
      opinions.writeAll(rowIds, oncePerId(feedback.on(aims)))
      writeEach(findTold({ rowIds, task, besides: kind }))
    }
  }

  return (all) => {
    const spokenOf = new Map<string, SpokenOf[]>()
    const touched = new Map<string, Feedback>()
    const receipt: BatchReceipt = { isWaiting: [], isNew: [] }
    for (const said of all) {
      const target = targetKey(said)
      const known = spokenOf.get(target) ?? findSpokenOf(said)
      spokenOf.set(target, known)
      const isNew = insert(said, known.length === 0)
      if (isNew) touched.set(target, said)
      receipt.isNew.push(isNew)
      receipt.isWaiting.push(known.length === 0)
    }
    feedback.refresh()
    for (const [target, said] of touched) {
      const known = spokenOf.get(target) ?? []
      if (said.prediction === null) writeAll(said, known)
      else writeEach(known.map(({ id }) => id))
    }
    return receipt
  }
}

interface Told {
  /** JSON: predictions of one task. */
  rowIds: string
  task: string
  besides: Target
}

/** Those of which something was said by another kind of target. */
function prepareFindTold(client: Database.Database, feedback: FeedbackReader): (told: Told) => number[] {
  const trace = 'lower(hex(prediction.trace))'
  const hasBeenSaid = (kind: Target, target: string) =>
    `EXISTS (SELECT 1 FROM feedback WHERE target_kind = '${kind}' AND target = ${target})`
  const hasBeenSaidOfTask = (kind: Target, target: string) =>
    `EXISTS (SELECT 1 FROM feedback WHERE target_kind = '${kind}' AND target = ${target}
       AND (feedback.task IS NULL OR feedback.task = @task))`
  const answered = `EXISTS (SELECT 1 FROM json_each(answers_to) AS other CROSS JOIN feedback
    ON target_kind = 'prediction' AND target = ${trace} || CASE other.value WHEN '*' THEN '' ELSE '-' || other.value END)`
  const conditions: { [kind in Target]: string } = {
    prediction: `${hasBeenSaid('prediction', `${trace} || '-' || lower(hex(prediction.span))`)} OR ${answered}`,
    key: hasBeenSaidOfTask('key', 'prediction.key'),
    responseId: hasBeenSaidOfTask('responseId', 'prediction.response_id'),
    session: hasBeenSaidOfTask('session', '(SELECT name FROM session WHERE session.id = prediction.session)'),
  }
  const select = client
    .prepare<Record<string, string | number>, number>(
      `SELECT prediction.id FROM json_each(@rowIds) AS each CROSS JOIN prediction ON prediction.id = each.value
       WHERE ${Object.entries(conditions)
         .map(([kind, condition]) => `(@${kind} AND (${condition}))`)
         .join(' OR ')}`,
    )
    .pluck()
  return ({ rowIds, task, besides }) => {
    const asks = (kind: Target) => Number(kind !== besides && feedback.kinds().has(kind))
    const asked = { prediction: asks('prediction'), key: asks('key'), responseId: asks('responseId') }
    return select.all({ rowIds, task: toText(task), session: asks('session'), ...asked })
  }
}
