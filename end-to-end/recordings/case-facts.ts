// What is true of a whole case: how many predictions there are, which call each is of, and what all of them share.
import { isDeepStrictEqual } from 'node:util'
import type { Json, Prediction } from '@trimtab/contract'
import { demandsOf } from './call-facts.ts'
import { allTexts } from './conversation.ts'
import { asText, type Demand, type Fact, meet } from './fact.ts'
import { feedbackFacts } from './feedback-facts.ts'
import { type Payload, readPayload } from './payload.ts'
import type { Expected, Recording } from './recording.ts'

export function factsOf(recording: Recording, predictions: Prediction[]): Fact[] {
  const { expected, observed, requests } = recording
  const payload = readPayload(requests)
  const count = Math.min(expected.modelCallCount, observed.callsVisible)
  return [
    {
      of: 'case',
      fact: 'number of predictions',
      state: predictions.length === count ? 'recovered' : predictions.length < count ? 'missed' : 'wrong',
      expected: count,
      found: predictions.length,
    },
    ...callFacts(recording, predictions, payload),
    ...feedbackFacts(expected, predictions, payload),
  ]
}

/** Each call with the prediction that says the most of it; what nobody speaks of is missed whole. */
function callFacts({ expected, observed }: Recording, predictions: Prediction[], payload: Payload): Fact[] {
  const conversation = expected.modelCalls.flatMap(({ inputMessages = [] }) => inputMessages)
  const results = conversation.flatMap(({ role, text }) => (role === 'tool' && text !== null ? [text] : []))
  const calls = expected.modelCalls.flatMap((call, index) => {
    const seen = observed.perCall[index]
    if (seen?.visible !== true) return []
    const demands = [...demandsOf({ call, observed: seen, payload, results }), ...sharedDemands(expected, payload)]
    if (!expected.contentCaptured) demands.push(SILENCE)
    return [{ of: `call ${index + 1}`, demands }]
  })
  const pairs = calls.flatMap((call, position) =>
    predictions.map((prediction) => {
      const facts = call.demands.flatMap((demand) => meet(demand, prediction, call.of) ?? [])
      return { call, position, prediction, facts, recovered: facts.filter(({ state }) => state === 'recovered').length }
    }),
  )
  const order = pairs.toSorted((a, b) => b.recovered - a.recovered || a.position - b.position)
  const taken = new Map<unknown, Fact[]>()
  for (const { call, prediction, facts } of order) {
    if (taken.has(call) || taken.has(prediction)) continue
    taken.set(call, facts).set(prediction, facts)
  }
  return calls.flatMap((call) => taken.get(call) ?? missedWhole(call.of, call.demands))
}

function missedWhole(of: string, demands: Demand[]): Fact[] {
  return demands
    .filter(({ isSent }) => isSent)
    .map(({ fact, expected }) => ({ of, fact, state: 'missed', expected, found: null }))
}

/** Where texts were left out none may be made up, nor the word that stands in their place be taken for one. */
const SILENCE: Demand = {
  fact: 'no text',
  expected: [],
  isSent: true,
  found: allTexts,
}

/** What the app said of every call of the case. */
function sharedDemands({ sessionId, userId, tags, metadata, ...expected }: Expected, payload: Payload): Demand[] {
  const demands: Demand[] = []
  const add = (fact: string, value: string | null | undefined, found: (prediction: Prediction) => Json): void => {
    if (typeof value === 'string') demands.push({ fact, expected: value, isSent: payload.hasText(value), found })
  }
  add('session', sessionId, ({ session }) => session)
  add('user', userId, ({ user }) => user)
  add('prompt name', expected.promptName, ({ prompt }) => prompt.name)
  if (expected.promptVersion !== undefined) {
    const version = expected.promptVersion
    const isSent = payload.some(({ key, value }) => /prompt.?version/i.test(key) && asText(value) === asText(version))
    demands.push({ fact: 'prompt version', expected: asText(version), isSent, found: ({ prompt }) => prompt.version })
  }
  if (tags !== undefined) {
    const hasAll = (found: Json): boolean => Array.isArray(found) && tags.every((tag) => found.includes(tag))
    const isSent = tags.every((tag) => payload.hasText(tag))
    demands.push({ fact: 'tags', expected: tags, isSent, found: (prediction) => prediction.tags, fits: hasAll })
  }
  for (const [key, value] of Object.entries(metadata ?? {})) demands.push(metadatum(key, value, payload))
  return demands
}

function metadatum(key: string, expected: Json, payload: Payload): Demand {
  // Some conventions have room for texts only.
  const fits = (found: Json): boolean => isDeepStrictEqual(found, expected) || found === asText(expected)
  const isSent = payload.some((named) => named.key.split('.').at(-1) === key && fits(named.value))
  return { fact: `metadata ${key}`, expected, isSent, found: ({ metadata }) => metadata[key] ?? null, fits }
}
