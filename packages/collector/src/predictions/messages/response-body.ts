// The body of a model's answer, as a convention that copies it whole has it: OpenAI's chat, responses, completions and
// embeddings, Anthropic's messages, Gemini, Bedrock, Cohere, LangChain. By the fields that are there, never by name.

import type { FinishReason, Json, Message } from '@trimtab/contract'
import { type AnyObject, objectOf, textOf } from '../../otlp/attribute-reader.ts'
import type { Said } from '../said.ts'
import { say } from '../say.ts'
import { messagesOf, readContent } from '../spellings/content.ts'
import { readFinishReason } from '../spellings/finish-reason.ts'
import { readMessages } from './messages.ts'
import { firstName } from './request-body.ts'
import { readUsageObject } from './usage-object.ts'

/** A structure or the JSON text of one; a text that is none is what the model said. Empty where nothing is understood. */
export function readResponseBody(value: Json): Said {
  const content = readContent(value)
  if (content === null) return {}
  const body = objectOf(content.value) ?? loneBody(content.value)
  const said = body === null ? say({ outputMessages: readPlainAnswer(content.value) }) : readBody(body)
  return content.isCut ? { ...said, truncated: true } : said
}

/** A list of one whole answer. */
function loneBody(value: Json): AnyObject | null {
  const [body, another] = Array.isArray(value) ? value.map(objectOf) : []
  return another === undefined && body !== undefined && Array.isArray(body?.['output'] ?? body?.['choices'])
    ? body
    : null
}

function readPlainAnswer(value: Json): Message[] | null {
  if (!Array.isArray(value)) return messagesOf(value, 'assistant')
  const messages = readMessages(value, 'assistant') ?? []
  return value.every(isWholeMessage) ? messages : asOneAnswer(messages)
}

/** One of several answers to choose from, where an item of one has a type. */
function isWholeMessage(item: Json): boolean {
  const message = objectOf(item)
  return message !== null && message['role'] === 'assistant' && message['type'] === undefined
}

function readBody(body: AnyObject): Said {
  const choices = choicesOf(body)
  const messages = choices === null ? readLoneAnswer(body) : choices.flatMap((choice) => readChoice(choice))
  const metadata = readMetadata(body, choices?.[0])
  return say({
    outputMessages: messages?.filter(({ parts }) => parts.length > 0),
    value: readDimensions(body),
    ...metadata,
  })
}

/** One for each answer, where the body has a list of them. */
function choicesOf(body: AnyObject): AnyObject[] | null {
  const lists = [body['choices'], body['candidates'], body['generations'], body['results'], body['outputs']]
  const list = lists.find((value) => Array.isArray(value)) ?? objectOf(body['output'])?.['choices']
  if (!Array.isArray(list)) return null
  // LangChain has a list of answers for each prompt.
  const choices = list
    .flat()
    .map(objectOf)
    .filter((choice) => choice !== null)
  return choices.length === 0 ? null : choices
}

function readChoice(choice: AnyObject): Message[] {
  const message = objectOf(choice['message']) ?? objectOf(choice['delta']) ?? objectOf(choice['content'])
  if (message !== null) return readMessages([message], 'assistant') ?? []
  const text = choice['text'] ?? choice['outputText']
  return typeof text === 'string' && text !== '' ? [{ role: 'assistant', parts: [{ type: 'text', text }] }] : []
}

const ANSWERS = ['output_text', 'text', 'response', 'completion', 'generation', 'output', 'content', 'answer'] as const

function readLoneAnswer(body: AnyObject): Message[] | null {
  if (Array.isArray(body['output'])) return asOneAnswer(readMessages(body['output'], 'assistant') ?? [])
  const inner = objectOf(body['message']) ?? objectOf(objectOf(body['output'])?.['message'])
  if (inner !== null) return readMessages([inner], 'assistant')
  if (typeof body['type'] === 'string' && PIECES.test(body['type'])) return readMessages([body], 'assistant')
  // The state of an agent: what it said last.
  if (Array.isArray(body['messages'])) return (readMessages(body['messages'], 'assistant') ?? []).slice(-1)
  if (body['content'] !== undefined || body['parts'] !== undefined || body['kwargs'] !== undefined)
    return readMessages([{ role: 'assistant', ...body, type: null }], 'assistant')
  if (Array.isArray(body['tool_calls'])) return readMessages([{ role: 'assistant', ...body, type: null }], 'assistant')
  const text = ANSWERS.map((field) => body[field]).find((value) => typeof value === 'string' && value !== '')
  const calls = body['toolCalls']
  if (text === undefined && !Array.isArray(calls)) return null
  return readMessages([{ role: 'assistant', content: text ?? null, toolCalls: calls ?? null }], 'assistant')
}

/** An answer that is one item or block alone. */
const PIECES = /^(?:(?:function|tool|custom_tool)_call|tool_use|reasoning|thinking|(?:output_)?text)$/

/** An answer in several items is one answer, as long as no result of a tool comes between. */
function asOneAnswer(messages: Message[]): Message[] {
  if (messages.some(({ role }) => role !== 'assistant')) return messages
  const parts = messages.flatMap((message) => message.parts)
  return parts.length === 0 ? [] : [{ role: 'assistant', parts }]
}

/** What is known of an answer besides its words. */
function readMetadata(body: AnyObject, choice: AnyObject | undefined): Said {
  const message = objectOf(choice?.['message']) ?? objectOf(body['message']) ?? body
  const fields = objectOf(message['kwargs']) ?? message
  const metadata = objectOf(fields['response_metadata']) ?? {}
  const llmOutput = objectOf(body['llmOutput'] ?? body['llm_output']) ?? {}
  const usage = [
    body['usage'],
    body['usageMetadata'],
    body['usage_metadata'],
    objectOf(body['meta'])?.['tokens'],
    objectOf(body['meta'])?.['billed_units'],
    fields['usage_metadata'],
    llmOutput['tokenUsage'],
    llmOutput['token_usage'],
    metadata['tokenUsage'],
    metadata['token_usage'],
    metadata['usage'],
    body['eval_count'] === undefined ? null : body,
  ].map(objectOf)
  const found = usage.find((object) => object !== null)
  // Cohere puts tokens one level deeper.
  return say({
    ...(found ? readUsageObject(objectOf(found['tokens']) ?? found) : {}),
    finishReason: readBodyFinishReason([choice, body, fields, metadata], body),
    modelResponded:
      firstName(body, ['model', 'modelVersion', 'model_version', 'model_name']) ??
      firstName(metadata, ['model_name', 'model']) ??
      firstName(llmOutput, ['model_name', 'model']),
    responseId: readResponseId(body, { fields, metadata, llmOutput }),
  })
}

const REASONS = [
  'finish_reason',
  'finishReason',
  'stop_reason',
  'stopReason',
  'done_reason',
  'completionReason',
] as const

function readBodyFinishReason(places: (AnyObject | undefined)[], body: AnyObject): FinishReason | undefined {
  for (const place of places) {
    const info = objectOf(place?.['generationInfo'] ?? place?.['generation_info'])
    for (const field of REASONS) {
      const reason = readFinishReason(place?.[field] ?? info?.[field])
      if (reason !== undefined) return reason
    }
  }
  return typeof body['status'] === 'string' && Array.isArray(body['output'])
    ? readStatus(body, body['output'])
    : undefined
}

/** OpenAI's responses end `completed` also where the model wants a tool. */
function readStatus(body: AnyObject, output: Json[]): FinishReason | undefined {
  const cut = objectOf(body['incomplete_details'])?.['reason']
  if (cut !== undefined) return readFinishReason(cut)
  const wantsTool = output.some((item) => objectOf(item)?.['type'] === 'function_call')
  return body['status'] === 'completed' && wantsTool ? 'tool_calls' : readFinishReason(body['status'])
}

/** An id of the answer, not of some row that a function returned, and not LangChain's own of the run. */
function readResponseId(body: AnyObject, { fields, metadata, llmOutput }: LangchainPlaces): string | null {
  const isAnswer = ['choices', 'usage', 'model', 'output', 'object'].some((field) => body[field] !== undefined)
  const ids = [
    isAnswer ? textOf(body['id']) : null,
    firstName(body, ['responseId', 'response_id', 'generation_id']),
    fields === body ? null : firstName(fields, ['id']),
    firstName(metadata, ['id']),
    firstName(llmOutput, ['id']),
    firstName(objectOf(firstOf(body['output'])?.['provider_data']) ?? {}, ['response_id']),
  ]
  // OpenAI's agents make up an answer of one API from that of another.
  return ids.find((id) => id !== null && !/^(?:(?:run|lc_run)-|__fake_id__$)/.test(id)) ?? null
}

function firstOf(list: Json | undefined): AnyObject | null {
  return Array.isArray(list) ? objectOf(list[0]) : null
}

/** Where LangChain puts what a provider said besides: on the message, or beside all of them. */
interface LangchainPlaces {
  fields: AnyObject
  metadata: AnyObject
  llmOutput: AnyObject
}

/** Vectors are no words: of an embedding only its size is kept. */
function readDimensions(body: AnyObject): Json {
  const lists = [body['data'], body['embeddings'], body['embedding']]
  const list = lists.find((value) => Array.isArray(value))
  const [first] = Array.isArray(list) ? list : []
  const inner =
    objectOf(first)?.['embedding'] ?? objectOf(first)?.['values'] ?? (typeof first === 'number' ? list : first)
  return Array.isArray(inner) && typeof inner[0] === 'number' ? { dimensions: inner.length } : null
}
