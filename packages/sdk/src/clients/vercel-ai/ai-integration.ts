// A telemetry integration of the AI SDK 7. Language models are watched where the SDK lets an integration run the call
// itself; of embeddings and of `generateObject` it only tells when they begin and end.
import type { OpenCall } from '../../calls/call.ts'
import type { ClientOptions } from '../client-options.ts'
import { readTexts } from '../openai/texts.ts'
import { fieldsOf } from '../wire-value.ts'
import { readPrompt } from './ai-messages.ts'
import { type AiHost, succeed, watch } from './ai-middleware.ts'
import { createAiOperations } from './ai-operations.ts'
import { type AiCall, describeCall } from './ai-call.ts'
import { aiOutcome, aiOutcomeWithoutContent, countOf } from './ai-outcome.ts'
import { followModelStreamInPlace } from './ai-stream.ts'

/** One thing that happened, as far as we read it. */
interface AiEvent {
  callId?: unknown
  functionId?: unknown
  recordInputs?: unknown
  recordOutputs?: unknown
  runtimeContext?: unknown
  provider?: unknown
  modelId?: unknown
  instructions?: unknown
  messages?: unknown
  promptMessages?: unknown
  tools?: unknown
  embedCallId?: unknown
  values?: unknown
  usage?: { tokens?: unknown }
  objectText?: unknown
  reasoning?: unknown
  msToFirstChunk?: unknown
  error?: unknown
}

/** Fits `telemetry.integrations` and `registerTelemetry` of version 7; version 6 asks it for nothing. */
export interface AiIntegration {
  onStart: (event: unknown) => void
  executeLanguageModelCall: <Result>(event: { callId: string; execute: () => PromiseLike<Result> }) => Promise<Result>
  onObjectStepStart: (event: unknown) => void
  onObjectStepEnd: (event: unknown) => void
  onEmbedStart: (event: unknown) => void
  onEmbedEnd: (event: unknown) => void
  onEnd: (event: unknown) => void
  onAbort: (event: unknown) => void
  onError: (event: unknown) => void
}

export function createAiIntegration({ begin, claims }: AiHost, options: ClientOptions): AiIntegration {
  const operations = createAiOperations()

  function open(event: AiEvent, call: Pick<AiCall, 'kind' | 'input' | 'settings'>): OpenCall {
    const { provider, modelId, functionId } = event
    const input = event.recordInputs === false ? () => ({}) : call.input
    const notes = operations.notes(event.callId)
    return begin(describeCall({ ...call, input, provider, modelId, functionId, notes, request: event }, options))
  }

  return {
    onStart: told((event) => operations.keepNotes(event.callId, event.runtimeContext)),
    executeLanguageModelCall: async (asked) => {
      const event: AiEvent = asked
      const { instructions, messages, tools } = event
      const call = open(event, {
        kind: 'generation',
        settings: event,
        input: () => readPrompt({ messages, instructions, tools }),
      })
      const offer = { call, isTaken: false }
      const result = await watch(call, () => claims.run(offer, asked.execute))
      if (!offer.isTaken) follow(call, result, event)
      return result
    },
    onObjectStepStart: told((event) => {
      const input = (): ReturnType<typeof readPrompt> => readPrompt({ messages: event.promptMessages })
      const call = open(event, { kind: 'generation', input })
      claims.offerFor(event.promptMessages, call)
      operations.open({ operation: event.callId, id: event.callId, call })
    }),
    onObjectStepEnd: told((event) => {
      const call = operations.take(event.callId, event.callId)
      if (call) succeed(call, readObjectAnswer(event), outcomeOf(event))
    }),
    onEmbedStart: told((event) => {
      const call = open(event, { kind: 'embedding', input: () => readTexts(event.values) })
      operations.open({ operation: event.callId, id: event.embedCallId, call })
    }),
    onEmbedEnd: told((event) => {
      const call = operations.take(event.callId, event.embedCallId)
      call?.succeed(() => ({ usage: { inputTokens: countOf(event.usage?.tokens) } }))
    }),
    // An attempt that failed and was made again: nobody says how it failed.
    onEnd: told((event) => operations.end(event.callId, (call) => call.lose())),
    onAbort: told((event) => operations.end(event.callId, (call) => call.cancel())),
    onError: told((event) => operations.end(event.callId, (call) => call.fail(event.error))),
  }
}

function told(handle: (event: AiEvent) => void): (event: unknown) => void {
  return (event) => handle(event ?? {})
}

/** The result must stay the same object: the SDK knows it again by that. */
function follow(call: OpenCall, result: unknown, event: AiEvent): void {
  const outcome = outcomeOf(event)
  const { stream } = fieldsOf<{ stream: unknown }>(result)
  if (stream instanceof ReadableStream) followModelStreamInPlace(stream, call, outcome)
  else succeed(call, result, outcome)
}

function outcomeOf(event: AiEvent): typeof aiOutcome {
  return event.recordOutputs === false ? aiOutcomeWithoutContent : aiOutcome
}

/** As a model would have answered. */
function readObjectAnswer({ objectText, reasoning, ...rest }: AiEvent): object {
  const content = [
    ...(typeof reasoning === 'string' ? [{ type: 'reasoning', text: reasoning }] : []),
    { type: 'text', text: objectText },
  ]
  return { ...rest, content }
}
