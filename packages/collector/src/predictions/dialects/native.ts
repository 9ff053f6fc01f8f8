// Our own dialect: what `@trimtab/sdk` writes.

import {
  type Json,
  type PredictionKind,
  PREDICTION_ATTRIBUTES as KEY,
  PREDICTION_KINDS,
  SCOPE_NAME,
} from '@trimtab/contract'
import type { Span } from '../../otlp/otlp.ts'
import { type AttributeReader, objectOf } from '../../otlp/attribute-reader.ts'
import type { Dialect } from '../dialect.ts'
import { readConversation, readMessages } from '../messages/messages.ts'
import { readTools } from '../messages/tools.ts'
import type { Said } from '../said.ts'
import { say } from '../say.ts'
import { readFinishReason } from '../spellings/finish-reason.ts'
import { readParameters } from '../spellings/parameters.ts'

export const native: Dialect = {
  name: 'trimtab',
  speaks: (span) => isWrittenByUs(span) || span.attributes.has(KEY.task),
  roleOf: (span) => (isWrittenByUs(span) ? 'call' : null),
  read: readNative,
}

/** Whoever else writes our words on a span of their own may mix them with those of others. */
export function isWrittenByUs(span: Span): boolean {
  return span.scope.name === SCOPE_NAME
}

function readNative(span: Span, attributes: AttributeReader): Said {
  const conversation = readConversation(attributes.json(KEY.inputMessages), attributes.json(KEY.systemInstructions))
  const label = span.attributes.get(KEY.label)
  return say({
    task: attributes.text(KEY.task) ?? (isWrittenByUs(span) ? span.name : undefined),
    operation: attributes.text(KEY.operation),
    kind: readKind(attributes.text(KEY.kind)) ?? (isWrittenByUs(span) ? 'generation' : undefined),
    provider: attributes.text(KEY.provider),
    modelRequested: attributes.text(KEY.modelRequested),
    modelResponded: attributes.text(KEY.modelResponded),
    responseId: attributes.text(KEY.responseId),
    promptName: attributes.text(KEY.promptName),
    promptVersion: attributes.text(KEY.promptVersion),
    variant: attributes.text(KEY.variant),
    system: conversation.system,
    inputMessages: conversation.messages,
    tools: readTools(attributes.json(KEY.toolDefinitions)),
    features: attributes.object(KEY.features),
    outputMessages: readMessages(attributes.json(KEY.outputMessages), 'assistant'),
    finishReason: readFinishReason(span.attributes.get(KEY.finishReasons)),
    label: typeof label === 'string' || typeof label === 'number' ? label : undefined,
    score: attributes.number(KEY.score),
    probabilities: readProbabilities(attributes.json(KEY.probabilities)),
    value: attributes.json(KEY.value),
    parameters: readParameters(span.attributes, attributes),
    inputTokens: attributes.number(KEY.inputTokens),
    outputTokens: attributes.number(KEY.outputTokens),
    cachedInputTokens: attributes.number(KEY.cachedInputTokens),
    reasoningTokens: attributes.number(KEY.reasoningTokens),
    costUsd: attributes.number(KEY.costUsd),
    key: attributes.text(KEY.key),
    tags: attributes.texts(KEY.tags),
    metadata: attributes.object(KEY.metadata),
    contentCaptured: attributes.flag(KEY.contentCaptured),
    truncated: attributes.flag(KEY.truncated),
    consent: attributes.flag(KEY.consent),
    cancelled: attributes.text(KEY.status) === 'cancelled' ? true : undefined,
  })
}

function readKind(text: string | null): PredictionKind | undefined {
  return PREDICTION_KINDS.find((kind) => kind === text)
}

function readProbabilities(value: Json): { [label: string]: number } | null {
  const object = objectOf(value)
  if (object === null) return null
  const entries = Object.entries(object).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  return Object.fromEntries(entries)
}
