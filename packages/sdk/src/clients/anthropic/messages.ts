// Anthropic's messages, the beta ones as well. Its `input_tokens` leave out what the cache gave and took, which are added
// here, so that the input of every provider means the same.
import type { MessagePart } from '@trimtab/contract'
import type { OutputFacts, ToolLike } from '../../calls/facts.ts'
import type { ChunkReader } from '../../calls/outcome.ts'
import { readFinishReason } from '../finish-reason.ts'
import type { ModelOperation, ModelRequest } from '../model-operation.ts'
import { Numbered, openAllowance, ReceivedText } from '../received-text.ts'
import { fieldsOf, isObject, listOf, nameOf, numberOf, textOf } from '../wire-value.ts'
import { readBlock, readMessages, readSystem, type WireBlock } from './content-blocks.ts'

export const messages: ModelOperation = {
  task: 'chat',
  kind: 'generation',
  readContext: (request) => ({
    operation: 'chat',
    model: nameOf(request['model']),
    user: nameOf(fieldsOf<{ user_id: unknown }>(request['metadata']).user_id),
    parameters: {
      temperature: numberOf(request['temperature']),
      topP: numberOf(request['top_p']),
      topK: numberOf(request['top_k']),
      maxTokens: numberOf(request['max_tokens']),
      stopSequences: readStops(request['stop_sequences']),
      reasoningLevel: readEffort(request),
    },
  }),
  readInput: (request) => ({
    system: readSystem(request['system'], request['messages']),
    messages: readMessages(request['messages']),
    tools: readTools(request['tools']),
  }),
  outcome: { readWhole, openStream: () => new MessageEvents() },
}

function readStops(stops: unknown): string[] | undefined {
  return Array.isArray(stops) ? stops.filter((word): word is string => typeof word === 'string') : undefined
}

function readEffort(request: ModelRequest): string | undefined {
  return nameOf(fieldsOf<{ effort: unknown }>(request['output_config']).effort)
}

function readTools(tools: unknown): ToolLike[] | undefined {
  const read = listOf<{ type?: unknown; name?: unknown; description?: unknown; input_schema?: unknown }>(tools).map(
    (tool) => ({
      name: nameOf(tool.name) ?? textOf(tool.type) ?? '',
      description: textOf(tool.description),
      parameters: tool.input_schema,
    }),
  )
  return read.length === 0 ? undefined : read
}

interface WireAnswer {
  id?: unknown
  model?: unknown
  content?: unknown
  stop_reason?: unknown
  usage?: unknown
}

function readWhole(result: unknown): OutputFacts {
  const answer = fieldsOf<WireAnswer>(result)
  const parts = listOf<WireBlock>(answer.content).map(readBlock)
  return {
    messages: parts.length === 0 ? [] : [{ role: 'assistant', parts }],
    finishReason: readFinishReason(answer.stop_reason),
    model: textOf(answer.model),
    responseId: textOf(answer.id),
    usage: readUsage(answer.usage),
  }
}

interface WireUsage {
  input_tokens?: unknown
  cache_creation_input_tokens?: unknown
  cache_read_input_tokens?: unknown
  output_tokens?: unknown
  output_tokens_details?: unknown
}

function readUsage(value: unknown): OutputFacts['usage'] {
  if (!isObject(value)) return undefined
  const usage: WireUsage = value
  const input = numberOf(usage.input_tokens)
  const read = numberOf(usage.cache_read_input_tokens)
  const written = numberOf(usage.cache_creation_input_tokens)
  return {
    inputTokens: input === undefined ? undefined : input + (read ?? 0) + (written ?? 0),
    outputTokens: numberOf(usage.output_tokens),
    cachedInputTokens: read,
    reasoningTokens: numberOf(fieldsOf<{ thinking_tokens: unknown }>(usage.output_tokens_details).thinking_tokens),
  }
}

interface WireEvent {
  type?: unknown
  index?: unknown
  message?: unknown
  content_block?: unknown
  delta?: unknown
  usage?: unknown
}

class MessageEvents implements ChunkReader {
  readonly #allowance = openAllowance()
  readonly #blocks = new Numbered(this.#allowance, () => new BlockOnTheWay(new ReceivedText(this.#allowance)))
  #answer: WireAnswer = {}
  #usage: WireUsage = {}

  add(chunk: unknown): boolean {
    const event = fieldsOf<WireEvent>(chunk)
    switch (event.type) {
      case 'message_start': {
        this.#answer = fieldsOf<WireAnswer>(event.message)
        // How much will be said is not known yet: what stands there is a placeholder.
        this.#usage = { ...fieldsOf<WireUsage>(this.#answer.usage), output_tokens: undefined }
        return false
      }
      case 'content_block_start':
        return this.#blocks.at(event.index)?.begin(fieldsOf<WireBlock>(event.content_block)) === true
      case 'content_block_delta':
        return this.#blocks.at(event.index)?.add(fieldsOf<WireDelta>(event.delta)) === true
      case 'message_delta': {
        const { stop_reason } = fieldsOf<WireAnswer>(event.delta)
        this.#answer = { ...this.#answer, stop_reason: stop_reason ?? this.#answer.stop_reason }
        this.#usage = { ...this.#usage, ...withoutNothing(fieldsOf<WireUsage>(event.usage)) }
        return false
      }
      default:
        return false
    }
  }

  read(): OutputFacts {
    const parts = this.#blocks.list().flatMap((block) => block.read())
    const isTold = Object.values(this.#usage).some((count) => count !== undefined)
    return {
      ...readWhole({ ...this.#answer, content: [], usage: isTold ? this.#usage : undefined }),
      messages: parts.length === 0 ? [] : [{ role: 'assistant', parts }],
      isCut: this.#allowance.isCut,
    }
  }
}

/** Totals that do not apply are null, and leave the earlier ones as they are. */
function withoutNothing(usage: WireUsage): WireUsage {
  return Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== null && count !== undefined))
}

interface WireDelta {
  type?: unknown
  text?: unknown
  thinking?: unknown
  partial_json?: unknown
}

class BlockOnTheWay {
  readonly #received: ReceivedText
  #block: WireBlock = {}

  constructor(received: ReceivedText) {
    this.#received = received
  }

  /** True when it already says something. */
  begin(block: WireBlock): boolean {
    this.#block = block
    return this.#received.add(block.text) || this.#received.add(block.thinking) || typeof block.name === 'string'
  }

  add({ text, thinking, partial_json: json }: WireDelta): boolean {
    return this.#received.add(text ?? thinking ?? json)
  }

  read(): MessagePart[] {
    const text = this.#received.read()
    switch (this.#block.type) {
      case 'text':
        return text === undefined ? [] : [readBlock({ ...this.#block, text })]
      case 'thinking':
        return text === undefined ? [] : [readBlock({ ...this.#block, thinking: text })]
      default:
        // The arguments of a call come as pieces of JSON; where there are none, the block says all.
        return [readBlock(text === undefined ? this.#block : { ...this.#block, input: text })]
    }
  }
}
