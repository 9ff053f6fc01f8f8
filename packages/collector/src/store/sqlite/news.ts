// What came and what was said since a mark, in the order of arrival: row ids and sequences are never given twice, so a
// mark is the last of each. What a single feedback speaks of may be more than a step takes; the mark then stands within
// it.

import type { Buffer } from 'node:buffer'
import type { Feedback } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { News, RowsReading } from '../rows-reading.ts'
import { FEEDBACK_COLUMNS, type FeedbackRow, readFeedback } from './feedback-body.ts'
import { idOf } from './identity.ts'
import { prepareFindName } from './dictionary.ts'
import { prepareFindSpokenOf } from './predictions/find-predictions.ts'
import { toText } from './stored-text.ts'

/** Of other tasks are passed over so many for each that is asked for: one task of many is not looked for for ever. */
const PASSED_PER_NEWS = 20

/** The mark before all that is stored. */
const FIRST = 'first'

interface Mark {
  /** The last prediction, and the last feedback, that were told of. */
  prediction: number
  feedback: number
  /** Of the feedback after it: the last prediction that it speaks of and that was told of; 0 for none. */
  within: number
}

interface Arrived {
  id: number
  task: number
  trace: Buffer
  span: Buffer
}

type Asked = Parameters<RowsReading['news']>[0]

/** By its number; null: one of which nothing is stored. */
type AskedTask = number | 'all' | null

interface Told {
  ids: string[]
  isAll: boolean
}

export function prepareNews(client: Database.Database): RowsReading['news'] {
  const last = client.prepare<[], Mark>(
    `SELECT (SELECT ifnull(max(id), 0) FROM prediction) AS prediction,
       (SELECT ifnull(max(sequence), 0) FROM feedback) AS feedback, 0 AS within`,
  )
  const arrived = client.prepare<[number, number], Arrived>(
    'SELECT id, task, trace, span FROM prediction WHERE id > ? ORDER BY id LIMIT ?',
  )
  const said = client.prepare<[number, number], FeedbackRow & { sequence: number }>(
    `SELECT sequence, ${FEEDBACK_COLUMNS} FROM feedback WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  )
  const identity = client.prepare<[number], Pick<Arrived, 'trace' | 'span'>>(
    'SELECT trace, span FROM prediction WHERE id = ?',
  )
  const findTask = prepareFindName(client, 'task')
  const findSpokenOf = prepareFindSpokenOf(client)

  function tellArrived(mark: Mark, asked: AskedTask, limit: number): Told {
    // Of all tasks none is passed over, and one more tells whether these are all.
    const rowsMax = asked === 'all' ? limit + 1 : limit * PASSED_PER_NEWS
    const rows = arrived.all(mark.prediction, rowsMax)
    const ids: string[] = []
    for (const row of rows) {
      if (ids.length >= limit) return { ids, isAll: false }
      mark.prediction = row.id
      if (isAskedFor(row.task, asked)) ids.push(nameOf(row))
    }
    return { ids, isAll: rows.length < rowsMax }
  }

  const findSpoken = (feedback: Feedback, notOfQueue: string | undefined) =>
    isOfQueue(feedback, notOfQueue) ? [] : findSpokenOf(feedback)

  function tellSaid(mark: Mark, asked: AskedTask, { task: name, limit, notOfQueue }: Asked): Told {
    const ids: string[] = []
    const rows = said.all(mark.feedback, limit)
    for (const { sequence, ...row } of rows) {
      const left = (isOfAnotherTask(row, name) ? [] : findSpoken(readFeedback(row), notOfQueue))
        .flatMap((spoken) => (isAskedFor(spoken.task, asked) && spoken.id > mark.within ? [spoken.id] : []))
        .toSorted((one, other) => one - other)
      const now = left.slice(0, limit - ids.length)
      for (const id of now) {
        const named = identity.get(id)
        if (named !== undefined) ids.push(nameOf(named))
      }
      if (now.length < left.length) {
        mark.within = now.at(-1) ?? mark.within
        return { ids, isAll: false }
      }
      mark.feedback = sequence
      mark.within = 0
    }
    return { ids, isAll: rows.length < limit }
  }

  // Whatever speaks of what is stored is read with it.
  const readFirst = (): Mark => ({ prediction: 0, feedback: last.get()?.feedback ?? 0, within: 0 })

  const tell = client.transaction((query: Asked): News => {
    if (query.mark === null) return { mark: JSON.stringify(last.get()), predictions: [], came: 0, isAll: true }
    const mark = query.mark === FIRST ? readFirst() : readMark(query.mark)
    const task = query.task === null ? 'all' : findTask(query.task)
    const came = tellArrived(mark, task, query.limit)
    // Whoever counts all tasks takes back what it counted, which it must have seen before.
    const isHeard = task !== 'all' || came.isAll
    const heard = isHeard ? tellSaid(mark, task, query) : { ids: [], isAll: false }
    return {
      mark: JSON.stringify(mark),
      predictions: [...new Set([...came.ids, ...heard.ids])],
      came: came.ids.length,
      isAll: came.isAll && heard.isAll,
    }
  })

  return async (query) => tell(query)
}

/** A key or a session that it speaks of within one task. Of a prediction that it names itself the task is not asked. */
function isOfAnotherTask({ targetKind, task }: FeedbackRow, asked: string | null): boolean {
  return asked !== null && task !== null && targetKind !== 'prediction' && task !== toText(asked)
}

/** What a review says bears its queue. */
function isOfQueue({ source, metadata }: Feedback, queue: string | undefined): boolean {
  return queue !== undefined && source === 'reviewer' && metadata['queue'] === queue
}

function isAskedFor(task: number, asked: AskedTask): boolean {
  return asked === 'all' || task === asked
}

function nameOf({ trace, span }: Pick<Arrived, 'trace' | 'span'>): string {
  return `${idOf(trace)}-${idOf(span)}`
}

function readMark(text: string): Mark {
  const mark = JSON.parse(text) as Partial<Mark>
  const isMark = [mark.prediction, mark.feedback, mark.within].every((part) => Number.isSafeInteger(part))
  if (!isMark) throw new Error(`${text} is no mark of news`)
  return mark as Mark
}
