// One feedback to one log record: OpenTelemetry's evaluation event, with our own attributes for what it has no word for.
import {
  FEEDBACK_ATTRIBUTES as KEY,
  FEEDBACK_EVENT_NAME,
  type FeedbackKind,
  type FeedbackSource,
  type FeedbackTarget,
} from '@trimtab/contract'
import { type Attributes, type LogRecord, toNanoseconds } from '../telemetry/otlp-json.ts'
import type { SpanReference } from './target.ts'

/** Takes what must not leave the app out of a text. */
export type Redact = (text: string) => string

/** As the contract's FeedbackInput, but with values that are only hoped to be JSON. */
export interface Said {
  id: string
  target: FeedbackTarget
  kind: FeedbackKind
  value: unknown
  name: string | undefined
  comment: string | undefined
  source: FeedbackSource
  actor: string | undefined
  consent: boolean | undefined
  metadata: object | undefined
  retractedKind: FeedbackKind | undefined
  atMs: number
}

export interface Writing {
  /** Of the prediction, where it is pointed at by its id. */
  span: SpanReference | undefined
  nowMs: number
  redact: Redact | undefined
}

export function writeFeedbackRecord(said: Said, { span, nowMs, redact }: Writing): LogRecord {
  return {
    eventName: FEEDBACK_EVENT_NAME,
    timeNs: toNanoseconds(Math.trunc(said.atMs)),
    observedNs: toNanoseconds(Math.trunc(nowMs)),
    traceId: span?.traceId,
    spanId: span?.spanId,
    attributes: {
      [KEY.id]: said.id,
      [KEY.kind]: said.kind,
      [KEY.source]: said.source,
      [KEY.actor]: said.actor,
      // The convention asks for a name. The collector knows these two forms and reads them as "none was given".
      [KEY.name]: said.name ?? (said.source === 'ground_truth' ? 'ground_truth' : `user.${said.kind}`),
      [KEY.comment]: said.comment === undefined ? undefined : (redact?.(said.comment) ?? said.comment),
      // Only a correction is somebody's own text; the other values are numbers and names that are counted.
      [KEY.value]: encodeJson(said.value, said.kind === 'correction' ? redact : undefined),
      ...standardForm(said),
      [KEY.key]: said.target.key,
      [KEY.responseId]: said.target.responseId,
      [KEY.session]: said.target.session,
      [KEY.task]: said.target.task,
      [KEY.consent]: said.consent,
      [KEY.metadata]: encodeJson(said.metadata, redact),
      [KEY.retractedKind]: said.retractedKind,
    },
  }
}

/** For readers who know only the convention. */
function standardForm({ kind, value }: Said): Attributes {
  if (kind === 'thumbs') return { [KEY.score]: value === true ? 1 : 0, [KEY.label]: value === true ? 'up' : 'down' }
  if (kind === 'score' && typeof value === 'number') return { [KEY.score]: value }
  if (kind === 'label') return { [KEY.label]: String(value) }
  return {}
}

function encodeJson(value: unknown, redact: Redact | undefined): string | undefined {
  if (value === undefined) return undefined
  if (redact === undefined) return JSON.stringify(value)
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? redact(inner) : inner))
}
