// Says in a sentence which limit was met by whoever speaks without a key, and when there is room again.

import {
  ACTOR_ITEMS_PER_HOUR_MAX,
  ADDRESS_ITEMS_PER_HOUR_MAX,
  CLAIMED_ACTORS_PER_HOUR_MAX,
  PREDICTION_ITEMS_PER_HOUR_MAX,
  type Said,
  type TooMuch,
  type VoiceLimits,
} from '../authentication/voice-limits.ts'
import { ProblemError } from '../problem.ts'

const LIMITS: { readonly [limit in TooMuch['limit']]: string } = {
  prediction: `Of one prediction ${PREDICTION_ITEMS_PER_HOUR_MAX} items an hour are taken without a key`,
  actor: `Of one person ${ACTOR_ITEMS_PER_HOUR_MAX} items an hour are taken without a key`,
  address: `From one address ${ADDRESS_ITEMS_PER_HOUR_MAX} items an hour are taken without a key`,
  actors: `Of one prediction ${CLAIMED_ACTORS_PER_HOUR_MAX} people an hour are taken whom no token names`,
}

/** Throws where it is too much, and nothing of it counts. */
export function admitVoice(said: Said, voices: VoiceLimits): void {
  const tooMuch = voices.admit(said)
  if (tooMuch === null) return
  throw new ProblemError('feedback.too_much', `${LIMITS[tooMuch.limit]}; what was said before stands.`, {
    retryAfterSeconds: Math.ceil(tooMuch.waitMs / 1000),
  })
}
