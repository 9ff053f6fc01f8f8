// What a caller may say of the model calls of the AI SDK, and how that and what the AI SDK knows become a call of ours.
import type { CallSubject } from '../../calls/call.ts'
import type { ContextFacts, InputFacts, ParameterFacts } from '../../calls/facts.ts'

/** Options of `trimtab.aiTelemetry` and `trimtab.aiMiddleware`. */
export interface AiOptions {
  /** What these calls are for. Without it the prompt's name, else the `functionId` of the AI SDK's own telemetry option. */
  task?: string | undefined
  /** The conversation or visit. */
  session?: string | undefined
  /** Who the calls are made for. */
  user?: string | undefined
  /** The business key that late ground truth is joined by. */
  key?: string | undefined
  tags?: readonly string[] | undefined
  /** Anything else worth keeping, as JSON. */
  metadata?: object | undefined
  /** The arm of an experiment. */
  variant?: string | undefined
  /** The prompt template that was used. */
  prompt?: { name: string; version?: string | undefined } | undefined
  /** Whether the person this was made for lets it be trained on. False keeps it out of every training set. */
  consent?: boolean | undefined
}

/** One call, as the AI SDK tells of it. */
export interface AiCall {
  kind: 'generation' | 'embedding'
  provider: unknown
  modelId: unknown
  settings?: unknown
  functionId?: unknown
  /** What the caller told the AI SDK to keep beside the call. */
  notes?: Notes | undefined
  input: () => InputFacts
}

export interface Notes {
  readonly [name: string]: unknown
}

const OPERATIONS = { generation: 'chat', embedding: 'embeddings' } as const

export function describeCall(call: AiCall, options: AiOptions): CallSubject {
  const operation = OPERATIONS[call.kind]
  return {
    task: options.task ?? options.prompt?.name ?? optionalText(call.functionId) ?? operation,
    kind: call.kind,
    input: call.input,
    context: () => ({ ...readNotes(call.notes), ...said(options), operation, ...readModel(call) }),
  }
}

/** What is not said must not hide what is known. */
function said(options: AiOptions): ContextFacts {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function readNotes(notes: Notes | undefined): ContextFacts {
  if (notes === undefined || Object.keys(notes).length === 0) return {}
  const { sessionId, userId, ...metadata } = notes
  return {
    session: optionalText(sessionId),
    user: optionalText(userId),
    metadata: Object.keys(metadata).length === 0 ? undefined : metadata,
  }
}

function readModel({ provider, modelId, settings }: AiCall): ContextFacts {
  return {
    // `openai.responses` is the provider and which of its interfaces.
    provider: optionalText(provider)?.split('.')[0],
    model: optionalText(modelId),
    parameters: settings === undefined ? undefined : readSettings(settings),
  }
}

interface Settings {
  temperature?: number
  topP?: number
  topK?: number
  maxOutputTokens?: number
  seed?: number
  frequencyPenalty?: number
  presencePenalty?: number
  stopSequences?: string[]
  reasoning?: string
}

function readSettings(given: unknown): ParameterFacts {
  const settings = given as Settings
  return {
    temperature: settings.temperature,
    topP: settings.topP,
    topK: settings.topK,
    maxTokens: settings.maxOutputTokens,
    seed: settings.seed,
    frequencyPenalty: settings.frequencyPenalty,
    presencePenalty: settings.presencePenalty,
    stopSequences: settings.stopSequences,
    reasoningLevel: settings.reasoning === 'provider-default' ? undefined : settings.reasoning,
  }
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
