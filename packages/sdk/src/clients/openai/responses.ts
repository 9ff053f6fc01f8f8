// The responses API. Its last event carries the whole answer, so what came before it is only read where a stream is cut.
import type { FinishReason, MessagePart } from '@trimtab/contract'
import type { OutputFacts } from '../../calls/facts.ts'
import type { ChunkReader } from '../../calls/outcome.ts'
import { readFinishReason } from '../finish-reason.ts'
import type { ModelOperation } from '../model-operation.ts'
import { Numbered, openAllowance, ReceivedText } from '../received-text.ts'
import { fieldsOf, isObject, listOf, textOf } from '../wire-value.ts'
import { readTools } from './chat-messages.ts'
import { readParameters, readSubject } from './request.ts'
import { readItems, readOutput, type WireItem } from './response-items.ts'
import { readResponseUsage } from './usage.ts'

export const responses: ModelOperation = {
  task: 'responses',
  kind: 'generation',
  // OpenTelemetry has one word for both ways of talking to a model.
  readContext: (request) => ({ operation: 'chat', ...readSubject(request), parameters: readParameters(request) }),
  readInput: (request) => ({
    ...readItems(request['input'], request['instructions']),
    tools: readTools(request['tools']),
  }),
  outcome: { readWhole, openStream: () => new ResponseEvents() },
}

interface WireResponse {
  id?: unknown
  model?: unknown
  status?: unknown
  incomplete_details?: unknown
  output?: unknown
  usage?: unknown
}

function readWhole(result: unknown): OutputFacts {
  const response = fieldsOf<WireResponse>(result)
  const message = readOutput(response.output)
  return {
    messages: message.parts.length === 0 ? [] : [message],
    finishReason: readEnd(response),
    model: textOf(response.model),
    responseId: textOf(response.id),
    usage: readResponseUsage(response.usage),
  }
}

/** Undefined while it is not done, as an answer in the background is at first. */
function readEnd({ status, incomplete_details: details, output }: WireResponse): FinishReason | undefined {
  if (status === 'incomplete') return readFinishReason(fieldsOf<{ reason: unknown }>(details).reason) ?? 'other'
  if (status === 'queued' || status === 'in_progress') return undefined
  const callsTool = listOf<WireItem>(output).some(({ type }) => type === 'function_call' || type === 'custom_tool_call')
  return status === 'completed' && callsTool ? 'tool_calls' : readFinishReason(status)
}

interface WireEvent {
  type?: unknown
  response?: unknown
  output_index?: unknown
  item?: unknown
  delta?: unknown
}

class ResponseEvents implements ChunkReader {
  readonly #allowance = openAllowance()
  readonly #items = new Numbered(this.#allowance, () => new ItemOnTheWay(new ReceivedText(this.#allowance)))
  /** As it was last told in full; only the last of these is complete. */
  #response: unknown
  #hasFailed = false

  add(chunk: unknown): boolean {
    const { type, response, output_index: index, item, delta } = fieldsOf<WireEvent>(chunk)
    if (isObject(response)) this.#response = response
    if (type === 'error') this.#hasFailed = true
    if (isObject(item)) this.#items.at(index)?.begin(item)
    if (typeof delta !== 'string' || typeof type !== 'string') return false
    const kind = SPEAKING.get(type)
    return kind !== undefined && this.#items.at(index)?.add(kind, delta) === true
  }

  read(): OutputFacts {
    const told = readWhole(this.#response)
    const received = this.#items.list().flatMap((item) => item.read())
    const isTold = told.messages !== undefined && told.messages.length > 0
    return {
      ...told,
      messages: isTold || received.length === 0 ? told.messages : [{ role: 'assistant', parts: received }],
      finishReason: this.#hasFailed ? 'error' : told.finishReason,
      isCut: !isTold && this.#allowance.isCut,
    }
  }
}

type Kind = 'text' | 'reasoning' | 'toolCall'

/** The events in which the model says something. */
const SPEAKING: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['response.output_text.delta', 'text'],
  ['response.refusal.delta', 'text'],
  ['response.audio.transcript.delta', 'text'],
  ['response.reasoning_summary_text.delta', 'reasoning'],
  ['response.reasoning_text.delta', 'reasoning'],
  ['response.function_call_arguments.delta', 'toolCall'],
  ['response.custom_tool_call_input.delta', 'toolCall'],
])

class ItemOnTheWay {
  readonly #text: ReceivedText
  #kind: Kind | undefined
  #item: WireItem = {}

  constructor(text: ReceivedText) {
    this.#text = text
  }

  begin(item: WireItem): void {
    this.#item = item
  }

  add(kind: Kind, delta: string): boolean {
    this.#kind = kind
    return this.#text.add(delta)
  }

  read(): MessagePart[] {
    const text = this.#text.read()
    if (this.#kind === undefined || text === undefined) return []
    if (this.#kind !== 'toolCall') return [{ type: this.#kind, text }]
    const { call_id: id, name } = this.#item
    return [{ type: 'toolCall', id: textOf(id) ?? null, name: textOf(name) ?? '', arguments: text }]
  }
}
