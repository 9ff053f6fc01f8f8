// One feedback in words: what was said, by whom. Pure.
import type { Feedback } from '@trimtab/contract'
import { formatJson } from '../format/json.ts'

const KIND_NAMES: { [kind in Feedback['kind']]: string } = {
  thumbs: 'Thumb',
  score: 'Score',
  label: 'Label',
  correction: 'Correction',
  comment: 'Comment',
  signal: 'Signal',
  retraction: 'Taken back',
}

export function whatWasSaid(feedback: Feedback): string {
  const { kind, value, name } = feedback
  if (kind === 'thumbs') return value === true ? 'Helpful' : 'Not helpful'
  if (kind === 'retraction') return `Taken back: ${KIND_NAMES[feedback.of?.kind ?? 'comment'].toLowerCase()}`
  const title = name === null ? KIND_NAMES[kind] : `${KIND_NAMES[kind]} ${name}`
  const isShort = kind === 'score' || kind === 'label' || kind === 'signal'
  return isShort ? `${title}: ${formatJson(value)}` : title
}

export function whoSaid({ source, actor }: Feedback): string {
  const who = {
    user: 'user',
    reviewer: 'reviewer',
    judge: 'judge',
    system: 'the system',
    ground_truth: 'ground truth',
  }[source]
  if (actor !== null) return `by ${who} ${actor}`
  return source === 'system' || source === 'ground_truth' ? `by ${who}` : `by a ${who}`
}

/** The words that came along with it, quoted under the title. */
export function commentOf({ kind, value, comment }: Feedback): string | null {
  if (comment !== null) return comment
  return kind === 'comment' && typeof value === 'string' ? value : null
}
