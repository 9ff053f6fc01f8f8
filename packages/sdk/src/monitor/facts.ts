// What is known of one call, as attributes. Everything is copied here and now, so that nobody can change it later.
// Whatever mappers throw and JSON refuses comes out of here as an exception; the caller decides what that costs.
import { PREDICTION_ATTRIBUTES as KEY, type PredictionKind } from '@trimtab/contract'
import type { Attributes } from '../telemetry/otlp-json.ts'
import { encodeInputMessages, encodeOutputMessages, encodeSystem, encodeTools } from './messages.ts'
import type { InputFacts, OutputFacts } from '../calls/facts.ts'
import type { MonitorOptions, PerCall } from './monitor-options.ts'

/** Options as they are read here, whatever function they belong to. */
export type AnyMonitorOptions = MonitorOptions<unknown[], unknown>

/** Classical machine learning is no GenAI operation, and has no name there. */
const OPERATIONS: { [kind in PredictionKind]?: string } = { generation: 'chat', embedding: 'embeddings' }

export function kindOf(options: AnyMonitorOptions): PredictionKind {
  return options.kind ?? 'generation'
}

export function contextAttributes(options: AnyMonitorOptions, parameters: unknown[]): Attributes {
  const read = <Value>(fact: PerCall<Value, unknown[]> | undefined): Value | undefined => readFact(fact, parameters)
  const prompt = read(options.prompt)
  return {
    [KEY.operation]: OPERATIONS[kindOf(options)],
    [KEY.provider]: read(options.provider),
    [KEY.modelRequested]: read(options.model),
    [KEY.session]: read(options.session),
    [KEY.user]: read(options.user),
    [KEY.key]: read(options.key),
    [KEY.variant]: read(options.variant),
    [KEY.promptName]: prompt?.name,
    [KEY.promptVersion]: prompt?.version,
    [KEY.tags]: read(options.tags),
    [KEY.metadata]: encodeJson(read(options.metadata)),
  }
}

export function inputAttributes(options: AnyMonitorOptions, parameters: unknown[]): Attributes {
  const facts = options.input ? atOnce(options.input(...parameters)) : plainInput(kindOf(options), parameters[0])
  return {
    [KEY.systemInstructions]: encodeSystem(facts.system),
    [KEY.inputMessages]: encodeInputMessages(facts),
    [KEY.toolDefinitions]: encodeTools(facts.tools),
    [KEY.features]: encodeJson(facts.features),
  }
}

export function outputAttributes(options: AnyMonitorOptions, result: unknown): Attributes {
  const facts = options.output ? atOnce(options.output(result)) : plainOutput(kindOf(options), result)
  return {
    [KEY.modelResponded]: facts.model,
    [KEY.responseId]: facts.responseId,
    [KEY.finishReasons]: facts.finishReason === undefined ? undefined : [facts.finishReason],
    [KEY.inputTokens]: facts.usage?.inputTokens,
    [KEY.outputTokens]: facts.usage?.outputTokens,
    [KEY.cachedInputTokens]: facts.usage?.cachedInputTokens,
    [KEY.reasoningTokens]: facts.usage?.reasoningTokens,
    [KEY.costUsd]: facts.usage?.costUsd,
    [KEY.label]: facts.label,
    [KEY.score]: facts.score,
    [KEY.probabilities]: encodeJson(facts.probabilities),
    [KEY.value]: encodeJson(facts.value),
    [KEY.outputMessages]: encodeOutputMessages(facts),
  }
}

function readFact<Value>(fact: PerCall<Value, unknown[]> | undefined, parameters: unknown[]): Value | undefined {
  // No fact is itself a function, so a function is how to tell it.
  if (typeof fact !== 'function') return fact
  return atOnce((fact as (...given: unknown[]) => Value | undefined)(...parameters))
}

/** A mapper that promises an answer gives none; whether it keeps the promise must not end the app. */
function atOnce<Answer>(answer: Answer): Answer {
  if (!(answer instanceof Promise)) return answer
  answer.catch(() => undefined)
  throw new TypeError('A mapper has to answer at once.')
}

/** Without a mapper only what cannot be misunderstood is read; the rest is left out, never guessed. */
function plainInput(kind: PredictionKind, argument: unknown): InputFacts {
  if (isClassical(kind)) return isPlainObject(argument) ? { features: argument } : {}
  return typeof argument === 'string' ? { text: argument } : {}
}

function plainOutput(kind: PredictionKind, result: unknown): OutputFacts {
  if (kind === 'generation') return typeof result === 'string' ? { text: result } : {}
  if (!isClassical(kind)) return {}
  if (typeof result === 'string') return { label: result }
  if (typeof result !== 'number') return {}
  if (kind === 'classification') return { label: result }
  return kind === 'regression' ? { value: result } : {}
}

function isClassical(kind: PredictionKind): boolean {
  return OPERATIONS[kind] === undefined
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function encodeJson(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value)
}
