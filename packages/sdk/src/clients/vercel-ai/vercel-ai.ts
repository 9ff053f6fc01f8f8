// The two ways into the AI SDK of Vercel, versions 6 and 7. They may be used together: a model call is watched once.
import type { Tracer } from '@opentelemetry/api'
import type { MakeStorage } from '../../calls/begin-call.ts'
import type { BeginCall } from '../../calls/call.ts'
import { createAiClaims } from './ai-claims.ts'
import { type AiIntegration, createAiIntegration } from './ai-integration.ts'
import { type AiHost, type AiMiddleware, createAiMiddleware } from './ai-middleware.ts'
import type { AiOptions } from './ai-options.ts'
import { createAiTracer } from './ai-tracer.ts'

/** A telemetry option of the AI SDK; spread it to say more: `{ ...trimtab.aiTelemetry(), functionId: 'reply' }`. */
export interface AiTelemetry {
  isEnabled: true
  /** What version 7 asks for. */
  integrations: AiIntegration
  /** What version 6 asks for. */
  tracer: Tracer
}

export interface VercelAi {
  telemetry: (options?: AiOptions) => AiTelemetry
  middleware: (options?: AiOptions) => AiMiddleware
}

export function createVercelAi(begin: BeginCall, makeStorage: MakeStorage): VercelAi {
  const host: AiHost = { begin, claims: createAiClaims(makeStorage) }
  return {
    telemetry: (options = {}) => ({
      isEnabled: true,
      integrations: createAiIntegration(host, options),
      tracer: createAiTracer(host, options),
    }),
    middleware: (options = {}) => createAiMiddleware(host, options),
  }
}
