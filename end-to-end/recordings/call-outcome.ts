// The second half of what is true of a model call: what it may use, what it used, and how it ended.
import { isDeepStrictEqual } from 'node:util'
import type { Json, Prediction } from '@trimtab/contract'
import { toolCallsOf } from './conversation.ts'
import { asText, type Demand } from './fact.ts'
import type { Payload } from './payload.ts'
import type { ExpectedCall, ExpectedToolCall, ObservedCall, Sighting } from './recording.ts'

const FINISH_REASONS: { [spelling: string]: string } = {
  stop: 'stop',
  end_turn: 'stop',
  completed: 'stop',
  length: 'length',
  max_tokens: 'length',
  'incomplete:max_output_tokens': 'length',
  tool_calls: 'tool_calls',
  tool_use: 'tool_calls',
  content_filter: 'content_filter',
  'incomplete:content_filter': 'content_filter',
}

export interface CallOptions {
  call: ExpectedCall
  observed: ObservedCall
  payload: Payload
  /** What the tools of the case gave back. */
  results: string[]
}

export function isSeen(sighting: Sighting | undefined): boolean {
  return sighting === 'exact' || sighting === true
}

/** A demand only where there is something to ask for. */
export function optional(
  fact: string,
  expected: Json | undefined,
  isSent: boolean,
  found: (prediction: Prediction) => Json,
): Demand[] {
  return expected === undefined || expected === null ? [] : [{ fact, expected, isSent, found, mayDiffer: true }]
}

export function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

export function tools({ call, observed, payload, results }: CallOptions): Demand[] {
  const made = call.toolCalls ?? []
  const offered = call.toolDefinitions ?? []
  const property = (fact: keyof ExpectedToolCall, isSent: boolean): Demand[] =>
    optional(
      `tool call ${fact}`,
      made.length === 0 ? null : made.map((toolCall) => toolCall[fact]),
      isSent,
      (prediction) => toolCallsOf(prediction).map((toolCall) => toolCall[fact]),
    )
  // The next turn repeats the call and has its result as well: that alone does not say what this turn answered.
  const sayingIt = payload.spans.filter((span) => made.every(({ arguments: given }) => span.hasJson(given)))
  const isSaid = sayingIt.some((span) => !results.some((result) => span.hasText(result) || span.hasJson(parse(result))))
  const areIdsSeen = (observed.toolCallIds ?? []).every(isSeen)
  return [
    ...property('id', isSaid && areIdsSeen),
    ...property('name', isSaid && made.every(({ name }) => payload.hasText(name))),
    ...property('arguments', isSaid),
    ...optional(
      'tool definitions',
      offered.length === 0 ? null : offered,
      offered.every((name) => isDefinedIn(payload, name)),
      ({ input }) => (input.tools ?? []).map((tool) => tool.name),
    ),
  ]
}

/** A definition has a name beside what the tool takes; a call has one beside its arguments. */
function isDefinedIn(payload: Payload, name: string): boolean {
  return payload.some(({ key, value }) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return value === name && /(functions|tools|definitions)\.\d+\..*name$/.test(key)
    }
    return value['name'] === name && ['parameters', 'input_schema', 'inputSchema'].some((field) => field in value)
  })
}

export function usage({ call, observed }: CallOptions): Demand[] {
  const count = (
    fact: string,
    expected: number | null | undefined,
    isSent: boolean,
    found: (prediction: Prediction) => number | null,
  ): Demand => ({
    fact,
    expected: expected ?? null,
    isSent,
    found,
    // Of what the provider did not count, none was used.
    fits: (value) =>
      value === (expected ?? null) || (expected === undefined || expected === null ? value === 0 : false),
  })
  const isInputSeen = isSeen(observed.inputTokens) || isSeen(observed.inputTokensExclCache)
  return [
    count('input tokens', call.inputTokens, isInputSeen, (prediction) => prediction.usage.inputTokens),
    count(
      'output tokens',
      call.outputTokens,
      isSeen(observed.outputTokens),
      (prediction) => prediction.usage.outputTokens,
    ),
    count(
      'cached tokens',
      call.cachedInputTokens,
      isSeen(observed.cachedInputTokens),
      (prediction) => prediction.usage.cachedInputTokens,
    ),
    count(
      'reasoning tokens',
      call.reasoningTokens,
      isSeen(observed.reasoningTokens),
      (prediction) => prediction.usage.reasoningTokens,
    ),
  ]
}

export function outcome({ call, observed }: CallOptions): Demand[] {
  const { error } = call
  const reason = FINISH_REASONS[call.finishReason ?? ''] ?? null
  // The Responses API calls a turn that ends in tool calls completed, and some who watch it know better.
  const isToolTurn = call.finishReason === 'completed' && (call.toolCalls ?? []).length > 0
  const isErrorSeen = observed.errorMessage === 'exact' || observed.errorMessage === 'substring'
  return [
    {
      fact: 'finish reason',
      expected: reason,
      isSent: isSeen(observed.finishReason),
      found: ({ output }) => output.finishReason,
      fits: (found) =>
        found === reason || (isToolTurn && found === 'tool_calls') || (error !== null && found === 'error'),
    },
    {
      fact: 'status',
      expected: error === null ? 'ok' : 'error',
      isSent: error === null || isErrorSeen,
      found: ({ status }) => status,
      mayDiffer: true,
    },
    {
      fact: 'error',
      expected: error?.message ?? null,
      isSent: error !== null && isErrorSeen,
      found: (prediction) => prediction.error?.message ?? null,
      fits: (found) =>
        isDeepStrictEqual(found, error?.message ?? null) || asText(found).includes(error?.message ?? '\0'),
    },
  ]
}
