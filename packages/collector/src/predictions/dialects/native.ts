// Our own dialect: what `@trimtab/sdk` writes.

import {
  FINISH_REASONS,
  type FinishReason,
  type Json,
  type JsonObject,
  type PredictionKind,
  PREDICTION_ATTRIBUTES as KEY,
  PREDICTION_KINDS,
  SCOPE_NAME,
} from '@trimtab/contract'
import type { Span } from '../../otlp/otlp.ts'
import { type AttributeReader, objectOf, readAttributes } from '../../otlp/attribute-reader.ts'
import type { Dialect, DialectFacts } from '../dialect.ts'
import { readConversation, readMessages, spokenText } from '../messages/messages.ts'
import { readTools } from '../messages/tools.ts'

export const native: Dialect = {
  name: 'trimtab',
  speaks: (span) => span.scope.name === SCOPE_NAME || span.attributes.has(KEY.task),
  read: (span) => readNative(span, readAttributes(span.attributes)),
}

function readNative(span: Span, attributes: AttributeReader): DialectFacts {
  const conversation = readConversation(attributes.json(KEY.inputMessages), attributes.json(KEY.systemInstructions))
  const outputMessages = readMessages(attributes.json(KEY.outputMessages))
  const firstTokenSeconds = attributes.number(KEY.firstTokenSeconds)
  return {
    task: attributes.text(KEY.task) ?? span.name,
    kind: readKind(attributes.text(KEY.kind)),
    provider: attributes.text(KEY.provider),
    model: { requested: attributes.text(KEY.modelRequested), responded: attributes.text(KEY.modelResponded) },
    responseId: attributes.text(KEY.responseId),
    prompt: { name: attributes.text(KEY.promptName), version: attributes.text(KEY.promptVersion) },
    variant: attributes.text(KEY.variant),
    firstTokenMs: firstTokenSeconds === null ? null : firstTokenSeconds * 1000,
    input: {
      ...conversation,
      tools: readTools(attributes.json(KEY.toolDefinitions)),
      features: attributes.object(KEY.features),
    },
    output: {
      messages: outputMessages,
      text: spokenText(outputMessages),
      finishReason: readFinishReason(attributes.texts(KEY.finishReasons)[0]),
      label: readLabel(span.attributes.get(KEY.label)),
      score: attributes.number(KEY.score),
      probabilities: readProbabilities(attributes.json(KEY.probabilities)),
      value: attributes.json(KEY.value),
    },
    parameters: readParameters(attributes),
    usage: {
      inputTokens: attributes.number(KEY.inputTokens),
      outputTokens: attributes.number(KEY.outputTokens),
      cachedInputTokens: attributes.number(KEY.cachedInputTokens),
      reasoningTokens: attributes.number(KEY.reasoningTokens),
      costUsd: attributes.number(KEY.costUsd),
    },
    session: attributes.text(KEY.session),
    user: attributes.text(KEY.user),
    key: attributes.text(KEY.key),
    tags: attributes.texts(KEY.tags),
    metadata: attributes.object(KEY.metadata) ?? {},
    contentCaptured: attributes.flag(KEY.contentCaptured) ?? true,
    truncated: attributes.flag(KEY.truncated) ?? false,
    consent: attributes.flag(KEY.consent),
    cancelled: attributes.text(KEY.status) === 'cancelled',
  }
}

function readKind(text: string | null): PredictionKind {
  return PREDICTION_KINDS.find((kind) => kind === text) ?? 'generation'
}

function readFinishReason(text: string | undefined): FinishReason | null {
  if (text === undefined) return null
  return FINISH_REASONS.find((reason) => reason === text) ?? 'other'
}

function readLabel(value: Json | undefined): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

function readProbabilities(value: Json): { [label: string]: number } | null {
  const object = objectOf(value)
  if (object === null) return null
  const entries = Object.entries(object).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  return Object.fromEntries(entries)
}

function readParameters(attributes: AttributeReader): JsonObject {
  const stopSequences = attributes.texts(KEY.stopSequences)
  const named: [string, Json][] = [
    ['temperature', attributes.number(KEY.temperature)],
    ['topP', attributes.number(KEY.topP)],
    ['topK', attributes.number(KEY.topK)],
    ['maxTokens', attributes.number(KEY.maxTokens)],
    ['seed', attributes.number(KEY.seed)],
    ['frequencyPenalty', attributes.number(KEY.frequencyPenalty)],
    ['presencePenalty', attributes.number(KEY.presencePenalty)],
    ['stopSequences', stopSequences.length === 0 ? null : stopSequences],
    ['reasoningLevel', attributes.text(KEY.reasoningLevel)],
    ['choiceCount', attributes.number(KEY.choiceCount)],
  ]
  return Object.fromEntries(named.filter(([, value]) => value !== null))
}
