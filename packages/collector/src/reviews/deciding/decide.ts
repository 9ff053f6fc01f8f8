// What a review says, as feedback of the reviewer: good is a thumb up, bad one down, corrected one down with what it
// should have been; each answer is of the kind and name of its field. Ids are made of what is said, so what was stored
// before a save broke off is not said twice. What this reviewer said with the item before and says no longer is taken
// back.

import type {
  Feedback,
  FeedbackInput,
  FeedbackKind,
  Json,
  ReviewInput,
  ReviewQueue,
  RubricField,
} from '@trimtab/contract'
import { currentFeedback } from '../../feedback/opinion.ts'
import { idOfWords } from '../../feedback/usable-feedback.ts'
import { answerTo } from './check-answers.ts'
import { isOfReview } from './own-words.ts'

export interface Reviewed {
  item: { id: string; queue: string; prediction: string; inclusionProbability: number | null }
  reviewer: string
  /** How often it was saved or taken back, with this time. */
  revision: number
  at: string
}

type Asking = Pick<ReviewQueue, 'fields' | 'correction'>

type Saying = FeedbackInput & { id: string }

interface Word {
  kind: FeedbackKind
  name?: string | undefined
  value?: Json | undefined
  comment?: string | undefined
}

export interface Decided {
  /** What is to be said now. */
  feedback: FeedbackInput[]
  /** The ids of all that the review says then. */
  words: string[]
}

/** Where that much was said of the prediction before. Null: the review is taken back. */
export function decide(
  reviewed: Reviewed,
  { queue, review, said }: { queue: Asking; review: ReviewInput | null; said: readonly Feedback[] },
): Decided {
  const words = review === null ? [] : [...judgementOf(review, queue), ...answersOf(queue.fields, review)]
  const stands = new Set(words.map(({ kind, name }) => JSON.stringify([kind, name ?? null])))
  const before = wordsBefore(reviewed, said)
  const withdrawn = before.filter(({ kind, name }) => !stands.has(JSON.stringify([kind, name])))
  const [known, holding] = [idsOf(said), idsOf(before)]
  const now = words.map((word) => say(reviewed, word)).map((word) => (holding.has(word.id) ? word : anew(word, known)))
  return {
    feedback: [
      ...now.filter(({ id }) => !holding.has(id)),
      ...withdrawn.map((word) => anew(takeBack(reviewed, word), known)),
    ],
    words: now.map(({ id }) => id),
  }
}

/** Said before, and no longer what counts: under the same id it would be no news. */
function anew(said: Saying, known: ReadonlySet<string>): Saying {
  return known.has(said.id) ? { ...said, id: idOfWords('review', [said.id, said.at]) } : said
}

function idsOf(said: readonly Feedback[]): ReadonlySet<string> {
  return new Set(said.map(({ id }) => id))
}

/** Of what was said those that this reviewer said with this item, and that still hold. */
export function wordsBefore({ item, reviewer }: Pick<Reviewed, 'item' | 'reviewer'>, said: readonly Feedback[]) {
  return currentFeedback(said).filter((word) => word.actor === reviewer && isOfReview(word, { item: item.id }))
}

/** Whoever cannot tell, or leaves it to others, says nothing of the whole. */
function judgementOf({ decision, correction, note }: ReviewInput, { correction: rule }: Asking): Word[] {
  if (decision === 'unsure' || decision === 'skipped') return []
  const thumb: Word = { kind: 'thumbs', value: decision === 'good', comment: note }
  if (decision !== 'corrected') return [thumb]
  return [thumb, { kind: rule?.form === 'label' ? 'label' : 'correction', value: correction }]
}

function answersOf(fields: readonly RubricField[], { decision, answers = {} }: ReviewInput): Word[] {
  if (decision === 'skipped') return []
  return fields.flatMap((field): Word[] => {
    const { kind, name } = field
    const answer = answerTo(field, answers)
    if (answer === null) return []
    if (Array.isArray(answer))
      return answer.map((option) => ({ kind, name: nameOfOption(name, option), value: option }))
    return kind === 'comment' ? [{ kind, name, comment: String(answer) }] : [{ kind, name, value: answer }]
  })
}

export function nameOfOption(field: string, option: string): string {
  return `${field}.${option}`
}

function say(reviewed: Reviewed, word: Word): Saying {
  const { item, reviewer, revision, at } = reviewed
  const told = [item.id, reviewer, revision, word.kind, word.name ?? null, word.value ?? null, word.comment ?? null]
  return {
    id: idOfWords('review', told),
    prediction: item.prediction,
    source: 'reviewer',
    actor: reviewer,
    at,
    metadata: { queue: item.queue, item: item.id },
    ...word,
  }
}

function takeBack(reviewed: Reviewed, { kind, name }: Feedback): Saying {
  const said = say(reviewed, { kind: 'retraction', ...(name === null ? {} : { name }) })
  const told = [reviewed.item.id, reviewed.reviewer, reviewed.revision, 'retraction', kind, name]
  return { ...said, id: idOfWords('review', told), of: { kind } }
}
