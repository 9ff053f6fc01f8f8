// A middleware for `wrapLanguageModel` of the AI SDK: it stands right before the model, so each call that passes it is a
// real one, and it sees the end of every stream, also of one that is aborted.
import type { BeginCall, OpenCall } from '../../calls/call.ts'
import type { OutcomeReader } from '../../calls/outcome.ts'
import type { AiClaims } from './ai-claims.ts'
import { readPrompt } from './ai-messages.ts'
import type { ClientOptions } from '../client-options.ts'
import { fieldsOf, nameOf } from '../wire-value.ts'
import { describeCall } from './ai-call.ts'
import { aiOutcome } from './ai-outcome.ts'
import { followModelStream } from './ai-stream.ts'

export interface AiHost {
  begin: BeginCall
  claims: AiClaims
}

/** Fits `wrapLanguageModel` of versions 6 and 7 of the AI SDK. */
export interface AiMiddleware {
  readonly specificationVersion: 'v3'
  wrapGenerate: <Result>(passing: PassingCall & { doGenerate: () => PromiseLike<Result> }) => Promise<Result>
  wrapStream: <Result>(passing: PassingCall & { doStream: () => PromiseLike<Result> }) => Promise<Result>
}

interface PassingCall {
  params: object
  model: { provider: string; modelId: string }
}

/** What the AI SDK calls a model with. */
interface CallOptions {
  prompt?: unknown
  tools?: unknown
  providerOptions?: { trimtab?: ClientOptions }
}

export function createAiMiddleware({ begin, claims }: AiHost, options: ClientOptions): AiMiddleware {
  function open({ params, model: { provider, modelId } }: PassingCall): OpenCall {
    const { prompt, tools }: CallOptions = params
    const taken = claims.take(prompt)
    if (taken) return taken
    const input = () => readPrompt({ messages: prompt, tools })
    // A model is made once and called for many: what is true of one call comes with the call.
    const own = { ...options, ...readOwnOptions(params) }
    return begin(describeCall({ kind: 'generation', provider, modelId, request: params, settings: params, input }, own))
  }

  return {
    specificationVersion: 'v3',
    wrapGenerate: async (passing) => {
      const call = open(passing)
      const result = await watch(call, () => claims.run({ call, isTaken: false }, passing.doGenerate))
      succeed(call, result, aiOutcome)
      return result
    },
    wrapStream: async (passing) => {
      const call = open(passing)
      const result = await watch(call, () => claims.run({ call, isTaken: false }, passing.doStream))
      const { stream } = fieldsOf<{ stream: unknown }>(result)
      if (stream instanceof ReadableStream) return { ...result, stream: followModelStream(stream, call, aiOutcome) }
      call.lose()
      return result
    },
  }
}

/** Options that come with a call come too late to complain of them. */
function readOwnOptions({ providerOptions }: CallOptions): ClientOptions {
  try {
    const { task, ...facts }: ClientOptions = { ...providerOptions?.trimtab }
    return nameOf(task) === undefined ? facts : { ...facts, task }
  } catch (error) {
    // It is thrown again, and counted, where the facts of the call are read.
    return {
      metadata: () => {
        throw error
      },
    }
  }
}

/** Waits for a model; its error is the call's. */
export async function watch<Result>(call: OpenCall, work: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    call.remember(error)
    call.fail(error)
    throw error
  }
}

export function succeed(call: OpenCall, result: unknown, outcome: OutcomeReader): void {
  call.remember(result)
  call.succeed(() => outcome.readWhole(result))
}
