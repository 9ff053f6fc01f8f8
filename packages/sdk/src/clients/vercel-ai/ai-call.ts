// How what a caller says of the model calls of the AI SDK, and what the AI SDK knows of each, become a call of ours.
import type { CallSubject } from '../../calls/call.ts'
import type { ContextFacts, InputFacts, ParameterFacts } from '../../calls/facts.ts'
import { type ClientOptions, readContext, readTask } from '../client-options.ts'
import { nameOf } from '../wire-value.ts'

/** One call, as the AI SDK tells of it. */
export interface AiCall {
  kind: 'generation' | 'embedding'
  provider: unknown
  modelId: unknown
  /** What the caller's options may look at. */
  request: object
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

export function describeCall(call: AiCall, options: ClientOptions): CallSubject {
  const request = call.request as Parameters<typeof readTask>[1]
  const operation = OPERATIONS[call.kind]
  return {
    task: readTask(options, request) ?? nameOf(call.functionId) ?? operation,
    kind: call.kind,
    input: call.input,
    context: () => readContext({ operation, ...readModel(call), ...readNotes(call.notes) }, options, request),
  }
}

function readNotes({ sessionId, userId, ...metadata }: Notes = {}): ContextFacts {
  return {
    session: nameOf(sessionId),
    user: nameOf(userId),
    metadata: Object.keys(metadata).length === 0 ? undefined : metadata,
  }
}

function readModel({ provider, modelId, settings }: AiCall): ContextFacts {
  return {
    provider: readProvider(nameOf(provider)),
    model: nameOf(modelId),
    parameters: settings === undefined ? undefined : readSettings(settings),
  }
}

/** `openai.responses` is the provider and which of its interfaces; OpenTelemetry has words of its own for some. */
function readProvider(name: string | undefined): string | undefined {
  const [company = ''] = name?.split('.') ?? []
  if (company === 'google') return name?.startsWith('google.vertex') ? 'gcp.vertex_ai' : 'gcp.gemini'
  return nameOf(PROVIDERS[company] ?? company)
}

const PROVIDERS: { readonly [company: string]: string } = {
  'amazon-bedrock': 'aws.bedrock',
  azure: 'azure.ai.openai',
  mistral: 'mistral_ai',
  togetherai: 'together',
  vertex: 'gcp.vertex_ai',
  xai: 'x_ai',
}

interface Settings extends ParameterFacts {
  readonly maxOutputTokens?: number
  readonly reasoning?: string
}

function readSettings(given: unknown): ParameterFacts {
  const settings = given as Settings
  const { temperature, topP, topK, seed, frequencyPenalty, presencePenalty, stopSequences, reasoning } = settings
  return {
    temperature,
    topP,
    topK,
    maxTokens: settings.maxOutputTokens,
    seed,
    frequencyPenalty,
    presencePenalty,
    stopSequences,
    reasoningLevel: reasoning === 'provider-default' ? undefined : reasoning,
  }
}
