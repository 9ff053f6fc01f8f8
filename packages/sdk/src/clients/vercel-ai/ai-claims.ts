// One real model call may be watched from two sides: by the telemetry around it and by a middleware inside it. Whoever is
// outside begins it and offers it; the first one inside takes it over, so that it stays one prediction.
import type { MakeStorage } from '../../calls/begin-call.ts'
import type { OpenCall } from '../../calls/call.ts'

interface Offer {
  readonly call: OpenCall
  isTaken: boolean
}

export interface AiClaims {
  /** Runs a model call inside its own call, on offer to whoever watches the same from inside. */
  run: <Returned>(offer: Offer, work: () => Returned) => Returned
  /** For someone who is only told of a model call that is about to begin: it is known again by its prompt. */
  offerFor: (prompt: unknown, call: OpenCall) => void
  take: (prompt: unknown) => OpenCall | undefined
}

export function createAiClaims(makeStorage: MakeStorage): AiClaims {
  const storage = makeStorage<Offer>()
  const byPrompt = new WeakMap<object, Offer>()
  return {
    run: (offer, work) => {
      const inside = (): ReturnType<typeof work> => offer.call.run(work)
      return storage ? storage.run(offer, inside) : inside()
    },
    offerFor: (prompt, call) => {
      if (isObject(prompt)) byPrompt.set(prompt, { call, isTaken: false })
    },
    take: (prompt) => takeFrom(storage?.get()) ?? takeFrom(isObject(prompt) ? byPrompt.get(prompt) : undefined),
  }
}

/** Only once: a model that asks other models makes calls of their own. */
function takeFrom(offer: Offer | undefined): OpenCall | undefined {
  if (offer === undefined || offer.isTaken) return undefined
  offer.isTaken = true
  return offer.call
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
