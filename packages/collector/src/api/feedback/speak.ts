// What a token and the key of a page may say: both are in the hands of whoever reads the page.

import { FEEDBACK_TOKEN_KINDS, type FeedbackTokenPayload } from '@trimtab/contract'
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
export function asPage(item: unknown): unknown {
  if (!isFields(item)) return item
  const { source = 'user', kind } = item
  if (source !== 'user') throw new ProblemError('key.forbidden', 'The key of a page speaks for a user only.')
  if (!FEEDBACK_TOKEN_KINDS.some((allowed) => allowed === kind))
    throw new ProblemError('key.forbidden', `The key of a page allows ${FEEDBACK_TOKEN_KINDS.join(', ')} only.`)
  if ('key' in item || 'session' in item)
    throw new ProblemError('key.forbidden', 'The key of a page speaks of a prediction or a response id only.')
  return { ...item, source }
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
  return { ...item, prediction, source, actor }
}

export function isFields(value: unknown): value is { [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
