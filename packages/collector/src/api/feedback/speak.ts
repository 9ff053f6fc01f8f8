// What a token, a page without one and a key that only reviews may say: the first two are in the hands of whoever reads
// the page, and the third is in those of people who look at predictions and know nothing of the world.

import { FEEDBACK_TOKEN_KINDS, type FeedbackTokenPayload, type ProblemCode } from '@trimtab/contract'
import { CLAIMED } from '../../feedback/opinion.ts'
import { idOfWords } from '../../feedback/usable-feedback.ts'
import { ProblemError } from '../problem.ts'

/** An item as it is kept; throws where the speaker may not say it. */
export type Speak = (item: unknown) => unknown

export function asIs(item: unknown): unknown {
  return item
}

/**
 * What everybody can read in a page speaks for a user, as a token does, and of what nobody can guess: with a business
 * key or a session it could speak about other people's predictions.
 */
export function asPage(code: ProblemCode): Speak {
  return (item) => {
    if (!isFields(item)) return item
    const { source = 'user', kind } = item
    if (source !== 'user') throw new ProblemError(code, 'A page without a token speaks for a user only.')
    if (!FEEDBACK_TOKEN_KINDS.some((allowed) => allowed === kind))
      throw new ProblemError(code, `A page without a token says ${FEEDBACK_TOKEN_KINDS.join(', ')} only.`)
    if ('key' in item || 'session' in item)
      throw new ProblemError(code, 'A page without a token speaks of a prediction or a response id only.')
    refuseMadeId(item, code)
    return asClaimed({ ...item, source })
  }
}

const REVIEW_SOURCES: readonly unknown[] = ['user', 'reviewer']

/** Whoever only reviews says what they think of a prediction they saw: no truth, and nothing about what they never saw. */
export function asReviewer(item: unknown): unknown {
  if (!isFields(item)) return item
  if (!REVIEW_SOURCES.includes(item['source'] ?? 'user'))
    throw new ProblemError(
      'key.forbidden',
      'A key with the scope review speaks as a reviewer or a user only; what else there is to say takes the scope feedback.',
    )
  if ('key' in item || 'session' in item || 'responseId' in item)
    throw new ProblemError(
      'key.forbidden',
      'A key with the scope review speaks of a prediction by its id only; anything else takes the scope feedback.',
    )
  refuseMadeId(item, 'key.forbidden')
  return item
}

/**
 * Whom a page names and no token proves has a voice apart, under the same name: it neither replaces nor takes back what that
 * actor said, and gives no consent for them. Whoever withholds it is believed.
 */
function asClaimed(item: { [field: string]: unknown }): { [field: string]: unknown } {
  const { actor, consent, metadata = {} } = item
  if (actor === undefined) return item
  const marked = isFields(metadata) ? { ...metadata, [CLAIMED]: true } : metadata
  return { ...item, consent: consent === true ? undefined : consent, metadata: marked }
}

/** A token speaks for one prediction, in the kinds it names, as a user and nobody else. */
export function narrow(item: unknown, payload: FeedbackTokenPayload): unknown {
  if (!isFields(item)) return item
  const { prediction = payload.prediction, source = 'user', actor = payload.actor, kind } = item
  if (prediction !== payload.prediction)
    throw new ProblemError('feedback_token.forbidden', 'The feedback token is for another prediction.')
  if (source !== 'user') throw new ProblemError('feedback_token.forbidden', 'A feedback token speaks for a user only.')
  if (!payload.kinds.some((allowed) => allowed === kind)) {
    throw new ProblemError(
      'feedback_token.forbidden',
      `The feedback token allows ${payload.kinds.join(', ')} and not ${typeof kind === 'string' ? kind : 'this'}.`,
    )
  }
  if (payload.actor !== undefined && actor !== payload.actor) {
    throw new ProblemError('feedback_token.forbidden', 'The feedback token speaks as somebody else.')
  }
  refuseMadeId(item, 'feedback_token.forbidden')
  const { once } = payload
  const said =
    payload.actor === undefined ? asClaimed({ ...item, prediction, source }) : { ...item, prediction, source, actor }
  if (once === undefined) return said
  // The first of an id stands, so what is said with such a token has the id of what it says a word on.
  return { ...said, id: idOfWords('once', [once, kind, item['name'] ?? null, prediction]) }
}

/**
 * How ids begin that are made here, of what can be known: a page that took one before would silence the annotation, the
 * review or the truth that it is made for.
 */
const MADE_ID = /^(?:once|again|annotation|logfire|otlp|langfuse|langsmith|review|truth)-/

function refuseMadeId({ id }: { [field: string]: unknown }, code: ProblemCode): void {
  if (typeof id === 'string' && MADE_ID.test(id))
    throw new ProblemError(code, `An id that begins with ${MADE_ID.exec(id)?.[0]} is made by the collector alone.`)
}

export function isFields(value: unknown): value is { [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
