// Whether reviewers agree: all of them on the judgement and on each field, and each two of them on the judgement.

import { type Agreement, REVIEWERS_MAX, type ReviewerPair, type RubricField } from '@trimtab/contract'
import type { Answer, AnswerLevel } from '../../statistics/answer-points.ts'
import { cohenKappa } from '../../statistics/cohen-kappa.ts'
import { krippendorffAlpha } from '../../statistics/krippendorff-alpha.ts'
import type { StoredReview } from '../../store/state-reviews.ts'
import { answerIn, JUDGEMENTS, judgementOf, type ReviewedItem } from './reviewed-items.ts'

/** Of fewer no agreement beyond chance is told: any number from none to all would do. */
const OVERLAP_MIN = 5
/** Those with the most items in common. */
const PAIRS_MAX = 100

export function agreementReport(items: readonly ReviewedItem[], fields: readonly RubricField[]): Agreement[] {
  return [
    agreementOn('decision', items, { level: 'nominal', answerOf: judgementOf }),
    ...fields.flatMap((field) => {
      const level = levelOf(field)
      return level === null
        ? []
        : [agreementOn(field.name, items, { level, answerOf: (review) => answerIn(review, field) })]
    }),
  ]
}

/** Of several options, each is one that was chosen or was not: what two chose is as far apart as they differ in options. */
function levelOf({ kind, isMany = false }: RubricField): Exclude<AnswerLevel, 'ordinal'> | null {
  if (kind === 'comment') return null
  if (kind === 'score') return 'interval'
  return isMany ? 'sets' : 'nominal'
}

function agreementOn(
  field: string,
  reviewed: readonly ReviewedItem[],
  { level, answerOf }: { level: Exclude<AnswerLevel, 'ordinal'>; answerOf: (review: StoredReview) => Answer | null },
): Agreement {
  const answered = reviewed.flatMap(({ reviews }) => {
    if (reviews.length < 2) return []
    return [reviews.map(answerOf).filter((answer) => answer !== null)]
  })
  const { items, observed, alpha } = krippendorffAlpha(answered, level)
  return {
    field,
    level: level === 'sets' ? 'nominal' : level,
    items,
    observed,
    krippendorff: items < OVERLAP_MIN ? null : alpha,
  }
}

/** Of those who reviewed most; what the first of a pair by name says goes down the table, and the other across. */
export function pairsReport(items: readonly ReviewedItem[], reviewers: readonly string[]): ReviewerPair[] {
  const names = reviewers.slice(0, REVIEWERS_MAX).toSorted()
  const places = new Map(names.map((name, place) => [name, place]))
  const tables = new Map<number, number[][]>()
  for (const { reviews } of items) {
    if (reviews.length < 2) continue
    const judged = reviews.flatMap((review) => {
      const place = places.get(review.reviewer)
      const judgement = judgementOf(review)
      return place === undefined || judgement === null ? [] : [{ place, category: JUDGEMENTS.indexOf(judgement) }]
    })
    for (const first of judged)
      for (const second of judged)
        if (first.place < second.place)
          countPair(tables, {
            pair: first.place * names.length + second.place,
            row: first.category,
            column: second.category,
          })
  }
  return [...tables]
    .map(([pair, table]) =>
      pairOf([names[Math.floor(pair / names.length)] ?? '', names[pair % names.length] ?? ''], table),
    )
    .toSorted((left, right) => right.items - left.items)
    .slice(0, PAIRS_MAX)
}

function countPair(
  tables: Map<number, number[][]>,
  { pair, row, column }: { pair: number; row: number; column: number },
): void {
  const table = tables.get(pair) ?? JUDGEMENTS.map(() => JUDGEMENTS.map(() => 0))
  const cells = table[row]
  if (cells) cells[column] = (cells[column] ?? 0) + 1
  tables.set(pair, table)
}

function pairOf(reviewers: [string, string], table: readonly (readonly number[])[]): ReviewerPair {
  const items = table.flat().reduce((sum, count) => sum + count, 0)
  const same = table.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
  return { reviewers, items, observed: same / items, kappa: items < OVERLAP_MIN ? null : cohenKappa(table) }
}
