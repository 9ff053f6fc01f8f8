// One model call in production, as `GET /api/predictions/{id}` returns it and as `trimtab import` reads it.
// A fact that was not sent is null: never guessed, never an empty string.

import type { Feedback, Opinion } from './feedback.ts'
import type { Json, JsonObject } from './json.ts'

export const PREDICTION_KINDS = ['generation', 'classification', 'regression', 'ranking', 'embedding'] as const
export type PredictionKind = (typeof PREDICTION_KINDS)[number]

export const PREDICTION_STATUSES = ['ok', 'error', 'cancelled'] as const
export type PredictionStatus = (typeof PREDICTION_STATUSES)[number]

export const FINISH_REASONS = ['stop', 'length', 'tool_calls', 'content_filter', 'error', 'other'] as const
export type FinishReason = (typeof FINISH_REASONS)[number]

/**
 * One piece of a message. The list is of the types we know how to read; a part of any other type is kept as it came, so
 * whoever switches on `type` says what happens to the rest.
 */
export type MessagePart =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'toolCall'; id: string | null; name: string; arguments: Json }
  | { type: 'toolResult'; id: string | null; result: Json }
  | {
      type: 'image' | 'audio' | 'file'
      url?: string | undefined
      blob?: string | undefined
      mimeType?: string | undefined
    }

export interface Message {
  role: string
  parts: MessagePart[]
}

export interface ToolDefinition {
  name: string
  description: string | null
  parameters: Json
}

export interface PredictionInput {
  /** The joined system instructions. */
  system: string | null
  /** The conversation without the system message. */
  messages: Message[] | null
  tools: ToolDefinition[] | null
  /** What a classical model saw: one value a feature. */
  features: JsonObject | null
}

export interface PredictionOutput {
  messages: Message[] | null
  /** The assistant's text of the first choice. */
  text: string | null
  finishReason: FinishReason | null
  label: string | number | null
  score: number | null
  probabilities: { [label: string]: number } | null
  value: Json
}

export interface PredictionError {
  type: string
  message: string | null
  httpStatus: number | null
}

export interface Usage {
  /** Cached tokens included. */
  inputTokens: number | null
  /** Reasoning tokens included. */
  outputTokens: number | null
  cachedInputTokens: number | null
  reasoningTokens: number | null
  costUsd: number | null
}

/** What is known of a prediction from its own telemetry, before anyone has said anything about it. */
export interface PredictionFacts {
  /** `traceId-spanId`: OpenTelemetry's own identity. */
  id: string
  traceId: string
  spanId: string
  parentSpanId: string | null
  /** What is monitored: monitor name, else prompt name, else agent or function name, else operation. */
  task: string
  kind: PredictionKind
  /** The dialect it was read from. */
  convention: string
  service: string | null
  environment: string | null
  release: string | null
  provider: string | null
  model: { requested: string | null; responded: string | null }
  responseId: string | null
  prompt: { name: string | null; version: string | null }
  variant: string | null
  startedAt: string
  durationMs: number | null
  firstTokenMs: number | null
  status: PredictionStatus
  error: PredictionError | null
  input: PredictionInput
  output: PredictionOutput
  parameters: JsonObject
  usage: Usage
  session: string | null
  user: string | null
  /** The business key that late ground truth is joined by. */
  key: string | null
  tags: string[]
  metadata: JsonObject
  capture: {
    content: boolean
    truncated: boolean
    droppedAttributes: number
    /** Only where its content was kept and has been removed since, by what retention says of its task. */
    removed?: true | undefined
    /** Whether whoever it was made for lets it be trained on, as the app said with the call; null when it did not say. */
    consent: boolean | null
  }
}

/** What a prediction cost: as its sender said, and otherwise by a list of prices; null where nobody knows. */
export interface PredictionCost {
  usd: number
  origin: 'sender' | 'prices'
  /** The list and its version, such as `genai-prices 0.1.8`; null where the sender said it. */
  prices: string | null
}

export interface Prediction extends PredictionFacts {
  cost: PredictionCost | null
  /** Newest first. */
  feedback: Feedback[]
  opinion: Opinion
}

/** One step of the trace around a prediction. */
export interface TraceSpan {
  spanId: string
  parentSpanId: string | null
  name: string
  /** call: a model call; wrapper: surrounds calls, such as an agent; step: a tool, a retriever; span: anything else. */
  role: 'call' | 'wrapper' | 'step' | 'span'
  startedAt: string
  durationMs: number | null
  status: PredictionStatus
  /** The id of the prediction that it describes. */
  prediction: string | null
}

/** `GET /api/predictions/{id}`. */
export interface PredictionWithTrace extends Prediction {
  /** By start time; capped, and empty where nothing but the prediction itself is known. */
  trace: TraceSpan[]
}

/** `GET /api/traces/{id}`: everything known of a trace. */
export interface Trace {
  traceId: string
  /** By start time; capped. */
  spans: TraceSpan[]
  /** Ids of its predictions, by start time; capped. */
  predictions: string[]
}

/** Where in a prediction a search found its words. */
export interface Highlight {
  where: 'input' | 'output'
  /** A piece of the text around the first of them. */
  text: string
  /** Of each word in the piece: its first character and the one after its last, counted in UTF-16. */
  ranges: [from: number, to: number][]
}

/** `GET /api/predictions`: one page, newest first. */
export interface PredictionPage {
  predictions: Prediction[]
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor: string | null
  /** Only of a search, by the id of the prediction. */
  highlights?: { [id: string]: Highlight[] } | undefined
  /**
   * Only where the time for one page was over before it was full: everything newer than this was looked at. The cursor
   * goes on from there.
   */
  searchedTo?: string | undefined
}

/** What text search looks into; both where it is not said. */
export const SEARCH_PLACES = ['input', 'output'] as const
export type SearchPlace = (typeof SEARCH_PLACES)[number]
