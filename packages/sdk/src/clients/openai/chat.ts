// Chat completions, of OpenAI and of everyone who speaks its protocol.
import type { MessagePart } from '@trimtab/contract'
import type { MessageLike, OutputFacts } from '../../calls/facts.ts'
import type { ChunkReader } from '../../calls/outcome.ts'
import { readFinishReason } from '../finish-reason.ts'
import type { ModelOperation } from '../model-operation.ts'
import { Numbered, openAllowance, ReceivedText } from '../received-text.ts'
import { fieldsOf, listOf, textOf } from '../wire-value.ts'
import { readChat, readMessage, readTools, type WireMessage } from './chat-messages.ts'
import { readParameters, readSubject } from './request.ts'
import { readUsage } from './usage.ts'

export const chat: ModelOperation = {
  task: 'chat',
  kind: 'generation',
  readContext: (request) => ({ operation: 'chat', ...readSubject(request), parameters: readParameters(request) }),
  readInput: (request) => ({
    ...readChat(request['messages']),
    tools: readTools(request['tools'] ?? request['functions']),
  }),
  outcome: { readWhole, openStream: () => new ChatChunks() },
}

interface WireAnswer {
  id?: unknown
  model?: unknown
  choices?: unknown
  usage?: unknown
}

function readWhole(result: unknown): OutputFacts {
  const { id, model, choices, usage } = fieldsOf<WireAnswer>(result)
  const read = listOf<{ message?: unknown; finish_reason?: unknown }>(choices)
  return {
    messages: read.map(({ message }) => readMessage(fieldsOf<WireMessage>(message))),
    finishReason: readFinishReason(read[0]?.finish_reason),
    model: textOf(model),
    responseId: textOf(id),
    usage: readUsage(usage),
  }
}

interface WireChunkChoice {
  index?: unknown
  delta?: unknown
  finish_reason?: unknown
}

class ChatChunks implements ChunkReader {
  readonly #allowance = openAllowance()
  readonly #choices = new Numbered(this.#allowance, () => new ChoiceOnTheWay(this.#allowance))
  #id: unknown
  #model: unknown
  #usage: unknown

  add(chunk: unknown): boolean {
    const { id, model, choices, usage } = fieldsOf<WireAnswer>(chunk)
    this.#id ??= id
    // Azure begins with a chunk about its filters, whose model is empty.
    this.#model ||= model
    this.#usage = usage ?? this.#usage
    let speaks = false
    // This runs for every chunk, so nothing is made that is not kept.
    if (!Array.isArray(choices)) return false
    for (const given of choices as unknown[]) {
      const choice = fieldsOf<WireChunkChoice>(given)
      if (this.#choices.at(choice.index)?.add(choice) === true) speaks = true
    }
    return speaks
  }

  read(): OutputFacts {
    const choices = this.#choices.list()
    return {
      messages: choices.map((choice) => choice.read()),
      finishReason: readFinishReason(choices[0]?.finishReason),
      model: textOf(this.#model),
      responseId: textOf(this.#id),
      usage: readUsage(this.#usage),
      isCut: this.#allowance.isCut,
    }
  }
}

interface WireCallDelta {
  index?: unknown
  id?: unknown
  function?: unknown
  custom?: unknown
}

class ChoiceOnTheWay {
  finishReason: unknown
  readonly #reasoning: ReceivedText
  readonly #text: ReceivedText
  readonly #calls: Numbered<CallOnTheWay>

  constructor(allowance: ReturnType<typeof openAllowance>) {
    this.#reasoning = new ReceivedText(allowance)
    this.#text = new ReceivedText(allowance)
    this.#calls = new Numbered(allowance, () => new CallOnTheWay(new ReceivedText(allowance)))
  }

  add({ delta, finish_reason: finishReason }: WireChunkChoice): boolean {
    this.finishReason = finishReason ?? this.finishReason
    const said = fieldsOf<WireMessage>(delta)
    let speaks = this.#text.add(said.content)
    if (said.refusal && this.#text.add(said.refusal)) speaks = true
    if (said.audio && this.#text.add(fieldsOf<{ transcript: unknown }>(said.audio).transcript)) speaks = true
    if (this.#reasoning.add(said.reasoning_content ?? said.reasoning)) speaks = true
    if (said.tool_calls) {
      for (const call of listOf<WireCallDelta>(said.tool_calls)) {
        this.#calls.at(call.index)?.add(call)
        speaks = true
      }
    }
    if (said.function_call) {
      this.#calls.at(0)?.add({ function: said.function_call })
      speaks = true
    }
    return speaks
  }

  read(): MessageLike {
    const reasoning = this.#reasoning.read()
    const text = this.#text.read()
    return {
      role: 'assistant',
      parts: [
        ...(reasoning === undefined ? [] : [{ type: 'reasoning' as const, text: reasoning }]),
        ...(text === undefined ? [] : [{ type: 'text' as const, text }]),
        ...this.#calls.list().map((call) => call.read()),
      ],
    }
  }
}

class CallOnTheWay {
  readonly #arguments: ReceivedText
  #id: unknown
  #name: unknown

  constructor(text: ReceivedText) {
    this.#arguments = text
  }

  add({ id, function: called, custom }: WireCallDelta): void {
    const call = fieldsOf<{ name: unknown; arguments: unknown; input: unknown }>(called ?? custom)
    // Some compatible providers repeat them as empty.
    this.#id ||= id
    this.#name ||= call.name
    this.#arguments.add(call.arguments ?? call.input)
  }

  read(): MessagePart {
    return {
      type: 'toolCall',
      id: textOf(this.#id) ?? null,
      name: textOf(this.#name) ?? '',
      arguments: this.#arguments.read() ?? '',
    }
  }
}
