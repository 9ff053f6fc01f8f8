// What a caller may say of a monitored call: fixed facts, facts of each call, and how to read its input and output.
import type { FinishReason, Message, PredictionKind, Usage } from '@trimtab/contract'

/** A fixed value, or how to tell it from the arguments of one call. */
export type PerCall<Value, Parameters extends unknown[]> = Value | ((...parameters: Parameters) => Value | undefined)

/** Options of one monitored function that takes `Parameters` and ends in a `Result`. */
export interface MonitorOptions<Parameters extends unknown[], Result> {
  /** `generation` when not given. */
  kind?: PredictionKind | undefined
  /**
   * What the model was given. Without it a string argument is one user message, and for the kinds that are not
   * generative a plain object is the features.
   */
  input?: ((...parameters: Parameters) => InputFacts) | undefined
  /**
   * What the model answered. Without it a string is the assistant's text, or for the kinds that are not generative the
   * label; so is a number of a classification, and of a regression it is the value.
   */
  output?: ((result: Result) => OutputFacts) | undefined
  /** The model that is asked for. */
  model?: PerCall<string, Parameters>
  /** Who runs the model, such as `openai`. */
  provider?: PerCall<string, Parameters>
  /** The conversation or visit this call belongs to. */
  session?: PerCall<string, Parameters>
  /** Who this call was made for. */
  user?: PerCall<string, Parameters>
  /** The business key that late ground truth is joined by. */
  key?: PerCall<string, Parameters>
  tags?: PerCall<readonly string[], Parameters>
  /** Anything else worth keeping, as JSON. */
  metadata?: PerCall<object, Parameters>
  /** The arm of an experiment. */
  variant?: PerCall<string, Parameters>
  /** The prompt template that was used. */
  prompt?: PerCall<{ name: string; version?: string | undefined }, Parameters>
}

/** What a model was given. What is not said is not sent. */
export interface InputFacts {
  /** The system instructions. */
  system?: string | undefined
  /** A single user message, where there are no `messages`. */
  text?: string | undefined
  messages?: readonly MessageLike[] | undefined
  tools?: readonly ToolLike[] | undefined
  /** What a classical model saw: one value a feature. */
  features?: object | undefined
}

/** What a model answered. What is not said is not sent. */
export interface OutputFacts {
  /** The assistant's words, where there are no `messages`. */
  text?: string | undefined
  messages?: readonly MessageLike[] | undefined
  label?: string | number | undefined
  score?: number | undefined
  probabilities?: { readonly [label: string]: number } | undefined
  /** Any other result, as JSON: the number of a regression, a ranking, an extracted object. */
  value?: unknown
  finishReason?: FinishReason | undefined
  /** The model that answered. */
  model?: string | undefined
  /** The provider's own id of this answer. */
  responseId?: string | undefined
  usage?: { readonly [count in keyof Usage]?: number | undefined } | undefined
}

/** A chat message in the usual short form, or in parts. */
export type MessageLike = ShortMessage | Message

/** A message as OpenAI’s client and those like it take it. */
export interface ShortMessage {
  readonly role: string
  readonly content?: string | null | readonly object[] | undefined
  readonly tool_calls?: readonly ShortCall[] | undefined
  /** In a message of role `tool`: which call it answers. */
  readonly tool_call_id?: string | undefined
}

/** One of its calls of a tool. */
export interface ShortCall {
  readonly id?: string | undefined
  readonly function?: { readonly name?: string | undefined; readonly arguments?: string | undefined } | undefined
}

/** A tool the model may call; `parameters` is a JSON Schema. */
export interface ToolLike {
  readonly name: string
  readonly description?: string | null | undefined
  readonly parameters?: unknown
}
