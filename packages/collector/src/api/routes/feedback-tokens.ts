// Signs feedback tokens for whoever has a key but not the SDK: the same bytes as the SDK makes.

import { ENVIRONMENT, FEEDBACK_TOKEN_KINDS, FEEDBACK_TOKEN_SECONDS_DEFAULT, OPEN_SIGNING_KEY } from '@trimtab/contract'
import type { Hono } from 'hono'
import { signFeedbackToken } from '../../feedback/token.ts'
import type { AppParts } from '../app-parts.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'

type TokenParts = Pick<AppParts, 'signingKeys' | 'authentication' | 'clock' | 'makeId' | 'budget'>

export function feedbackTokenRoutes(app: Hono, parts: TokenParts): void {
  const { authentication, clock, makeId } = parts
  const [signingKey] = parts.signingKeys

  endpoint(app, parts, 'createFeedbackToken', async ({ body }) => {
    if (signingKey === OPEN_SIGNING_KEY && !(await authentication.isOpen()))
      throw new ProblemError(
        'feedback_token.unsigned',
        `This collector signs no feedback token until ${ENVIRONMENT.signingKey} is set.`,
      )
    const { prediction, kinds = FEEDBACK_TOKEN_KINDS, actor, once = false } = body
    const expiresAt = Math.floor(clock() / 1000 + (body.expiresInSeconds ?? FEEDBACK_TOKEN_SECONDS_DEFAULT))
    const payload = { prediction, kinds: [...kinds], actor, expiresAt, once: once ? makeId() : undefined }
    return {
      token: signFeedbackToken(payload, signingKey),
      expiresAt: new Date(expiresAt * 1000).toISOString(),
    }
  })
}
