// What a sender of another system said, as feedback of ours: checked by the rules of our own door, so that nothing comes
// in by a side door that could not come in by the front.

import { createHash } from 'node:crypto'
import { FEEDBACK_COMMENT_CHARS_MAX, type FeedbackInput } from '@trimtab/contract'
import { feedbackInputSchema } from '@trimtab/contract/schemas'
import { explainIssue } from '../schema-issue.ts'

export type ReadFeedback = { outcome: 'feedback'; feedback: FeedbackInput } | { outcome: 'refused'; reason: string }

/** Fields that are null or undefined were not said. */
export function usableFeedback(fields: { [field: string]: unknown }): ReadFeedback {
  const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
  const parsed = feedbackInputSchema.safeParse(said)
  if (parsed.success) return { outcome: 'feedback', feedback: parsed.data }
  return { outcome: 'refused', reason: `a feedback is not usable: ${explainIssue(parsed.error)}` }
}

export function isObject(value: unknown): value is { [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Of the same words always the same id: what is sent again is not counted again. */
export function idOfWords(prefix: string, words: readonly unknown[]): string {
  return `${prefix}-${createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32)}`
}

/** Of other systems a long comment is worth more cut than refused. */
export function readComment(text: unknown): string | null {
  return typeof text === 'string' && text.trim() !== '' ? text.slice(0, FEEDBACK_COMMENT_CHARS_MAX) : null
}

const UP = /^(?:thumbs?[-_ ]?)?up$|^(?:up[-_ ]?vote|like|liked|👍)$/i
const DOWN = /^(?:thumbs?[-_ ]?)?down$|^(?:down[-_ ]?vote|dislike|disliked|👎)$/i
const THUMB = /thumb|up[-_ ]?vote|helpful\b|\blikes?\b/i

/** A thumb where the words say so, or the name does and the number is one of two; null for any other opinion. */
export function readThumb({
  name,
  score,
  label,
}: {
  name: string | null
  score: unknown
  label: unknown
}): boolean | null {
  if (typeof label === 'string' && UP.test(label)) return true
  if (typeof label === 'string' && DOWN.test(label)) return false
  if (name === null || !THUMB.test(name)) return null
  if (typeof score === 'boolean') return score
  return score === 1 ? true : score === 0 || score === -1 ? false : null
}
