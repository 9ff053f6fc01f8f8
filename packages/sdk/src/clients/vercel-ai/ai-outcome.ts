// What a language model of the AI SDK answered, whole or in the parts of its stream. Counts and reasons come in the
// spelling of the specification or in that of the SDK around it; both are read.
import type { FinishReason, MessagePart } from '@trimtab/contract'
import type { OutputFacts } from '../../calls/facts.ts'
import type { ChunkReader, OutcomeReader } from '../../calls/outcome.ts'
import { readFinishReason } from '../finish-reason.ts'
import { openAllowance, ReceivedText } from '../received-text.ts'
import { fieldsOf, nameOf } from '../wire-value.ts'
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

function withoutContent(facts: OutputFacts): OutputFacts {
  return { ...facts, messages: undefined }
}

interface Answer {
  content: unknown
  finishReason: unknown
  usage: unknown
  response: unknown
}

function readAnswer(result: unknown): OutputFacts {
  const { content, finishReason, usage, response } = fieldsOf<Answer>(result)
  return {
    messages: [{ role: 'assistant', parts: readParts(content) }],
    finishReason: readReason(finishReason),
    usage: readUsage(usage),
    ...readResponse(response),
  }
}

interface StreamPart {
  type?: unknown
  id?: unknown
  delta?: unknown
  toolName?: unknown
  toolCallId?: unknown
  finishReason?: unknown
  usage?: unknown
}

/** A part of the answer, in pieces until it is complete. */
interface OpenPart {
  type: 'text' | 'reasoning' | 'tool'
  id: unknown
  name?: unknown
  received: ReceivedText
  whole?: unknown
}

/** What begins with text, reasoning or the input of a tool: `text-start`, `tool-input-delta`. */
const PIECE = /^(text|reasoning|tool)(-input)?-(start|delta)$/
const WHOLE = new Set(['tool-call', 'tool-result', 'file', 'source', 'custom'])

function openAnswer(): ChunkReader {
  const allowance = openAllowance()
  // In the order in which they were begun.
  const parts: OpenPart[] = []
  let facts: OutputFacts = {}

  function begin(part: Omit<OpenPart, 'received'>): OpenPart {
    const begun = { ...part, received: new ReceivedText(allowance) }
    if (allowance.texts > 0) parts.push(begun)
    else allowance.isCut = true
    allowance.texts -= 1
    return begun
  }

  /** An id may be used again once its part is complete, so the newest counts. */
  function find(type: OpenPart['type'], id: unknown): OpenPart | undefined {
    return parts.findLast((part) => part.id === id && part.type === type)
  }

  function add(part: StreamPart): boolean {
    const [, kind, , step] = PIECE.exec(String(part.type)) ?? []
    if (kind !== undefined) {
      const type = kind as OpenPart['type']
      const open = (step === 'delta' && find(type, part.id)) || begin({ type, id: part.id, name: part.toolName })
      return open.received.add(part.delta) || kind === 'tool'
    }
    if (part.type === 'response-metadata') facts = { ...facts, ...readResponse(part) }
    if (part.type === 'finish') {
      facts = { ...facts, finishReason: readReason(part.finishReason), usage: readUsage(part.usage) }
    }
    if (!WHOLE.has(String(part.type))) return false
    const open = (part.type === 'tool-call' && find('tool', part.toolCallId)) || begin({ type: 'tool', id: undefined })
    open.whole = part
    return true
  }

  return {
    add: (chunk) => add(fieldsOf<StreamPart>(chunk)),
    read: () => ({
      ...facts,
      messages: [{ role: 'assistant', parts: parts.flatMap(readOpen) }],
      isCut: allowance.isCut,
    }),
  }
}

function readOpen({ type, id, name, received, whole }: OpenPart): MessagePart[] {
  if (whole !== undefined) return readParts([whole])
  const text = received.read()
  if (type === 'tool') {
    return [{ type: 'toolCall', id: nameOf(id) ?? null, name: nameOf(name) ?? '', arguments: text ?? '' }]
  }
  return text === undefined ? [] : [{ type, text }]
}

function readResponse(response: unknown): Pick<OutputFacts, 'model' | 'responseId'> {
  const { id, modelId } = fieldsOf<{ id: unknown; modelId: unknown }>(response)
  return { responseId: nameOf(id), model: nameOf(modelId) }
}

function readReason(given: unknown): FinishReason | undefined {
  const reason = fieldsOf<{ unified: unknown }>(given).unified ?? given
  return readFinishReason(typeof reason === 'string' ? reason.replace('-', '_') : undefined)
}

interface GivenUsage {
  inputTokens: unknown
  outputTokens: unknown
  inputTokenDetails: unknown
  outputTokenDetails: unknown
}

interface GivenCounts {
  total: unknown
  cacheRead: unknown
  cacheReadTokens: unknown
  reasoning: unknown
  reasoningTokens: unknown
}

function readUsage(given: unknown): OutputFacts['usage'] {
  const { inputTokens, outputTokens, inputTokenDetails, outputTokenDetails } = fieldsOf<GivenUsage>(given)
  const [input, output] = [fieldsOf<GivenCounts>(inputTokens), fieldsOf<GivenCounts>(outputTokens)]
  return {
    inputTokens: countOf(input.total ?? inputTokens),
    outputTokens: countOf(output.total ?? outputTokens),
    cachedInputTokens: countOf(input.cacheRead ?? fieldsOf<GivenCounts>(inputTokenDetails).cacheReadTokens),
    reasoningTokens: countOf(output.reasoning ?? fieldsOf<GivenCounts>(outputTokenDetails).reasoningTokens),
  }
}

/** The SDK says NaN of what it does not know. */
export function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
