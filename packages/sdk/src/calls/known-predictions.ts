// Which prediction an object came from: the very object a watched call returned, or another one of the same answer, told
// by the id the provider gave it.
import type { PredictionReference } from '../prediction/prediction-reference.ts'

export interface KnownPredictions {
  remember: (value: unknown, prediction: PredictionReference) => void
  rememberResponse: (responseId: string, prediction: PredictionReference) => void
  /** Never throws. */
  find: (value: unknown) => PredictionReference | undefined
}

/** Objects are forgotten with their owner; response ids are text, so the newest are kept. */
const RESPONSES_MAX = 4096

export function createKnownPredictions(responsesMax: number = RESPONSES_MAX): KnownPredictions {
  const byObject = new WeakMap<object, PredictionReference>()
  const byResponse = new Map<string, PredictionReference>()

  function rememberResponse(responseId: string, prediction: PredictionReference): void {
    byResponse.delete(responseId)
    byResponse.set(responseId, prediction)
    const [oldest] = byResponse.keys()
    if (byResponse.size > responsesMax && oldest !== undefined) byResponse.delete(oldest)
  }

  return {
    remember: (value, prediction) => {
      if (isObject(value)) byObject.set(value, prediction)
    },
    rememberResponse,
    find: (value) => {
      if (typeof value === 'string') return byResponse.get(value)
      if (!isObject(value)) return undefined
      const responseId = byObject.has(value) ? undefined : readId(value)
      return responseId === undefined ? byObject.get(value) : byResponse.get(responseId)
    },
  }
}

/** A helper that parses an answer hands on a new object; a stored answer is read back as one. */
function readId(value: object): string | undefined {
  try {
    const { id } = value as { id?: unknown }
    return typeof id === 'string' ? id : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
