// What one span or log record says of a model call, fact by fact. One span mixes the words of several conventions, and
// several spans describe one call, so facts are gathered from many readings: an absent one was not said.

import type {
  FinishReason,
  Json,
  JsonObject,
  Message,
  PredictionError,
  PredictionKind,
  ToolDefinition,
} from '@trimtab/contract'

export interface Said {
  /** The name given to what is monitored. */
  task?: string
  /** The agent, function, chain or trace that makes the call; names the task where nothing better does. */
  functionName?: string
  /** What the API does, such as chat or embeddings; names the task as the last resort. */
  operation?: string
  kind?: PredictionKind
  provider?: string
  modelRequested?: string
  modelResponded?: string
  responseId?: string
  promptName?: string
  promptVersion?: string
  variant?: string
  firstTokenMs?: number
  system?: string
  inputMessages?: Message[]
  tools?: ToolDefinition[]
  features?: JsonObject
  outputMessages?: Message[]
  finishReason?: FinishReason
  label?: string | number
  score?: number
  probabilities?: { [label: string]: number }
  value?: Json
  parameters?: JsonObject
  /** Cached tokens included. */
  inputTokens?: number
  /** Reasoning tokens included. */
  outputTokens?: number
  cachedInputTokens?: number
  reasoningTokens?: number
  costUsd?: number
  session?: string
  user?: string
  /** Whom the request names to the provider as its end user; counts where nobody says it outright. */
  requestUser?: string
  key?: string
  tags?: string[]
  metadata?: JsonObject
  /** False where the sender was told to leave texts out. */
  contentCaptured?: boolean
  truncated?: boolean
  consent?: boolean
  cancelled?: boolean
  error?: PredictionError
}

/** What is gathered of many readings instead of taken from the first one that says it. */
const GATHERED = ['parameters', 'metadata'] as const

/** Adds what `said` does not say yet. Whoever speaks first has precedence. */
export function fillIn(said: Said, other: Said): Said {
  if (isEmpty(other)) return said
  if (isEmpty(said)) return other
  const filled: Said = { ...other, ...said }
  for (const field of GATHERED) {
    const [first, second] = [said[field], other[field]]
    if (first !== undefined && second !== undefined) filled[field] = { ...second, ...first }
  }
  if (said.error !== undefined && other.error !== undefined) filled.error = fillInError(said.error, other.error)
  if (said.tags !== undefined && other.tags !== undefined) filled.tags = [...new Set([...said.tags, ...other.tags])]
  return filled
}

/** One who watches from inside may know the status of an answer and not what it said. */
function fillInError(error: PredictionError, other: PredictionError): PredictionError {
  return {
    type: error.type,
    message: error.message ?? other.message,
    httpStatus: error.httpStatus ?? other.httpStatus,
  }
}

/** Most dialects say nothing of most spans, and this is asked of all of them. */
function isEmpty(said: Said): boolean {
  return Object.keys(said).length === 0
}
