// The body of a request to a model, as a convention that copies it whole has it: OpenAI's chat, responses, completions
// and embeddings, Anthropic's messages, Gemini, Bedrock, Cohere, LangChain. By the fields that are there, never by name.

import type { Json, JsonObject, Message } from '@trimtab/contract'
import { type AnyObject, objectOf, textOf } from '../../otlp/attribute-reader.ts'
import type { Said } from '../said.ts'
import { say } from '../say.ts'
import { messagesOf, readContent } from '../spellings/content.ts'
import { parametersOfObject } from '../spellings/parameters.ts'
import { splitConversation } from './messages.ts'
import { readParts } from './parts.ts'
import { readTools } from './tools.ts'

/** A structure or the JSON text of one; a text that is none is what a user said. Empty where nothing is understood. */
export function readRequestBody(value: Json): Said {
  const content = readContent(value)
  if (content === null) return {}
  const body = objectOf(content.value)
  const said = body === null ? sayConversation(spokenIn(content.value), null) : readBody(body, NESTING_MAX)
  return content.isCut ? { ...said, truncated: true } : said
}

/** What a body may be wrapped in: the arguments of a traced function, the inputs of a chain. */
const WRAPPERS = ['kwargs', 'inputs', 'input', 'body', 'request', 'prompt', 'data'] as const
const NESTING_MAX = 3

function readBody(body: AnyObject, nesting: number): Said {
  const said = say({
    ...sayConversation(readSpoken(body), systemOf(body)),
    tools: readTools(toolsOf(body)),
    parameters: readBodyParameters(body),
    modelRequested: firstName(body, MODEL_FIELDS),
    requestUser: isRequest(body) ? requestUserOf(body) : null,
  })
  if (said.inputMessages !== undefined || nesting === 0) return said
  const inner = WRAPPERS.map((field) => objectOf(body[field])).find((wrapped) => wrapped !== null)
  return inner === undefined ? said : { ...said, ...readBody(inner, nesting - 1) }
}

const MODEL_FIELDS = ['model', 'modelId', 'model_id', 'modelName', 'model_name']

/** Among the inputs of a chain `user` may be what the user says. */
function isRequest(body: AnyObject): boolean {
  return firstName(body, MODEL_FIELDS) !== null || Array.isArray(body['messages']) || Array.isArray(body['contents'])
}

/** The end user, as OpenAI and Anthropic want to be told who it is. */
export function requestUserOf(body: AnyObject): string | null {
  const named = firstName(body, ['user', 'safety_identifier', 'safetyIdentifier'])
  return named ?? firstName(objectOf(body['metadata']) ?? {}, ['user_id'])
}

function sayConversation(spoken: Message[] | null, system: Json): Said {
  const conversation = splitConversation(spoken, system)
  return say({ system: conversation.system, inputMessages: conversation.messages })
}

/** What was said to the model, wherever its provider wants it. */
function readSpoken(body: AnyObject): Message[] | null {
  for (const field of ['messages', 'contents', 'input', 'prompt', 'prompts', 'texts', 'inputText', 'content']) {
    const spoken = body[field]
    if (spoken === undefined || objectOf(spoken) !== null) continue
    const messages = spokenIn(spoken)
    if (messages !== null) return messages
  }
  // Gemini takes a single content for a list of one.
  const content = objectOf(body['contents'] ?? body['content'])
  if (content !== null) return messagesOf([content], 'user')
  return readCohere(body)
}

/** Messages; texts, which are one message each; or the pieces of a single message. */
function spokenIn(spoken: Json): Message[] | null {
  if (!Array.isArray(spoken)) return messagesOf(spoken, 'user')
  const texts = spoken.filter((text) => typeof text === 'string' && text !== '')
  if (texts.length > 0 && texts.every((text) => typeof text === 'string' && PRINTED_OBJECT.test(text))) return null
  if (texts.length === 0 || hasPairs(spoken)) return messagesOf(spoken, 'user')
  if (texts.length === spoken.length) return texts.map((text) => ({ role: 'user', parts: readParts(text) }))
  return [{ role: 'user', parts: readParts(spoken) }]
}

/** What Python prints of a message, `ChatMessage(role=…)`, is nothing that anyone said. */
const PRINTED_OBJECT = /^[A-Z]\w*\(\w+=/

/** LangChain's `["human", "Hello"]` among other messages is read with them; alone it is two texts. */
function hasPairs(list: Json[]): boolean {
  return list.some((item) => Array.isArray(item))
}

/** `message` is new, what came before it is in `chat_history`. */
function readCohere(body: AnyObject): Message[] | null {
  const message = body['message']
  if (typeof message !== 'string' || message === '') return null
  const before = Array.isArray(body['chat_history']) ? body['chat_history'] : []
  return messagesOf([...before, { role: 'user', content: message }], 'user')
}

function systemOf(body: AnyObject): Json {
  const config = objectOf(body['config'])
  const said = ['system', 'instructions', 'systemInstruction', 'system_instruction', 'preamble']
    .map((field) => body[field] ?? config?.[field])
    .find((value) => value !== undefined && value !== null)
  return objectOf(said)?.['parts'] ?? said ?? null
}

function toolsOf(body: AnyObject): Json {
  const config = objectOf(body['toolConfig']) ?? objectOf(body['config'])
  return body['tools'] ?? body['functions'] ?? config?.['tools'] ?? null
}

const PARAMETER_GROUPS = [
  'inferenceConfig',
  'generationConfig',
  'generation_config',
  'config',
  'textGenerationConfig',
  'options',
]

export function readBodyParameters(body: AnyObject): JsonObject {
  const groups = PARAMETER_GROUPS.map((field) => objectOf(body[field])).filter((group) => group !== null)
  const effort = objectOf(body['reasoning'])?.['effort']
  const outright: JsonObject = effort === undefined ? body : { ...body, 'reasoning.effort': effort }
  return Object.assign({}, ...[...groups, outright].map((group) => parametersOfObject(group))) as JsonObject
}

export function firstName(object: AnyObject, fields: string[]): string | null {
  for (const field of fields) {
    const value = object[field]
    if (typeof value === 'string' && value !== '') return textOf(value)
  }
  return null
}
