// The two ways into the AI SDK of Vercel, versions 6 and 7. They may be used together: a model call is watched once.
import type { Tracer } from '@opentelemetry/api'
import type { MakeStorage } from '../../calls/begin-call.ts'
import type { BeginCall } from '../../calls/call.ts'
import { createAiClaims } from './ai-claims.ts'
import { type AiIntegration, createAiIntegration } from './ai-integration.ts'
import { type AiHost, type AiMiddleware, createAiMiddleware } from './ai-middleware.ts'
import type { ClientOptions } from '../client-options.ts'
import { readClientOptions } from '../wrap-client.ts'
import { createAiTracer } from './ai-tracer.ts'

/** A telemetry option of the AI SDK; spread it to say more: `{ ...trimtab.aiTelemetry(), functionId: 'reply' }`. */
export interface AiTelemetry {
  isEnabled: true
  /** What version 7 asks for. */
  integrations: AiIntegration
  /** What version 6 asks for. */
  tracer: Tracer
}

/** The part of Trimtab that is for the AI SDK. */
export interface VercelAi {
  /**
   * The telemetry option of one call of the AI SDK, or, its `integrations` given to `registerTelemetry`, of all calls of
   * version 7. Each time a model is asked is a prediction; what is said to the AI SDK's own telemetry, such as its
   * `functionId`, is read too. Version 6 says nothing of a stream that is aborted; use the middleware for those.
   *
   * @example
   * ```ts
   * import { createTrimtab } from '@trimtab/sdk'
   *
   * const trimtab = createTrimtab({ service: 'support-bot' })
   * const telemetry = trimtab.aiTelemetry({ task: 'support.reply', session: 's-1' })
   * // await generateText({ model, prompt, telemetry }), in version 6 `experimental_telemetry: telemetry`
   * console.log(telemetry.isEnabled)
   * ```
   */
  aiTelemetry: (options?: ClientOptions) => AiTelemetry
  /**
   * A middleware for `wrapLanguageModel` of the AI SDK: each call that reaches the model is a prediction, streams that are
   * aborted or cut included. What is true of one call is said with it: `providerOptions: { trimtab: { session } }`.
   *
   * @example
   * ```ts
   * import { createTrimtab } from '@trimtab/sdk'
   *
   * const trimtab = createTrimtab({ service: 'support-bot' })
   * const middleware = trimtab.aiMiddleware({ task: 'support.reply' })
   * // const model = wrapLanguageModel({ model: openai('gpt-5'), middleware })
   * console.log(middleware.specificationVersion)
   * ```
   */
  aiMiddleware: (options?: ClientOptions) => AiMiddleware
}

export function createVercelAi(begin: BeginCall, makeStorage: MakeStorage): VercelAi {
  const host: AiHost = { begin, claims: createAiClaims(makeStorage) }
  return {
    aiTelemetry: (given) => {
      const options = readClientOptions(given)
      return {
        isEnabled: true,
        integrations: createAiIntegration(host, options),
        tracer: createAiTracer(host, options),
      }
    },
    aiMiddleware: (given) => createAiMiddleware(host, readClientOptions(given)),
  }
}
