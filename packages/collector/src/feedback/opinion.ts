// Many feedbacks of one prediction to the one opinion that counts now. The rule, in this order:
//   1. a retraction takes back what the same actor said before it, of the kind it names;
//   2. of one actor only the newest word of a kind and name counts;
//   3. of thumbs, those under no name or `helpful` count before those under another, which are about something narrower;
//   4. between actors the higher authority counts: reviewer and ground truth, then user, then system signal, then judge;
//   5. between equals the newest counts.

import type { Feedback, FeedbackKind, FeedbackSource, Json, Opinion } from '@trimtab/contract'

const AUTHORITY: { [source in FeedbackSource]: number } = { reviewer: 4, ground_truth: 4, user: 3, system: 2, judge: 1 }

export function opinionOf(feedback: readonly Feedback[]): Opinion {
  const current = currentFeedback(feedback)
  const newest = (kind: FeedbackKind): Json =>
    current.filter((said) => said.kind === kind).toSorted(byWeight)[0]?.value ?? null
  const thumbs = newest('thumbs')
  const score = newest('score')
  const label = newest('label')
  return {
    thumbs: typeof thumbs === 'boolean' ? (thumbs ? 'up' : 'down') : null,
    score: typeof score === 'number' ? score : null,
    correction: newest('correction'),
    label: typeof label === 'string' || typeof label === 'number' ? label : null,
    sources: new Set(current.map((said) => `${said.source}\n${said.actor ?? ''}`)).size,
  }
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

function voiceOf(said: Feedback, kind: FeedbackKind): string {
  return JSON.stringify([kind, said.name, said.source, said.actor])
}

export function byNewest(left: Feedback, right: Feedback): number {
  return descending(left.at, right.at) || descending(left.receivedAt, right.receivedAt) || descending(left.id, right.id)
}

/** By code units: a language's own order differs between machines, and calls different ids equal. */
function descending(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? 1 : -1
}

function byWeight(left: Feedback, right: Feedback): number {
  return isNarrow(left) - isNarrow(right) || AUTHORITY[right.source] - AUTHORITY[left.source] || byNewest(left, right)
}

function isNarrow({ kind, name }: Feedback): 0 | 1 {
  return kind === 'thumbs' && name !== null && name !== 'helpful' ? 1 : 0
}
