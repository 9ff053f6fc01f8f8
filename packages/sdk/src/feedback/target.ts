// What a feedback speaks of, from the forms an app has it in: an id, a traceparent that came with a message, a
// reference, a stored object with an id, or one of the things a prediction is joined by later.
import type { FeedbackTarget } from '@trimtab/contract'
import { parsePredictionId } from '../prediction/prediction-id.ts'

/**
 * What {@link Trimtab.feedback} takes: a prediction's id, a W3C `traceparent`, anything with the prediction's `id` such as
 * a {@link PredictionReference}, or exactly one of `prediction`, `key`, `responseId` and `session`, the latter three
 * with a `task` where they need one.
 */
export type FeedbackAim = string | { readonly id: string } | FeedbackTarget

export interface SpanReference {
  traceId: string
  spanId: string
}

export type Aimed =
  | { outcome: 'span'; span: SpanReference; task: string | undefined }
  | { outcome: 'other'; target: FeedbackTarget }
  | { outcome: 'invalid'; lossReason: 'prediction_id_invalid' | 'target_invalid' }

const JOINS = ['key', 'responseId', 'session'] as const

export function readTarget(aim: FeedbackAim): Aimed {
  if (typeof aim === 'string') return readPrediction(aim)
  if ('id' in aim) return readPrediction(aim.id)
  const { prediction, task } = aim
  const joins = JOINS.filter((join) => aim[join] !== undefined)
  const [join] = joins
  if (prediction !== undefined) return join === undefined ? readPrediction(prediction, task) : invalid
  const target: unknown = join === undefined ? undefined : aim[join]
  const isName = typeof target === 'string' && target !== ''
  return isName && joins.length === 1 ? { outcome: 'other', target: aim } : invalid
}

const invalid: Aimed = { outcome: 'invalid', lossReason: 'target_invalid' }

function readPrediction(id: unknown, task?: string): Aimed {
  const span = typeof id === 'string' ? (parsePredictionId(id) ?? parseTraceparent(id)) : undefined
  if (span === undefined || isZero(span.traceId) || isZero(span.spanId)) {
    return { outcome: 'invalid', lossReason: 'prediction_id_invalid' }
  }
  return { outcome: 'span', span, task }
}

/** Of any version: one that is to come may say more behind the flags, and may not move what stands before them. */
function parseTraceparent(text: string): SpanReference | undefined {
  const [, version, traceId, spanId, more] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/.exec(text) ?? []
  if (traceId === undefined || spanId === undefined || version === 'ff') return undefined
  return version === '00' && more !== undefined ? undefined : { traceId, spanId }
}

function isZero(hex: string): boolean {
  return /^0+$/.test(hex)
}
