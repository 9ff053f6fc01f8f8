// Feedback as LangSmith's SDKs post it to `/feedback`: on a run, whose id stands in a fixed relation to the span's.

import type { FeedbackInput } from '@trimtab/contract'
import { idOfWords, isObject, readComment, readThumb, usableFeedback } from '../usable-feedback.ts'

type Fields = { [field: string]: unknown }

/** One post may say several things of a run: `further` holds what is said besides the first. */
export type ReadLangsmithFeedback =
  | { outcome: 'feedback'; feedback: FeedbackInput; further: FeedbackInput[] }
  | { outcome: 'refused'; reason: string }

export function readLangsmithFeedback(body: unknown): ReadLangsmithFeedback {
  if (!isObject(body)) return { outcome: 'refused', reason: 'a feedback is not an object' }
  const target = readTarget(body)
  if (target === null) return { outcome: 'refused', reason: 'a feedback names no run: `run_id` must be a UUID' }
  const id = textOf(body['id'])
  const said = { ...target, ...readSpeaker(body), name: textOf(body['key']), comment: readComment(body['comment']) }
  const opinions = readOpinions(body)
  const read = opinions.map((opinion, index) => {
    const comment = index === 0 ? said.comment : null
    return usableFeedback({
      ...said,
      ...opinion,
      ...readIdentity(id, { ...opinion, comment, at: textOf(body['created_at']) }),
      comment,
    })
  })
  const feedback = read.flatMap((one) => (one.outcome === 'feedback' ? [one.feedback] : []))
  const [first, ...further] = feedback
  if (first !== undefined) return { outcome: 'feedback', feedback: first, further }
  const [refused] = read
  return refused?.outcome === 'refused' ? refused : { outcome: 'refused', reason: 'a feedback says nothing' }
}

/** Where the id that LangSmith knows stands in the metadata: of several words under it the last counts. */
export const LANGSMITH_FEEDBACK_ID = 'langsmithFeedbackId'

/** What is created again under its id with other words replaces the first, so those words are part of the id here. */
function readIdentity(id: string | null, { metadata, ...words }: Fields): Fields {
  if (id === null) return { metadata }
  const known = { ...(isObject(metadata) ? metadata : {}), [LANGSMITH_FEEDBACK_ID]: id }
  return { id: idOfWords(id.slice(0, ID_CHARS_MAX), [words, metadata ?? null]), metadata: known }
}

/** Of the 512 that an id may have. */
const ID_CHARS_MAX = 400

/** Of a score with a value the value says what the number means. */
function readOpinions(body: Fields): Fields[] {
  const { score, value, correction } = body
  const name = textOf(body['key'])
  const label = typeof value === 'string' && value !== '' ? value : null
  const number = typeof score === 'boolean' ? Number(score) : score
  const thumb = readThumb({ name, score: number, label })
  const opinions: Fields[] = []
  const meaning = value === null || value === undefined ? undefined : { value }
  if (thumb !== null) opinions.push({ kind: 'thumbs', value: thumb, metadata: meaning })
  else if (typeof number === 'number') opinions.push({ kind: 'score', value: number, metadata: meaning })
  else if (label !== null || typeof value === 'number') opinions.push({ kind: 'label', value })
  else if (meaning !== undefined) opinions.push({ kind: 'label', value: JSON.stringify(value) })
  if (correction !== null && correction !== undefined) opinions.push({ kind: 'correction', value: correction })
  return opinions.length === 0 ? [{ kind: 'comment' }] : opinions
}

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/
/** The id of a run that is made of the id of a span: filled up in front with zeros. */
const MADE_OF_SPAN = /^0{16}[0-9a-f]{16}$/

/**
 * The id of a trace is the id of its first run. The id of a span is the end of a run's that was made of it, else the
 * first half. Without a trace, a run that was made of a span is found as the key that the `langsmith` dialect gives to
 * the prediction; any other is taken for the first of its trace, as it is for feedback from an app.
 */
function readTarget(body: Fields): { prediction: string } | { key: string } | null {
  const [run, trace] = [uuidOf(body['run_id']), uuidOf(body['trace_id'])]
  const hasTrace = trace !== null && !MADE_OF_SPAN.test(trace)
  if (run === null) return hasTrace ? { prediction: trace } : null
  if (hasTrace) return { prediction: run === trace ? trace : `${trace}-${spanOf(run)}` }
  return MADE_OF_SPAN.test(run) ? { key: keyOf(run) } : { prediction: run }
}

function spanOf(run: string): string {
  return MADE_OF_SPAN.test(run) ? run.slice(16) : run.slice(0, 16)
}

function keyOf(run: string): string {
  return [run.slice(0, 8), run.slice(8, 12), run.slice(12, 16), run.slice(16, 20), run.slice(20)].join('-')
}

/** Without its hyphens. */
function uuidOf(value: unknown): string | null {
  const text = textOf(value)?.toLowerCase() ?? ''
  return UUID.test(text) ? text.replaceAll('-', '') : null
}

/** Who speaks: a person of the app, a reviewer in LangSmith's own pages, or a model that judges. */
function readSpeaker(body: Fields): Fields {
  const source = isObject(body['feedback_source']) ? body['feedback_source'] : {}
  const metadata = isObject(source['metadata']) ? source['metadata'] : {}
  const isJudge = source['type'] === 'model' || metadata['__run'] !== undefined
  return {
    source: isJudge ? 'judge' : source['type'] === 'app' ? 'reviewer' : undefined,
    actor: textOf(metadata['userId']) ?? textOf(metadata['user_id']) ?? textOf(source['user_id']),
    at: textOf(body['created_at']),
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
