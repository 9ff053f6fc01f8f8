// Many feedbacks of one prediction to the one opinion that counts now. The rule, in this order:
//   1. a retraction takes back what the same actor said before it, of the kind it names;
//   2. of one actor only the newest word of a kind and name counts; who only claims to be an actor is another one;
//   3. an answer to a question of a review queue says nothing of the whole: it is never what counts;
//   4. words under no name, and thumbs under `helpful`, count before those under another, which are about something narrower;
//   5. between actors the higher authority counts: reviewer and ground truth, then user, then system signal, then judge;
//   6. between equals the newest counts.
// Whose word it is stands beside it, and so does of what others say otherwise.

import { type Feedback, type FeedbackKind, type FeedbackSource, type Opinion, OPINION_KINDS } from '@trimtab/contract'

const AUTHORITY: { [source in FeedbackSource]: number } = { reviewer: 4, ground_truth: 4, user: 3, system: 2, judge: 1 }

export function opinionOf(feedback: readonly Feedback[]): Opinion {
  const current = currentFeedback(feedback)
  const words = Map.groupBy(current, ({ kind }) => kind)
  const [thumbs, score, correction, label] = [
    firstOf(words.get('thumbs')),
    firstOf(words.get('score')),
    firstOf(words.get('correction')),
    firstOf(words.get('label')),
  ]
  return {
    thumbs: typeof thumbs?.value === 'boolean' ? (thumbs.value ? 'up' : 'down') : null,
    score: typeof score?.value === 'number' ? score.value : null,
    correction: correction?.value ?? null,
    label: typeof label?.value === 'string' || typeof label?.value === 'number' ? label.value : null,
    by: {
      thumbs: thumbs?.source ?? null,
      score: score?.source ?? null,
      correction: correction?.source ?? null,
      label: label?.source ?? null,
    },
    conflicts: OPINION_KINDS.filter((kind) => isDisputed(words.get(kind))),
    sources: new Set(current.map((said) => `${said.source}\n${said.actor ?? ''}`)).size,
  }
}

/** What everybody but judges said: this alone counts in figures of people, in filters and for datasets. */
export function peopleOf(feedback: readonly Feedback[]): Feedback[] {
  return feedback.filter(({ source }) => source !== 'judge')
}

/** The newest word of each actor on each kind and name, without what was taken back; newest first. */
export function currentFeedback(feedback: readonly Feedback[]): Feedback[] {
  const decided = new Set<string>()
  const current: Feedback[] = []
  for (const said of feedback.toSorted(byNewest)) {
    const voice = voiceOf(said, said.kind === 'retraction' ? (said.of?.kind ?? 'retraction') : said.kind)
    if (decided.has(voice)) continue
    decided.add(voice)
    if (said.kind !== 'retraction') current.push(said)
  }
  return current
}

/** Of words of one kind the one that counts. */
function firstOf(words: readonly Feedback[] = []): Feedback | null {
  let first: Feedback | null = null
  for (const said of words) {
    if (!isAnswerOfReview(said) && (first === null || byWeight(said, first) < 0)) first = said
  }
  return first
}

/**
 * Under one name two things are said, and not by judges alone. No two programs give quite the same score, so scores of
 * judges dispute nothing.
 */
function isDisputed(words: readonly Feedback[] = []): boolean {
  if (words.length < 2) return false
  const comparable = words.filter(({ kind, source }) => kind !== 'score' || source !== 'judge')
  const byName = Map.groupBy(comparable, (said) => (isNarrow(said) === 1 ? said.name : null))
  return [...byName.values()].some(
    (alike) =>
      alike.some(({ source }) => source !== 'judge') &&
      new Set(alike.map(({ value }) => JSON.stringify(value))).size > 1,
  )
}

/** Stands in the metadata of what a page said under a name that no token proves. */
export const CLAIMED = 'claimed'

export function isClaimed({ actor, metadata }: Feedback): boolean {
  return actor !== null && metadata[CLAIMED] === true
}

function voiceOf(said: Feedback, kind: FeedbackKind): string {
  return JSON.stringify([kind, said.name, said.source, said.actor, isClaimed(said)])
}

export function byNewest(left: Feedback, right: Feedback): number {
  return descending(left.at, right.at) || descending(left.receivedAt, right.receivedAt) || descending(left.id, right.id)
}

/** By code units: a language's own order differs between machines, and calls different ids equal. */
function descending(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? 1 : -1
}

/** The word that counts first of those of one kind. */
export function byWeight(left: Feedback, right: Feedback): number {
  return isNarrow(left) - isNarrow(right) || AUTHORITY[right.source] - AUTHORITY[left.source] || byNewest(left, right)
}

/** About something narrower than the whole. */
export function isNarrow(said: Feedback): 0 | 1 {
  const { kind, name } = said
  if (name === null) return 0
  return kind === 'thumbs' && name === 'helpful' && !isAnswerOfReview(said) ? 0 : 1
}

/** What a reviewer answered to a question that a queue asks, which bears its name; see `reviews/deciding/decide.ts`. */
export function isAnswerOfReview({ source, name, metadata }: Feedback): boolean {
  return (
    source === 'reviewer' &&
    name !== null &&
    typeof metadata['queue'] === 'string' &&
    typeof metadata['item'] === 'string'
  )
}
