// The attributes of a span of the AI SDK 6 as facts of ours.
import type { OutputFacts } from '../../calls/facts.ts'
import { readTexts } from '../openai/texts.ts'
import { readPrompt } from './ai-messages.ts'
import type { AiCall, Notes } from './ai-call.ts'
import { aiOutcome, countOf } from './ai-outcome.ts'

export interface SpanAttributes {
  [key: string]: unknown
}

export function readSpanCall(name: string, attributes: SpanAttributes): AiCall {
  const isEmbedding = name.endsWith('.doEmbed')
  return {
    kind: isEmbedding ? 'embedding' : 'generation',
    request: attributes,
    provider: attributes['ai.model.provider'],
    modelId: attributes['ai.model.id'],
    functionId: attributes['ai.telemetry.functionId'],
    notes: readNotes(attributes),
    ...(!isEmbedding && { settings: readSettings(attributes) }),
    input: () => {
      if (isEmbedding) return readTexts(parseEach(attributes['ai.values']))
      const messages = parse(attributes['ai.prompt.messages'])
      return messages === undefined ? {} : readPrompt({ messages, tools: parseEach(attributes['ai.prompt.tools']) })
    },
  }
}

export function readSpanOutput(attributes: SpanAttributes): OutputFacts {
  const content = readContent(attributes)
  const embeddingTokens = attributes['ai.usage.tokens']
  if (embeddingTokens !== undefined) return { usage: { inputTokens: countOf(embeddingTokens) } }
  const { messages, ...facts } = aiOutcome.readWhole({
    content,
    finishReason: attributes['ai.response.finishReason'],
    response: { id: attributes['ai.response.id'], modelId: attributes['ai.response.model'] },
    usage: {
      // Streams and whole answers are spelled the same; `generateObject` was left with the older words.
      inputTokens: attributes['ai.usage.inputTokens'] ?? attributes['ai.usage.promptTokens'],
      outputTokens: attributes['ai.usage.outputTokens'] ?? attributes['ai.usage.completionTokens'],
      inputTokenDetails: { cacheReadTokens: attributes['ai.usage.cachedInputTokens'] },
      outputTokenDetails: { reasoningTokens: attributes['ai.usage.reasoningTokens'] },
    },
  })
  return content.length === 0 ? facts : { ...facts, messages }
}

function readContent(attributes: SpanAttributes): object[] {
  const reasoning = attributes['ai.response.reasoning']
  const text = attributes['ai.response.text'] ?? attributes['ai.response.object']
  const calls = parse(attributes['ai.response.toolCalls'])
  return [
    ...(typeof reasoning === 'string' && reasoning !== '' ? [{ type: 'reasoning', text: reasoning }] : []),
    ...(typeof text === 'string' && text !== '' ? [{ type: 'text', text }] : []),
    ...(Array.isArray(calls) ? calls.map((call: object) => ({ ...call, type: 'tool-call' })) : []),
  ]
}

const NOTE_PREFIX = 'ai.telemetry.metadata.'

function readNotes(attributes: SpanAttributes): Notes {
  const entries = Object.entries(attributes).filter(([key]) => key.startsWith(NOTE_PREFIX))
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(NOTE_PREFIX.length), value]))
}

function readSettings(attributes: SpanAttributes): object {
  const settings = {
    temperature: attributes['gen_ai.request.temperature'],
    topP: attributes['gen_ai.request.top_p'],
    topK: attributes['gen_ai.request.top_k'],
    maxOutputTokens: attributes['gen_ai.request.max_tokens'],
    frequencyPenalty: attributes['gen_ai.request.frequency_penalty'],
    presencePenalty: attributes['gen_ai.request.presence_penalty'],
    stopSequences: attributes['gen_ai.request.stop_sequences'],
    seed: attributes['ai.settings.seed'],
  }
  return settings
}

function parse(json: unknown): unknown {
  return typeof json === 'string' ? JSON.parse(json) : undefined
}

function parseEach(list: unknown): unknown[] | undefined {
  return Array.isArray(list) ? list.map(parse) : undefined
}
