// Feedback in SQLite: appended whether or not its prediction is there, and found again from the prediction's side.

import type { Feedback } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { FEEDBACK_COLUMNS, type FeedbackRow, readFeedback, writeFeedbackBody } from './feedback-body.ts'
import type { Aims } from './predictions/aims.ts'
import { toText, toTextOrNull } from './stored-text.ts'

export const TARGETS = ['prediction', 'key', 'responseId', 'session'] as const
export type Target = (typeof TARGETS)[number]

export interface StoredFeedback {
  sequence: number
  said: Feedback
  isWaiting: boolean
}

/** Ready to store feedback: false when one of this id is already there for what it speaks of. */
export function prepareInsertFeedback(client: Database.Database): (said: Feedback, isWaiting: boolean) => boolean {
  const insert = client.prepare<[string, Target, string, string | null, string, number]>(
    `INSERT INTO feedback (id, target_kind, target, task, body, is_waiting) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  return (said, isWaiting) => {
    const { kind, value } = targetOf(said)
    const task = toTextOrNull(said.task)
    const { changes } = insert.run(
      toText(said.id),
      kind,
      toText(value),
      task,
      writeFeedbackBody(said),
      Number(isWaiting),
    )
    return changes === 1
  }
}

/** Nobody reads more on one prediction, key or session; of more, the newest count. */
export const FEEDBACK_ON_TARGET_MAX = 1000
/** Remembered within one batch or page, so that what is said of a session is read once and not for each of its turns. */
const FEEDBACK_REMEMBERED_MAX = 20_000

export function prepareMarkWaiting(client: Database.Database): (sequence: number, isWaiting: boolean) => void {
  const update = client.prepare<[number, number]>('UPDATE feedback SET is_waiting = ? WHERE sequence = ?')
  return (sequence, isWaiting) => void update.run(Number(isWaiting), sequence)
}

export interface FeedbackReader {
  /** What was said of a prediction, newest arrival first: on each thing it can be spoken of by, the newest so many. */
  on: (aims: Aims) => StoredFeedback[]
  /** What was said of a prediction before it came waits no longer. */
  markKnown: (aims: Aims) => void
  /** At the start of a batch or a page, and after feedback was stored. Looks anew which kinds of target there are; a kind that nobody uses is then not looked up for every prediction. */
  refresh: () => void
  /** Which kinds of target there are. */
  kinds: () => ReadonlySet<Target>
}

export function createFeedbackReader(client: Database.Database): FeedbackReader {
  const has = client.prepare<[Target], { found: number }>(
    'SELECT EXISTS (SELECT 1 FROM feedback WHERE target_kind = ?) AS found',
  )
  const select = client.prepare<
    { kind: Target; target: string; task: string },
    FeedbackRow & { sequence: number; isWaiting: number }
  >(
    `SELECT sequence, ${FEEDBACK_COLUMNS}, is_waiting AS isWaiting FROM feedback
     WHERE target_kind = @kind AND target = @target AND (task IS NULL OR task = @task OR @kind = 'prediction')
     ORDER BY sequence DESC LIMIT ${FEEDBACK_ON_TARGET_MAX}`,
  )
  const markKnown = client.prepare<{ kind: Target; target: string; task: string }>(
    `UPDATE feedback SET is_waiting = 0
     WHERE target_kind = @kind AND target = @target AND (task IS NULL OR task = @task OR @kind = 'prediction') AND is_waiting = 1`,
  )
  const remembered = new Map<string, StoredFeedback[]>()
  let rememberedCount = 0
  let used = new Set<Target>(TARGETS)

  function find(kind: Target, value: string | null, task: string): StoredFeedback[] {
    if (value === null || !used.has(kind)) return []
    const name = JSON.stringify([kind, value, task])
    const known = remembered.get(name)
    if (known !== undefined) return known
    const found = select.all({ kind, target: toText(value), task: toText(task) }).map((row) => ({
      sequence: row.sequence,
      said: readFeedback(row),
      isWaiting: row.isWaiting === 1,
    }))
    if (rememberedCount > FEEDBACK_REMEMBERED_MAX) forget()
    rememberedCount += found.length + 1
    remembered.set(name, found)
    return found
  }

  function forget(): void {
    remembered.clear()
    rememberedCount = 0
  }

  return {
    on: ({ ids, key, responseId, session, task }) => {
      if (used.size === 0) return []
      const found = [
        ...ids.flatMap((id) => find('prediction', id, task)),
        ...find('key', key, task),
        ...find('responseId', responseId, task),
        ...find('session', session, task),
      ]
      return found.length < 2 ? found : found.toSorted((left, right) => right.sequence - left.sequence)
    },
    markKnown: ({ ids, key, responseId, session, task }) => {
      const targets = [
        ...ids.map((id) => ['prediction', id] as const),
        ['key', key],
        ['responseId', responseId],
        ['session', session],
      ] as const
      for (const [kind, value] of targets) {
        if (value !== null && used.has(kind)) markKnown.run({ kind, target: toText(value), task: toText(task) })
      }
      forget()
    },
    refresh: () => {
      forget()
      used = new Set(TARGETS.filter((kind) => has.get(kind)?.found === 1))
    },
    kinds: () => used,
  }
}

/** The same word may have been said of the prediction and of its key; the first arrival counts. */
export function oncePerId(newestFirst: readonly StoredFeedback[]): Feedback[] {
  const seen = new Set<string>()
  return newestFirst
    .map(({ said }) => said)
    .toReversed()
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .toReversed()
}

/** Feedback with the same one of these speaks of the same predictions. */
export function targetKey(said: Feedback): string {
  const { kind, value } = targetOf(said)
  return JSON.stringify([kind, value, said.task])
}

export function targetOf(said: Feedback): { kind: Target; value: string } {
  if (said.prediction !== null) return { kind: 'prediction', value: said.prediction }
  if (said.key !== null) return { kind: 'key', value: said.key }
  if (said.responseId !== null) return { kind: 'responseId', value: said.responseId }
  return { kind: 'session', value: said.session ?? '' }
}
