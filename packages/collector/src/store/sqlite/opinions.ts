// What is thought of each prediction now, beside it: derived from its feedback, and rewritten whenever either side changes.
// What judges say stands in a column of its own, and the other columns are as if no judge had spoken.

import type { Feedback, Opinion } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { Ratings } from '../rows-folding.ts'
import type { ChangeNotes } from './aggregates/note-changed.ts'
import { prepareFindName } from './dictionary.ts'
import { toText } from './stored-text.ts'

export interface FeedbackRules {
  /** Many feedbacks to the one opinion that counts now. */
  opinionOf: (feedback: readonly Feedback[]) => Opinion
  /** What everybody but judges said. */
  peopleOf: (feedback: readonly Feedback[]) => readonly Feedback[]
  /** What each kind of rater says. */
  ratingsOf: (feedback: readonly Feedback[]) => Ratings
  byNewest: (left: Feedback, right: Feedback) => number
}

/** Of all tasks together. What a sum holds of judges grows with their names; what more of them say is kept, and not counted. */
export const JUDGES_COUNTED_MAX = 256

const COLUMNS = [
  'thumbs',
  'score',
  'is_rated',
  'is_corrected',
  'user_thumbs',
  'reviewer_thumbs',
  'judges',
  'is_conflicting',
  'is_of_judges',
] as const

type Columns = [
  thumbs: string | null,
  score: number | null,
  isRated: number,
  isCorrected: number,
  userThumbs: number | null,
  reviewerThumbs: number | null,
  judges: string | null,
  isConflicting: number,
  isOfJudges: number,
]

export interface OpinionWriter {
  write: (rowId: number, feedback: readonly Feedback[]) => void
  /** The same for many, given as a JSON list. */
  writeAll: (rowIds: string, feedback: readonly Feedback[]) => void
  remove: (rowId: number) => void
}

export function createOpinionWriter(
  client: Database.Database,
  rules: FeedbackRules,
  changes: ChangeNotes,
): OpinionWriter {
  const remove = client.prepare<[number]>('DELETE FROM opinion WHERE prediction = ?')
  const [names, places] = [COLUMNS.join(', '), COLUMNS.map(() => '?').join(', ')]
  const upsert = client.prepare<[number, ...Columns]>(
    `INSERT OR REPLACE INTO opinion (prediction, ${names}) VALUES (?, ${places})`,
  )
  const removeAll = client.prepare<[string]>('DELETE FROM opinion WHERE prediction IN (SELECT value FROM json_each(?))')
  const upsertAll = client.prepare<[...Columns, string]>(
    `INSERT OR REPLACE INTO opinion (prediction, ${names}) SELECT value, ${places} FROM json_each(?)`,
  )
  const columnsOf = prepareColumnsOf(client, rules)

  return {
    write: (rowId, feedback) => {
      changes.note(rowId)
      const columns = columnsOf(feedback)
      if (columns === null) remove.run(rowId)
      else upsert.run(rowId, ...columns)
    },
    writeAll: (rowIds, feedback) => {
      changes.noteAll(rowIds)
      const columns = columnsOf(feedback)
      if (columns === null) removeAll.run(rowIds)
      else upsertAll.run(...columns, rowIds)
    },
    remove: (rowId) => {
      changes.note(rowId)
      remove.run(rowId)
    },
  }
}

/** Null where nobody thinks anything of it any more. */
function prepareColumnsOf(
  client: Database.Database,
  rules: FeedbackRules,
): (feedback: readonly Feedback[]) => Columns | null {
  const isCounted = prepareIsCounted(client)
  return (feedback) => {
    const opinion = rules.opinionOf(feedback)
    if (opinion.sources === 0) return null
    const people = rules.peopleOf(feedback)
    const ofPeople = people.length === feedback.length ? opinion : rules.opinionOf(people)
    const { thumbs, score, correction, sources } = ofPeople
    const { users, reviewers, judges } = rules.ratingsOf(feedback)
    const counted = judges.filter(({ judge }) => isCounted(judge))
    return [
      thumbs,
      score,
      Number(thumbs !== null || score !== null),
      Number(correction !== null),
      numberOf(users),
      numberOf(reviewers),
      counted.length === 0 ? null : JSON.stringify(counted.map((each) => [each.judge, each.score, each.trusted])),
      Number(opinion.conflicts.length > 0),
      Number(sources === 0),
    ]
  }
}

function numberOf(thumb: boolean | null): number | null {
  return thumb === null ? null : Number(thumb)
}

/** Whether a judge is one of those that are counted by name; while there is room, whoever is asked for becomes one. */
function prepareIsCounted(client: Database.Database): (judge: string) => boolean {
  const find = prepareFindName(client, 'judge')
  const insert = client.prepare<[string]>(
    `INSERT INTO judge (name) SELECT ? WHERE (SELECT count(*) FROM judge) < ${JUDGES_COUNTED_MAX}`,
  )
  return (judge) => find(judge) !== null || insert.run(toText(judge)).changes === 1
}
