// Compares the calls that a model server served with the predictions that somebody's telemetry of them made.
import type { Json, Prediction } from '@trimtab/contract'
import { toolCallsOf, userText } from '../recordings/conversation.ts'
import type { ServedCall } from './model-server.ts'

interface CallSummary {
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

/** What is known beforehand of telemetry. */
export interface Rules {
  /** What it does not say of a call. */
  silentOn?: (call: ServedCall) => (keyof CallSummary)[]
  /** Calls that it never speaks of. */
  loses?: (call: ServedCall) => boolean
}

interface Compared {
  found: string[]
  expected: string[]
}

/** Each call as a line, as it was found and as it is in truth; where nothing is wrong the two are equal. */
export function compareCalls(
  { silentOn = () => [], loses = () => false }: Rules,
  calls: ServedCall[],
  predictions: Prediction[],
): Compared {
  const told = calls.filter((call) => !loses(call)).map((call) => ({ truth: truthOf(call), silent: silentOn(call) }))
  const found = predictions.map((prediction) => {
    const summary = summaryOf(prediction)
    const same = told.find(({ truth, silent }) => without(truth, silent) === without(summary, silent))
    return without(summary, same?.silent ?? [])
  })
  return { found: found.toSorted(), expected: told.map(({ truth, silent }) => without(truth, silent)).toSorted() }
}

function without(summary: CallSummary, fields: (keyof CallSummary)[]): string {
  const said = Object.entries(summary).filter(([field]) => !fields.includes(field as keyof CallSummary))
  return JSON.stringify(Object.fromEntries(said))
}

/** What a prediction says of its call. */
function summaryOf(prediction: Prediction): CallSummary {
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
function truthOf(call: ServedCall): CallSummary {
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
