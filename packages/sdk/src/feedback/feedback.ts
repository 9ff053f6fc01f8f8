// What an app says about predictions: each method makes one feedback and hands it on. Nothing here throws; a feedback
// that cannot be written is counted.
import type { FeedbackKind, FeedbackSource, FeedbackTarget } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import { encodeLogRecord } from '../telemetry/otlp-json.ts'
import type { Recorder } from '../telemetry/recorder.ts'
import { measureEdit } from './edit-distance.ts'
import { type Redact, type Said, writeFeedbackRecord } from './feedback-record.ts'
import { saysSomething, type Statement } from './statement.ts'
import { type FeedbackAim, readTarget, type SpanReference } from './target.ts'

/** What can be added to any feedback. */
export interface FeedbackDetails {
  /** Sending the same id twice of one thing counts once. A new one is made when not given. */
  id?: string | undefined
  /** Tells several opinions of one kind apart, such as `helpful` and `polite`. */
  name?: string | undefined
  comment?: string | undefined
  /** `user` when not given. */
  source?: FeedbackSource | undefined
  /** Who says it. The newest word of an actor replaces the earlier ones. */
  actor?: string | undefined
  /** When they said it; now when not given. */
  at?: Date | undefined
  /** False keeps the prediction out of every training set. */
  consent?: boolean | undefined
  /** Anything else worth keeping, as JSON. */
  metadata?: object | undefined
}

/** Says something about one prediction. Every method returns at once and sends in the background. */
export interface FeedbackSpeaker {
  thumbs: (direction: 'up' | 'down', details?: FeedbackDetails) => void
  score: (score: number, details?: FeedbackDetails) => void
  /** What the output should have been: text, messages, or any JSON. */
  correct: (output: unknown, details?: FeedbackDetails) => void
  label: (label: string | number, details?: FeedbackDetails) => void
  comment: (text: string, details?: Omit<FeedbackDetails, 'comment'>) => void
  /** What somebody did rather than said; those that every app has have a method of their own. */
  signal: (signal: string, details?: FeedbackDetails) => void
  /** They took the output with them. */
  copied: (details?: FeedbackDetails) => void
  /** They asked for another answer to the same question. */
  retried: (details?: FeedbackDetails) => void
  /** They left before they had made use of the output. */
  abandoned: (details?: FeedbackDetails) => void
  /**
   * They changed the output before they used it. How much is sent as `metadata.edit`; neither text is, unless
   * `correction` asks for the new one to be sent as a correction as well.
   */
  edited: (edit: TextEdit, details?: FeedbackDetails) => void
  /** Takes back what the same actor said before, of that kind and name. */
  retract: (kind: FeedbackKind, details?: FeedbackDetails) => void
}

/** A text as the model wrote it and as somebody used it. */
export interface TextEdit {
  from: string
  to: string
  /** True also sends the new text, as a correction, where it differs. */
  correction?: boolean | undefined
}

export interface FeedbackHost {
  clock: Clock
  makeId: () => string
  recorder: Pick<Recorder, 'record' | 'drop'>
  /** For what people write: comments, corrections and metadata. */
  redact?: Redact | undefined
  /** Told of each prediction that something is said about: it must not be sampled away. */
  ask?: ((span: SpanReference) => void) | undefined
  /** The same where it is pointed at by something else than its id. */
  askAt?: ((target: FeedbackTarget) => void) | undefined
}

const THUMBS: ReadonlyMap<unknown, boolean> = new Map([
  ['up', true],
  ['down', false],
])

export function speakOf(target: FeedbackAim, host: FeedbackHost): FeedbackSpeaker {
  const say = (statement: Statement, details: FeedbackDetails = {}): void =>
    recordFeedback(target, statement, details, host)
  return {
    thumbs: (direction, details) => say({ kind: 'thumbs', value: THUMBS.get(direction) }, details),
    score: (score, details) => say({ kind: 'score', value: score }, details),
    correct: (output, details) => say({ kind: 'correction', value: output }, details),
    label: (label, details) => say({ kind: 'label', value: label }, details),
    comment: (text, details) => say({ kind: 'comment', comment: text }, details),
    signal: (signal, details) => say({ kind: 'signal', value: signal }, details),
    copied: (details) => say({ kind: 'signal', value: 'copied' }, details),
    retried: (details) => say({ kind: 'signal', value: 'retried' }, details),
    abandoned: (details) => say({ kind: 'signal', value: 'abandoned' }, details),
    edited: (edit, details) => recordEdit(target, edit, details ?? {}, host),
    retract: (kind, details) => say({ kind: 'retraction', retractedKind: kind }, details),
  }
}

function recordEdit(target: FeedbackAim, edit: TextEdit, details: FeedbackDetails, host: FeedbackHost): void {
  try {
    const { from, to, correction } = edit
    if (typeof from !== 'string' || typeof to !== 'string') return host.recorder.drop('value_invalid')
    const metadata = { ...details.metadata, edit: measureEdit(from, to) ?? { unit: 'unmeasured' } }
    const id = details.id ?? host.makeId()
    recordFeedback(target, { kind: 'signal', value: 'edited' }, { ...details, id, metadata }, host)
    if (correction !== true || from === to) return
    // A comment is said once. One id stands for one feedback.
    const corrected = { ...details, id: `${id}-correction`, comment: undefined }
    recordFeedback(target, { kind: 'correction', value: to }, corrected, host)
  } catch {
    host.recorder.drop('unreadable')
  }
}

export function recordFeedback(
  aim: FeedbackAim,
  statement: Statement,
  details: FeedbackDetails,
  { clock, makeId, recorder, redact, ask, askAt }: FeedbackHost,
): void {
  try {
    const aimed = readTarget(aim)
    if (aimed.outcome === 'invalid') return recorder.drop(aimed.lossReason)
    if (!saysSomething(statement)) return recorder.drop('value_invalid')
    if (aimed.outcome === 'span') ask?.(aimed.span)
    else askAt?.(aimed.target)
    const nowMs = clock.nowMs()
    const said: Said = {
      id: details.id ?? makeId(),
      target: aimed.outcome === 'span' ? { task: aimed.task } : aimed.target,
      kind: statement.kind,
      value: statement.value,
      retractedKind: statement.retractedKind,
      name: details.name,
      comment: statement.comment ?? details.comment,
      source: details.source ?? 'user',
      actor: details.actor,
      consent: details.consent,
      metadata: details.metadata,
      atMs: details.at?.getTime() ?? nowMs,
    }
    const span = aimed.outcome === 'span' ? aimed.span : undefined
    recorder.record(encodeLogRecord(writeFeedbackRecord(said, { span, nowMs, redact })))
  } catch {
    recorder.drop('unreadable')
  }
}
