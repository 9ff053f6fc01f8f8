// Feedback as its row holds it: nothing stands in the body that was not said or that has a column.

import type { Feedback } from '@trimtab/contract'
import { fromText, fromTextOrNull } from './stored-text.ts'

export interface FeedbackRow {
  id: string
  targetKind: 'prediction' | 'key' | 'responseId' | 'session'
  target: string
  task: string | null
  body: string
}

/** As it is selected. */
export const FEEDBACK_COLUMNS = 'id, target_kind AS targetKind, target, task, body'

const SILENT = {
  prediction: null,
  key: null,
  responseId: null,
  session: null,
  name: null,
  value: null,
  comment: null,
  actor: null,
  consent: null,
  of: null,
}

type Body = Omit<Feedback, keyof typeof SILENT | 'id' | 'task' | 'metadata'> & Partial<Feedback>

/** Each is told by a column. */
const IN_COLUMNS: ReadonlySet<string> = new Set(['id', 'prediction', 'key', 'responseId', 'session', 'task'])

export function writeFeedbackBody(said: Feedback): string {
  const isSilent = (name: string, value: unknown) =>
    value === null || IN_COLUMNS.has(name) || (name === 'metadata' && Object.keys(said.metadata).length === 0)
  return JSON.stringify(Object.fromEntries(Object.entries(said).filter(([name, value]) => !isSilent(name, value))))
}

/** Rows of before hold all of it in the body too. */
export function readFeedback({ id, targetKind, target, task, body }: FeedbackRow): Feedback {
  const said = JSON.parse(body) as Body
  return {
    ...SILENT,
    metadata: {},
    ...said,
    id: fromText(id),
    [targetKind]: fromText(target),
    task: fromTextOrNull(task),
  }
}
