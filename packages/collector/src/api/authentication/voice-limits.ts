// How much may be said in an hour without a key: of one prediction, by one person, from one address. It keeps one visitor
// of a page from deciding what a task is thought of. What is over a limit is refused whole, and what was said before stands.

import type { FeedbackInput } from '@trimtab/contract'
import type { Clock } from '../../clock.ts'
import { createHourlyLimit, type HourlyLimit } from './hourly-limit.ts'
import { networkOf } from './network-of.ts'

/** Somebody changes their mind, and shows the answer to a few others. More moves nothing but one number. */
export const PREDICTION_ITEMS_PER_HOUR_MAX = 60
/** Who says something every fifteen seconds for an hour is no reader. */
export const ACTOR_ITEMS_PER_HOUR_MAX = 240
/** Of one address: a proxy in front is one, and a site of a million answers a day may say so much through it. */
export const ADDRESS_ITEMS_PER_HOUR_MAX = 20_000
/** Names that a page gives by itself, of one prediction: anybody can think of more, and each would be one more voice. */
export const CLAIMED_ACTORS_PER_HOUR_MAX = 5

export interface Said {
  feedback: readonly FeedbackInput[]
  address: string
  /** Whether the token says who speaks; otherwise it is what the page says. */
  isActorProven: boolean
}

/** Which limit it is over, and how long it is until it fits. */
export interface TooMuch {
  limit: 'prediction' | 'actor' | 'address' | 'actors'
  waitMs: number
}

export interface VoiceLimits {
  /** Null where it was counted; where it is too much nothing of it is. */
  admit: (said: Said) => TooMuch | null
}

interface Demand {
  limit: TooMuch['limit']
  name: string
  count: number
}

export function createVoiceLimits(clock: Clock): VoiceLimits {
  const limits: { [limit in TooMuch['limit']]: HourlyLimit } = {
    prediction: createHourlyLimit(PREDICTION_ITEMS_PER_HOUR_MAX),
    actor: createHourlyLimit(ACTOR_ITEMS_PER_HOUR_MAX),
    address: createHourlyLimit(ADDRESS_ITEMS_PER_HOUR_MAX),
    actors: createHourlyLimit(CLAIMED_ACTORS_PER_HOUR_MAX),
  }
  /** Who has a voice on which prediction already: one of them an hour is known to have been there. */
  const known = createHourlyLimit(1)

  return {
    admit: (said) => {
      const nowMs = clock()
      const claims = said.isActorProven ? [] : claimsOf(said.feedback)
      const isNew = (claim: Claim) => known.waitMs(claim.name, 1, nowMs) === 0
      const asked = [...demandsOf(said), ...countBy('actors', claims.filter(isNew), ({ target }) => target)]
      for (const { limit, name, count } of asked) {
        const waitMs = limits[limit].waitMs(name, count, nowMs)
        if (waitMs > 0) return { limit, waitMs }
      }
      for (const { limit, name, count } of asked) limits[limit].take(name, count, nowMs)
      for (const { name } of claims) known.take(name, 1, nowMs)
      return null
    },
  }
}

/** Those whom a token names are counted by themselves: whoever only gives a name must not use up what is theirs. */
function demandsOf({ feedback, address, isActorProven }: Said): Demand[] {
  const byActor = feedback.filter(({ actor }) => actor !== undefined)
  return [
    ...countBy('prediction', feedback, (item) => `${isActorProven} ${targetOf(item)}`),
    ...countBy('actor', byActor, ({ actor }) => `${isActorProven} ${actor}`),
    ...countBy('address', feedback, () => networkOf(address)),
  ]
}

function countBy<Item>(limit: Demand['limit'], items: readonly Item[], nameOf: (item: Item) => string): Demand[] {
  return [...Map.groupBy(items, nameOf)].map(([name, { length: count }]) => ({ limit, name, count }))
}

interface Claim {
  name: string
  target: string
}

/** Each once. */
function claimsOf(feedback: readonly FeedbackInput[]): Claim[] {
  const claims = feedback.flatMap((item) => {
    const target = targetOf(item)
    return item.actor === undefined ? [] : [{ name: JSON.stringify([target, item.actor]), target }]
  })
  return [...new Map(claims.map((claim) => [claim.name, claim])).values()]
}

function targetOf({ prediction, key, responseId, session }: FeedbackInput): string {
  return JSON.stringify([prediction, key, responseId, session])
}
