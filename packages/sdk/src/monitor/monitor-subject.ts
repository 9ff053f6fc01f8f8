// A monitored function and its options, as calls/ reads them: what is known of one call from its arguments and its result.
import { type PredictionKind } from '@trimtab/contract'
import type { CallSubject } from '../calls/call.ts'
import type { ContextFacts, InputFacts, OutputFacts } from '../calls/facts.ts'
import type { ChunkReader, OutcomeReader } from '../calls/outcome.ts'
import type { MonitorOptions, PerCall } from './monitor-options.ts'

/** Options as they are read here, whatever function they belong to. */
export type AnyMonitorOptions = MonitorOptions<unknown[], unknown>

export const MONITOR_OPTIONS: readonly (keyof AnyMonitorOptions)[] = [
  'kind',
  'input',
  'output',
  'model',
  'provider',
  'parameters',
  'session',
  'user',
  'key',
  'tags',
  'metadata',
  'variant',
  'prompt',
  'consent',
]

/** Classical machine learning is no GenAI operation, and has no name there. */
const OPERATIONS: { [kind in PredictionKind]?: string } = { generation: 'chat', embedding: 'embeddings' }

/** What a stream said is held in memory until its end: no more of it than this. */
const STREAM_CHUNKS_MAX = 16_384
const STREAM_CHARS_MAX: number = 1024 * 1024

export function subjectOfCall(task: string, options: AnyMonitorOptions, parameters: unknown[]): CallSubject {
  const kind = kindOf(options)
  return {
    task,
    kind,
    context: () => contextFacts(options, parameters),
    input: () => (options.input ? atOnce(options.input(...parameters)) : plainInput(kind, parameters[0])),
  }
}

export function outcomeOf(options: AnyMonitorOptions): OutcomeReader {
  return {
    readWhole: (result) => readOutput(options, result),
    openStream: () => collectChunks((chunks) => readOutput(options, chunks)),
  }
}

function kindOf(options: AnyMonitorOptions): PredictionKind {
  return options.kind ?? 'generation'
}

function contextFacts(options: AnyMonitorOptions, parameters: unknown[]): ContextFacts {
  const read = <Value>(fact: PerCall<Value, unknown[]> | undefined): Value | undefined => readFact(fact, parameters)
  return {
    operation: OPERATIONS[kindOf(options)],
    provider: read(options.provider),
    model: read(options.model),
    parameters: read(options.parameters),
    session: read(options.session),
    user: read(options.user),
    key: read(options.key),
    tags: read(options.tags),
    metadata: read(options.metadata),
    variant: read(options.variant),
    prompt: read(options.prompt),
    consent: read(options.consent),
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

function readOutput(options: AnyMonitorOptions, result: unknown): OutputFacts {
  return options.output ? atOnce(options.output(result)) : plainOutput(kindOf(options), result)
}

function plainOutput(kind: PredictionKind, result: unknown): OutputFacts {
  if (kind === 'generation') {
    if (typeof result === 'string') return { text: result }
    return isTexts(result) ? { text: result.join('') } : {}
  }
  if (!isClassical(kind)) return {}
  if (typeof result === 'string') return { label: result }
  if (typeof result !== 'number') return {}
  if (kind === 'classification') return { label: result }
  return kind === 'regression' ? { value: result } : {}
}

function isClassical(kind: PredictionKind): boolean {
  return OPERATIONS[kind] === undefined
}

/** What a stream of text came in; an empty one has said nothing. */
function isTexts(result: unknown): result is string[] {
  return Array.isArray(result) && result.length > 0 && result.every((chunk) => typeof chunk === 'string')
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function collectChunks(read: (chunks: readonly unknown[]) => OutputFacts): ChunkReader {
  const kept: unknown[] = []
  let chars = 0
  let isCut = false
  return {
    add: (chunk) => {
      chars += typeof chunk === 'string' ? chunk.length : 0
      if (kept.length < STREAM_CHUNKS_MAX && chars <= STREAM_CHARS_MAX) kept.push(chunk)
      else isCut = true
      return true
    },
    read: () => ({ ...read(kept), ...(isCut && { isCut }) }),
  }
}
