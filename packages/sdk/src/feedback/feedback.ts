// What an app says about predictions: each method makes one feedback and hands it on. Nothing here throws; a feedback
// that cannot be written is counted.
import type { FeedbackKind, FeedbackSource, FeedbackTarget } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import { parsePredictionId } from '../prediction/prediction-id.ts'
import { encodeLogRecord } from '../telemetry/otlp-json.ts'
import type { Recorder } from '../telemetry/recorder.ts'
import { type Said, writeFeedbackRecord } from './feedback-record.ts'
import { saysSomething, type Statement } from './statement.ts'

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
  /** What somebody did rather than said, such as `copied` or `retried`. */
  signal: (signal: string, details?: FeedbackDetails) => void
  /** Takes back what the same actor said before, of that kind and name. */
  retract: (kind: FeedbackKind, details?: FeedbackDetails) => void
}

/** What turned out to be true, joined to predictions by their business key. */
export interface Truth extends Omit<FeedbackDetails, 'source'> {
  key: string
  label: string | number
  /** Only predictions of this task. */
  task?: string | undefined
}

export interface FeedbackHost {
  clock: Clock
  makeId: () => string
  recorder: Recorder
}

const THUMBS: ReadonlyMap<unknown, boolean> = new Map([
  ['up', true],
  ['down', false],
])

export function speakOf(target: string | FeedbackTarget, host: FeedbackHost): FeedbackSpeaker {
  const say = (statement: Statement, details: FeedbackDetails = {}): void =>
    recordFeedback(target, statement, details, host)
  return {
    thumbs: (direction, details) => say({ kind: 'thumbs', value: THUMBS.get(direction) }, details),
    score: (score, details) => say({ kind: 'score', value: score }, details),
    correct: (output, details) => say({ kind: 'correction', value: output }, details),
    label: (label, details) => say({ kind: 'label', value: label }, details),
    comment: (text, details) => say({ kind: 'comment', comment: text }, { ...details, comment: text }),
    signal: (signal, details) => say({ kind: 'signal', value: signal }, details),
    retract: (kind, details) => say({ kind: 'retraction', retractedKind: kind }, details),
  }
}

export function recordTruth(truth: Truth, host: FeedbackHost): void {
  try {
    const { key, label, task, ...details } = truth
    recordFeedback({ key, task }, { kind: 'label', value: label }, { ...details, source: 'ground_truth' }, host)
  } catch {
    host.recorder.drop('unreadable')
  }
}

function recordFeedback(
  given: string | FeedbackTarget,
  statement: Statement,
  details: FeedbackDetails,
  { clock, makeId, recorder }: FeedbackHost,
): void {
  try {
    const target = typeof given === 'string' ? { prediction: given } : given
    const span = target.prediction === undefined ? undefined : parsePredictionId(target.prediction)
    if (target.prediction !== undefined && span === undefined) return recorder.drop('prediction_id_invalid')
    if (!saysSomething(statement)) return recorder.drop('value_invalid')
    const nowMs = clock.nowMs()
    const said: Said = {
      id: details.id ?? makeId(),
      target,
      kind: statement.kind,
      value: statement.value,
      retractedKind: statement.retractedKind,
      name: details.name,
      comment: details.comment,
      source: details.source ?? 'user',
      actor: details.actor,
      consent: details.consent,
      metadata: details.metadata,
      atMs: details.at?.getTime() ?? nowMs,
    }
    recorder.record(encodeLogRecord(writeFeedbackRecord(said, span, nowMs)))
  } catch {
    recorder.drop('unreadable')
  }
}
