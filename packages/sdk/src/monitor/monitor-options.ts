// What a caller may say of a monitored call: fixed facts, facts of each call, and how to read its input and output.
import type { PredictionKind } from '@trimtab/contract'
import type { InputFacts, OutputFacts, ParameterFacts } from '../calls/facts.ts'

/** A fixed value, or how to tell it from the arguments of one call. */
export type PerCall<Value, Parameters extends unknown[]> = Value | ((...parameters: Parameters) => Value | undefined)

/** What a call ends in: its result, or for a stream everything it gave, in order. */
export type Outcome<Returned> =
  StreamOf<Awaited<Returned>> extends never ? Awaited<Returned> : StreamOf<Awaited<Returned>>

type StreamOf<Result> =
  Result extends ReadableStream<infer Chunk>
    ? readonly Chunk[]
    : Result extends AsyncIterable<infer Chunk>
      ? readonly Chunk[]
      : Result extends Generator<infer Chunk>
        ? readonly Chunk[]
        : never

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
   * What the model answered. A stream or a generator is read as the list of what it gave, at its end or as far as it
   * came. Without a mapper a string, or a stream of strings, is the assistant's text, or for the kinds that are not
   * generative the label; so is a number of a classification, and of a regression it is the value.
   */
  output?: ((result: Result) => OutputFacts) | undefined
  /** The model that is asked for. */
  model?: PerCall<string, Parameters>
  /** Who runs the model, such as `openai`. */
  provider?: PerCall<string, Parameters>
  /** What the model was told beside its input, such as the temperature. */
  parameters?: PerCall<ParameterFacts, Parameters>
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
  /** Whether the person this was made for lets it be trained on. False keeps it out of every training set. */
  consent?: PerCall<boolean, Parameters>
}
