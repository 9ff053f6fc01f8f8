// One thing that is true of a recorded call and what a collector made of it.
import { isDeepStrictEqual } from 'node:util'
import type { Json, Prediction } from '@trimtab/contract'

/** recovered: it was sent and is there. missed: it was sent and is not. wrong: something else is there instead. */
type FactState = 'recovered' | 'missed' | 'wrong'

export interface Fact {
  /** Which call it is of; `case` for what is true of all of them. */
  of: string
  fact: string
  state: FactState
  expected: Json
  found: Json
}

export interface Demand {
  fact: string
  expected: Json
  /** Whether it is in the payload, so that it can be asked for. */
  isSent: boolean
  found: (prediction: Prediction) => Json
  /** Equality where nothing else is said. */
  fits?: (found: Json) => boolean
  /** Where it was not sent, something else may be said: a part of it, or a neighbour. */
  mayDiffer?: boolean
}

/** A value as a person would write it into a text. */
export function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}

/** What a prediction says to a demand; null where there was nothing to say and nothing was said. */
export function meet(demand: Demand, prediction: Prediction, of: string): Fact | null {
  const { fact, expected, isSent, mayDiffer = false } = demand
  const found = demand.found(prediction)
  const isMet = demand.fits?.(found) ?? isDeepStrictEqual(found, expected)
  const isSilent = found === null || isDeepStrictEqual(found, [])
  if (!isSent && (isSilent || isMet || mayDiffer)) return null
  return { of, fact, state: isMet ? 'recovered' : isSilent ? 'missed' : 'wrong', expected, found }
}
