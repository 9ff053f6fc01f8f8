// The reviews of a queue as lines of a file: CSV for people, where what looks like a formula is made a text that no
// spreadsheet works out, and JSON lines for programs, exactly as they were said.

import type { Json, Review, ReviewExportQuery, ReviewItemFacts } from '@trimtab/contract'
import { stringify } from 'csv-stringify/sync'
import type { ItemOfQueue } from './items-of-queue.ts'

export type ReviewFormat = NonNullable<ReviewExportQuery['format']>

/** UTF-8 without a mark at the beginning: programs would take that for a part of the first column's name. */
export const REVIEW_MEDIA_TYPES: { readonly [format in ReviewFormat]: string } = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/x-ndjson',
}

/** Each text is some lines. */
export async function* writeReviewLines(
  items: AsyncIterable<ItemOfQueue>,
  { format, fields }: { format: ReviewFormat; fields: readonly string[] },
): AsyncGenerator<string> {
  if (format === 'csv') yield stringify([[...COLUMNS, ...fields.map((name) => `answers.${name}`), 'otherAnswers']])
  for await (const { item, reviews } of items) {
    if (reviews.length === 0) continue
    yield format === 'csv'
      ? stringify(
          reviews.map((review) => cellsOf(item, review, fields)),
          { escape_formulas: true },
        )
      : reviews.map((review) => `${JSON.stringify(lineOf(item, review))}\n`).join('')
  }
}

const COLUMNS = [
  'item',
  'prediction',
  'reason',
  'detail',
  'inclusionProbability',
  'reviewer',
  'decision',
  'correction',
  'note',
  'tookMs',
  'at',
] as const

type ReviewLine = Pick<ReviewItemFacts, 'prediction' | 'reason' | 'detail' | 'inclusionProbability'> &
  Omit<Review, 'id'> & { item: string }

function lineOf({ prediction, reason, detail, inclusionProbability }: ReviewItemFacts, review: Review): ReviewLine {
  const { id, ...said } = review
  return { item: id, prediction, reason, detail, inclusionProbability, ...said }
}

/** What was answered to fields that the queue has no more is kept together in the last column. */
function cellsOf(item: ReviewItemFacts, review: Review, fields: readonly string[]): (string | number)[] {
  const line = lineOf(item, review)
  const others = Object.entries(line.answers).filter(([name]) => !fields.includes(name))
  return [
    ...COLUMNS.map((column) => toCell(line[column])),
    ...fields.map((name) => toCell(Object.hasOwn(line.answers, name) ? line.answers[name] : null)),
    others.length === 0 ? '' : JSON.stringify(Object.fromEntries(others)),
  ]
}

/** A text as it is, nothing as nothing, and all else as JSON says it. */
function toCell(value: Json | undefined): string | number {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)
}
