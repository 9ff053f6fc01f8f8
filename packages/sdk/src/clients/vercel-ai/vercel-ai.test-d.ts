// What we hand to the AI SDK fits the types of both its majors, as it is and with more said beside it.
import type { generateText, LanguageModelMiddleware, registerTelemetry } from 'ai'
import type { generateText as previousGenerateText, LanguageModelMiddleware as PreviousMiddleware } from 'ai-previous'
import type { AiMiddleware } from './ai-middleware.ts'
import type { AiTelemetry } from './vercel-ai.ts'

declare const telemetry: AiTelemetry
declare const middleware: AiMiddleware

type Asked = Parameters<typeof generateText>[0]
type PreviouslyAsked = Parameters<typeof previousGenerateText>[0]

export const newest: Asked['telemetry'] = telemetry
export const newestWithMore: Asked['telemetry'] = { ...telemetry, functionId: 'reply', recordInputs: false }
export const globally: Parameters<typeof registerTelemetry> = [telemetry.integrations]
export const newestMiddleware: LanguageModelMiddleware = middleware

export const previous: PreviouslyAsked['experimental_telemetry'] = telemetry
export const previousWithMore: PreviouslyAsked['experimental_telemetry'] = {
  ...telemetry,
  functionId: 'reply',
  metadata: { sessionId: 's-1' },
}
export const previousMiddleware: PreviousMiddleware = middleware
