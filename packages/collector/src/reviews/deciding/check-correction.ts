// Whether a correction is of the form that the queue asks for.

import type { CorrectionRule, Json, ReviewInput, ReviewQueue } from '@trimtab/contract'
import { messageListSchema } from '@trimtab/contract/schemas'
import { Refusal } from '../../refusal.ts'
import { explainIssue } from '../../schema-issue.ts'
import { explainMismatch } from './correction-schema.ts'
import { TOO_LONG } from './run-within.ts'
import type { SlowSchemas } from './slow-schemas.ts'

/** More are not read in a sentence. */
const LABELS_NAMED_MAX = 20

type Asking = Pick<ReviewQueue, 'id' | 'updatedAt' | 'correction'>

/** Throws where it is not. Its size and depth were bounded when it was read. */
export function checkCorrection(
  queue: Asking,
  { decision, correction }: Pick<ReviewInput, 'decision' | 'correction'>,
  slow: SlowSchemas,
): void {
  if (decision !== 'corrected') return
  const fault = faultOf(queue.correction, correction ?? null) ?? faultBySchema(queue, correction ?? null, slow)
  if (fault === null) return
  const issues = [{ pointer: '/correction', message: fault }]
  throw new Refusal('review.invalid', `correction: ${fault}.`, { issues })
}

function faultOf(rule: CorrectionRule | null, correction: Json): string | null {
  if (rule === null) return 'this queue asks for none; decide `bad`'
  const { form, options } = rule
  if (correction === null) return 'it is missing'
  if (form === 'json') return null
  if (form === 'label') return faultOfLabel(correction, options)
  if (typeof correction === 'string') return correction.trim() === '' ? 'it is empty' : null
  if (form === 'text') return 'it must be a text'
  const messages = messageListSchema.safeParse(correction)
  return messages.success ? null : `it is neither a text nor messages: ${explainIssue(messages.error)}`
}

/** Throws where nobody has the time to tell. */
function faultBySchema(queue: Asking, correction: Json, slow: SlowSchemas): string | null {
  const schema = queue.correction?.schema
  if (schema === undefined) return null
  const pausedSeconds = Math.ceil(slow.pausedMs(queue) / 1000)
  if (pausedSeconds > 0)
    throw new Refusal(
      'review.busy',
      `Corrections took too long to check by the schema of this queue; for ${pausedSeconds} s none is taken. Give the queue a simpler schema.`,
    )
  const fault = explainMismatch(schema, correction)
  if (fault !== TOO_LONG) return fault
  slow.ranOut(queue)
  return 'it takes too long to check by the schema of this queue'
}

function faultOfLabel(label: unknown, options: readonly string[] | undefined): string | null {
  if (typeof label !== 'string' && typeof label !== 'number') return 'it must be a label: a text or a number'
  if (label === '' || String(label).trim() !== String(label)) return 'it must be a label without space around it'
  if (options === undefined || options.includes(String(label))) return null
  return `${JSON.stringify(label)} is none of this queue’s labels: ${options.slice(0, LABELS_NAMED_MAX).join(', ')}`
}
