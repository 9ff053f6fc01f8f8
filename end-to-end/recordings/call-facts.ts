// Everything that is true of one model call, and where a prediction says so.
import type { Json, Prediction } from '@trimtab/contract'
import { type CallOptions, isSeen, optional, outcome, parse, tools, usage } from './call-outcome.ts'
import { conversationOf, expectedConversation, textOf, userText } from './conversation.ts'
import type { Demand } from './fact.ts'
import type { Literals, Payload } from './payload.ts'
import type { ExpectedCall, ExpectedMessage } from './recording.ts'

/** Names in the recordings and what we call them. */
const PARAMETERS = {
  temperature: 'temperature',
  topP: 'topP',
  maxTokens: 'maxTokens',
  n: 'choiceCount',
  stop: 'stopSequences',
  seed: 'seed',
} as const

export function demandsOf(options: CallOptions): Demand[] {
  return [...identity(options), ...texts(options), ...tools(options), ...usage(options), ...outcome(options)]
}

function identity({ call, observed, payload }: CallOptions): Demand[] {
  return [
    {
      fact: 'kind',
      expected: call.operation === 'embeddings' ? 'embedding' : 'generation',
      isSent: true,
      found: ({ kind }) => kind,
    },
    {
      fact: 'provider',
      expected: call.provider,
      isSent: payload.some(
        ({ value }) =>
          typeof value === 'string' && (value.toLowerCase() === call.provider || value.startsWith(`${call.provider}.`)),
      ),
      found: ({ provider }) => provider,
    },
    {
      fact: 'model requested',
      expected: call.requestModel,
      isSent: isSeen(observed.requestModel),
      found: ({ model }) => model.requested,
      // Some name one model and do not say whether it was asked for or answered.
      fits: (found) => found === call.requestModel || (!isSeen(observed.requestModel) && found === call.responseModel),
    },
    {
      fact: 'model responded',
      expected: call.responseModel,
      isSent: isSeen(observed.responseModel) && isSaidOf(call, call.responseModel, payload),
      found: ({ model }) => model.responded,
      fits: (found) => found === call.responseModel || (!isSeen(observed.responseModel) && found === call.requestModel),
    },
    {
      fact: 'response id',
      expected: call.responseId ?? null,
      isSent: isSeen(observed.responseId),
      found: ({ responseId }) => responseId,
    },
    ...Object.entries(PARAMETERS).flatMap(([name, ours]) => {
      const value = call.params?.[name] ?? null
      return value === null ? [] : [parameter(ours, value, payload)]
    }),
  ]
}

/** Another call may have had the same; of this one it is said where what only this one has is said as well. */
function isSaidOf(call: ExpectedCall, value: string | null, payload: Payload): boolean {
  const mark = [call.responseId, call.outputText, call.userText].find((text) => text && payload.hasText(text))
  return payload.spans.some((span) => value !== null && span.hasText(value) && (!mark || span.hasText(mark)))
}

function parameter(name: string, expected: Json, payload: Payload): Demand {
  const isSent = typeof expected === 'number' ? isParameterIn(payload, expected) : payload.hasJson(expected)
  return { fact: name, expected, isSent, found: ({ parameters }) => parameters[name] ?? null }
}

/** A small number is everywhere; it was sent as a parameter where its name says so. */
function isParameterIn(payload: Payload, expected: number): boolean {
  return payload.some(
    ({ key, value }) => value === expected && /(temperature|top.?p|max.*tokens|choice\.count|seed|(^|\.)n)$/i.test(key),
  )
}

function texts({ call, observed, payload }: CallOptions): Demand[] {
  const messages = call.inputMessages ?? []
  const conversation = expectedConversation(messages)
  const isUserSeen = isSeen(observed.userText)
  return [
    {
      fact: 'system',
      expected: call.systemText ?? null,
      isSent: isSeen(observed.systemText),
      found: ({ input }) => input.system,
      mayDiffer: call.systemText !== null,
    },
    { fact: 'user text', expected: call.userText ?? null, isSent: isUserSeen, found: userText, mayDiffer: true },
    {
      fact: 'conversation',
      expected: conversation,
      isSent:
        conversation.length > 1 &&
        payload.spans.some((span) => messages.every((message) => isMessageIn(span, message))),
      found: conversationOf,
      mayDiffer: true,
    },
    {
      fact: 'output text',
      expected: call.outputText ?? null,
      isSent: isSeen(observed.outputText),
      found: ({ output }) => output.text,
      mayDiffer: true,
    },
    ...optional('image', call.imageUrl, isSeen(observed.imageUrl), imageOf),
    ...optional('structured output', call.structuredOutput, isSeen(observed.outputText), structured),
    ...optional('choices', call.choices, call.choices?.every(payload.hasText) ?? false, ({ output }) =>
      (output.messages ?? []).map(textOf),
    ),
    ...optional('inputs', call.inputs, (observed.inputs ?? []).every(isSeen), ({ input }) =>
      (input.messages ?? []).flatMap((message) =>
        message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
      ),
    ),
  ]
}

function isMessageIn(payload: Literals, { text, toolCalls = [], toolCallId }: ExpectedMessage): boolean {
  const isText = text === null || text === '' || payload.hasText(text) || payload.hasJson(parse(text))
  const isCalled = toolCalls.every(({ id, name }) => payload.hasText(id) && payload.hasText(name))
  return isText && isCalled && (toolCallId === undefined || payload.hasText(toolCallId))
}

function imageOf({ input }: Prediction): Json {
  const parts = (input.messages ?? []).flatMap((message) => message.parts)
  return parts.map((part) => (part.type === 'image' ? (part.url ?? null) : null)).find((url) => url !== null) ?? null
}

function structured({ output }: Prediction): Json {
  return parse(output.text ?? '')
}
