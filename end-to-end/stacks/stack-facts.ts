// What is compared between the calls that a model server served and the predictions that telemetry of others made.
import type { Json, Prediction } from '@trimtab/contract'
import { toolCallsOf, userText } from '../recordings/conversation.ts'
import type { ServedCall } from './model-server.ts'

export interface CallSummary {
  kind: string
  provider: string | null
  model: string | null
  question: string | null
  status: string
  answer: string | null
  toolCall: Json
  inputTokens: number | null
  outputTokens: number | null
  responseId: string | null
}

/** What a prediction says of its call. */
export function summaryOf(prediction: Prediction): CallSummary {
  const { kind, provider, model, status, output, usage, responseId } = prediction
  const [toolCall] = toolCallsOf(prediction)
  return {
    kind,
    provider,
    // Some name one model and do not say whether it was asked for or answered; what answers has a date.
    model: (model.requested ?? model.responded)?.replace(/-\d{4}-\d\d-\d\d$/, '') ?? null,
    question: userText(prediction),
    status,
    answer: output.text,
    toolCall: toolCall === undefined ? null : { name: toolCall.name, arguments: toolCall.arguments },
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    responseId,
  }
}

/** What is true of a call. */
export function truthOf(call: ServedCall): CallSummary {
  const isEmbedding = call.path.endsWith('/embeddings')
  return {
    kind: isEmbedding ? 'embedding' : 'generation',
    provider: call.path.endsWith('/messages') ? 'anthropic' : 'openai',
    model: call.model,
    question: call.question,
    status: call.status === 200 ? 'ok' : 'error',
    answer: call.answer,
    toolCall: call.toolCall === null ? null : { name: call.toolCall.name, arguments: call.toolCall.arguments },
    inputTokens: call.inputTokens,
    outputTokens: isEmbedding ? null : call.outputTokens,
    responseId: call.responseId,
  }
}
