// What a language model of the AI SDK answered, whole or in the parts of its stream. Counts and reasons come in the
// spelling of the specification or in that of the SDK around it; both are read.
import type { FinishReason, MessagePart } from '@trimtab/contract'
import type { OutputFacts } from '../../calls/facts.ts'
import type { ChunkReader, OutcomeReader } from '../../calls/outcome.ts'
import { readParts } from './ai-messages.ts'

export const aiOutcome: OutcomeReader = { readWhole: readAnswer, openStream: openAnswer }

/** The same for someone who does not want the words of the model recorded. */
export const aiOutcomeWithoutContent: OutcomeReader = {
  readWhole: (result) => withoutContent(readAnswer(result)),
  openStream: () => {
    const { add, read } = openAnswer()
    return { add, read: () => withoutContent(read()) }
  },
}

interface Answer {
  content?: unknown
  finishReason?: unknown
  usage?: unknown
  response?: { id?: unknown; modelId?: unknown }
}

function readAnswer(result: unknown): OutputFacts {
  const { content, finishReason, usage, response } = result as Answer
  return {
    messages: [{ role: 'assistant', parts: readParts(content) }],
    finishReason: readFinishReason(finishReason),
    usage: readUsage(usage),
    model: optionalText(response?.modelId),
    responseId: optionalText(response?.id),
  }
}

interface StreamPart {
  type?: unknown
  id?: unknown
  delta?: unknown
  toolName?: unknown
  toolCallId?: unknown
  modelId?: unknown
  finishReason?: unknown
  usage?: unknown
}

/** Text that comes in pieces. */
type OpenPart = { type: 'text' | 'reasoning'; pieces: string[] } | { type: 'tool-call'; name: string; pieces: string[] }

function openAnswer(): ChunkReader {
  // In the order in which they were begun.
  const parts: { open?: OpenPart; whole?: unknown; id: unknown }[] = []
  const facts: OutputFacts = {}

  function begin(open: OpenPart, id: unknown): OpenPart {
    parts.push({ open, id })
    return open
  }

  /** An id may be used again once its part is complete, so the newest counts. */
  function continued(type: OpenPart['type'], id: unknown): OpenPart {
    const found = parts.findLast((part) => part.id === id && part.open?.type === type)?.open
    return found ?? begin(type === 'tool-call' ? { type, name: '', pieces: [] } : { type, pieces: [] }, id)
  }

  function complete(part: StreamPart): void {
    const begun = parts.find(({ open, id }) => open?.type === 'tool-call' && id === part.toolCallId)
    if (begun) begun.whole = part
    else parts.push({ whole: part, id: undefined })
  }

  /** True when the model says something. */
  function add(part: StreamPart): boolean {
    switch (part.type) {
      case 'text-start':
        begin({ type: 'text', pieces: [] }, part.id)
        return false
      case 'reasoning-start':
        begin({ type: 'reasoning', pieces: [] }, part.id)
        return false
      case 'tool-input-start':
        begin({ type: 'tool-call', name: String(part.toolName), pieces: [] }, part.id)
        return true
      case 'text-delta':
        continued('text', part.id).pieces.push(String(part.delta))
        return true
      case 'reasoning-delta':
        continued('reasoning', part.id).pieces.push(String(part.delta))
        return true
      case 'tool-input-delta':
        continued('tool-call', part.id).pieces.push(String(part.delta))
        return true
      case 'response-metadata':
        facts.model = optionalText(part.modelId) ?? facts.model
        facts.responseId = optionalText(part.id) ?? facts.responseId
        return false
      case 'finish':
        facts.finishReason = readFinishReason(part.finishReason)
        facts.usage = readUsage(part.usage)
        return false
      case 'tool-call':
      case 'tool-result':
      case 'file':
      case 'source':
      case 'custom':
        complete(part)
        return true
      default:
        return false
    }
  }

  return {
    add: (chunk) => add(chunk as StreamPart),
    read: () => ({
      ...facts,
      messages: [
        {
          role: 'assistant',
          parts: parts.flatMap(({ whole, open, id }) => (whole ? readParts([whole]) : open ? readOpen(open, id) : [])),
        },
      ],
    }),
  }
}

function readOpen(open: OpenPart, id: unknown): MessagePart[] {
  const text = open.pieces.join('')
  if (open.type === 'tool-call')
    return [{ type: 'toolCall', id: optionalText(id) ?? null, name: open.name, arguments: text }]
  return text === '' ? [] : [{ type: open.type, text }]
}

const FINISH_REASONS: { readonly [spelling: string]: FinishReason } = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  error: 'error',
}

function readFinishReason(given: unknown): FinishReason | undefined {
  const reason = (given as { unified?: unknown } | undefined)?.unified ?? given
  return typeof reason === 'string' ? (FINISH_REASONS[reason] ?? 'other') : undefined
}

interface GivenUsage {
  inputTokens?: unknown
  outputTokens?: unknown
  inputTokenDetails?: { cacheReadTokens?: unknown }
  outputTokenDetails?: { reasoningTokens?: unknown }
}

function readUsage(given: unknown): OutputFacts['usage'] {
  if (typeof given !== 'object' || given === null) return undefined
  const { inputTokens, outputTokens, inputTokenDetails, outputTokenDetails } = given as GivenUsage
  const input = inputTokens as { total?: unknown; cacheRead?: unknown } | undefined
  const output = outputTokens as { total?: unknown; reasoning?: unknown } | undefined
  return {
    inputTokens: optionalCount(input?.total ?? inputTokens),
    outputTokens: optionalCount(output?.total ?? outputTokens),
    cachedInputTokens: optionalCount(input?.cacheRead ?? inputTokenDetails?.cacheReadTokens),
    reasoningTokens: optionalCount(output?.reasoning ?? outputTokenDetails?.reasoningTokens),
  }
}

function withoutContent(facts: OutputFacts): OutputFacts {
  return { ...facts, messages: undefined }
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The SDK says NaN of what it does not know. */
function optionalCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
