// What can be known of one call: around it, of what went in, and of what came out. Whoever watches a call, whatever it
// is a call of, speaks these words; a fact that is not known is left out, never guessed.
import type { FinishReason, Message, Usage } from '@trimtab/contract'

/** What is known of a call beside what went in and came out. */
export interface ContextFacts {
  /** OpenTelemetry's name for what is done, such as `chat` or `embeddings`; classical models have none. */
  operation?: string | undefined
  /** Who runs the model, such as `openai`. */
  provider?: string | undefined
  /** The model that is asked for. */
  model?: string | undefined
  parameters?: ParameterFacts | undefined
  session?: string | undefined
  user?: string | undefined
  key?: string | undefined
  tags?: readonly string[] | undefined
  metadata?: object | undefined
  variant?: string | undefined
  prompt?: { readonly name: string; readonly version?: string | undefined } | undefined
  consent?: boolean | undefined
}

/** What the model was told beside its input. */
export interface ParameterFacts {
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  readonly topK?: number | undefined
  readonly maxTokens?: number | undefined
  readonly seed?: number | undefined
  readonly frequencyPenalty?: number | undefined
  readonly presencePenalty?: number | undefined
  readonly stopSequences?: readonly string[] | undefined
  /** How long to think, in the provider's word. */
  readonly reasoningLevel?: string | undefined
  readonly choiceCount?: number | undefined
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
  /** True when this is not all that the model said. */
  isCut?: boolean | undefined
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
