// Whether a correction is of the form that the queue asks for.

import type { CorrectionRule, ReviewInput } from '@trimtab/contract'
import { messageListSchema } from '@trimtab/contract/schemas'
import { Refusal } from '../refusal.ts'
import { explainIssue } from '../schema-issue.ts'
import { explainMismatch } from './correction-schema.ts'

/** More are not read in a sentence. */
const LABELS_NAMED_MAX = 20

/** Throws where it is not. Its size and depth were bounded when it was read. */
export function checkCorrection(
  rule: CorrectionRule | null,
  { decision, correction }: Pick<ReviewInput, 'decision' | 'correction'>,
): void {
  if (decision !== 'corrected') return
  const fault = rule === null ? 'this queue asks for none; decide `bad`' : faultOf(rule, correction ?? null)
  if (fault === null) return
  const issues = [{ pointer: '/correction', message: fault }]
  throw new Refusal('review.invalid', `correction: ${fault}.`, { issues })
}

function faultOf(
  { form, schema, options }: CorrectionRule,
  correction: NonNullable<ReviewInput['correction']> | null,
): string | null {
  if (correction === null) return 'it is missing'
  if (form === 'json') return schema === undefined ? null : explainMismatch(schema, correction)
  if (form === 'label') return faultOfLabel(correction, options)
  if (typeof correction === 'string') return correction.trim() === '' ? 'it is empty' : null
  if (form === 'text') return 'it must be a text'
  const messages = messageListSchema.safeParse(correction)
  return messages.success ? null : `it is neither a text nor messages: ${explainIssue(messages.error)}`
}

function faultOfLabel(label: unknown, options: readonly string[] | undefined): string | null {
  if (typeof label !== 'string' && typeof label !== 'number') return 'it must be a label: a text or a number'
  if (label === '' || String(label).trim() !== String(label)) return 'it must be a label without space around it'
  if (options === undefined || options.includes(String(label))) return null
  return `${JSON.stringify(label)} is none of this queue’s labels: ${options.slice(0, LABELS_NAMED_MAX).join(', ')}`
}
