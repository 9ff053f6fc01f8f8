// The reader for what nobody here knows by name: facts by what their names end in and by the shape of their values. It
// takes a span for a call only where a model is named and tokens are counted or a chat is told.

import { type Json, NAME_CHARS_MAX } from '@trimtab/contract'
import type { AttributeReader } from '../../otlp/attribute-reader.ts'
import type { Attributes } from '../../otlp/otlp.ts'
import type { Dialect } from '../dialect.ts'
import { readRequestBody } from '../messages/request-body.ts'
import { readResponseBody } from '../messages/response-body.ts'
import { fillIn, type Said } from '../said.ts'
import { say } from '../say.ts'
import { readFinishReason } from '../spellings/finish-reason.ts'
import { readProvider } from '../spellings/provider-name.ts'
import { readUsage } from '../spellings/token-usage.ts'

type Clue =
  | 'model'
  | 'responseModel'
  | 'provider'
  | 'inputTokens'
  | 'outputTokens'
  | 'totalTokens'
  | 'input'
  | 'output'
  | 'finish'

/** What a name may end in, in lower case with one dot between words. The first that fits counts. */
const CLUES: [Clue, RegExp][] = [
  ['inputTokens', /(?:input|prompt)\.tokens?(?:\.count|\.used)?$|tokens?(?:\.count|\.usage)?\.(?:input|prompt)$/],
  [
    'outputTokens',
    /(?:output|completion|generated)\.tokens?(?:\.count|\.used)?$|tokens?(?:\.count|\.usage)?\.(?:output|completion)$/,
  ],
  ['totalTokens', /total\.tokens?$|tokens?\.total$/],
  ['responseModel', /(?:response|output)\.model(?:\.(?:name|id))?$/],
  ['model', /(?:^|\.)(?:llm|ai|request|chat|language|embedding)?\.?model(?:\.(?:name|id))?$/],
  ['provider', /(?:^|\.)(?:llm|model|ai)\.(?:provider|vendor|system)(?:\.name)?$|(?:^|\.)provider(?:\.name)?$/],
  ['finish', /(?:finish|stop)\.reasons?$/],
  [
    'output',
    /(?:^|\.)(?:outputs?|completions?|response|answer|generations?|result)(?:\.(?:messages?|value|json|body|data|content|text))?$/,
  ],
  ['input', /(?:^|\.)(?:inputs?|prompts?|messages|request|query)(?:\.(?:messages|value|json|body|data|content))?$/],
]
/** Cheap enough to ask of every name of every span that arrives. */
const WORTH_A_LOOK =
  /model|token|prompt|input|output|messages|completion|request|response|answer|finish|stop|provider|vendor|generation|query|result/i
/** A conversation, or one message of it, in any of its spellings. */
const CHAT = /"(?:role|messages|contents|parts|choices|candidates)"\s*:/
const CHAT_LOOK_CHARS = 4096

export const generic: Dialect = {
  name: 'generic',
  speaks: (span) => isCall(span.attributes, cluesOf(span.attributes)),
  roleOf: () => 'call',
  read: (span, attributes) => readGeneric(span.attributes, attributes),
}

function readGeneric(raw: Attributes, attributes: AttributeReader): Said {
  const clues = cluesOf(raw)
  const number = (clue: Clue) => attributes.number(clues.get(clue) ?? '')
  const text = (clue: Clue) => attributes.text(clues.get(clue) ?? '')
  return [
    say({
      modelRequested: text('model'),
      modelResponded: text('responseModel'),
      provider: readProvider(text('provider')),
      finishReason: readFinishReason(raw.get(clues.get('finish') ?? '')),
    }),
    readUsage({ input: number('inputTokens'), output: number('outputTokens'), total: number('totalTokens') }),
    readChat(raw, clues),
  ].reduce(fillIn)
}

/** Where words stand that some dialect knows: what it did not read there, it had a reason not to. */
const KNOWN =
  /^(?:gen_ai|ai|vercel|llm|input|output|langfuse|traceloop|mlflow|langsmith|lmnr|genkit|braintrust|mastra)[.:]/

/** What somebody who speaks known words of a call tells of the chat in unknown ones. */
export function readUnknownChat(raw: Attributes): Said {
  const unknown = new Map([...raw].filter(([key]) => !KNOWN.test(key)))
  return readChat(unknown, cluesOf(unknown))
}

/** What was asked and answered, only where it is told as a chat: any other JSON may be anything. */
function readChat(raw: Attributes, clues: ReadonlyMap<Clue, string>): Said {
  const [input, output] = [raw.get(clues.get('input') ?? ''), raw.get(clues.get('output') ?? '')]
  const isAsked = isChat(input)
  if (!isAsked && !isChat(output)) return {}
  return fillIn(isAsked ? readRequestBody(input ?? null) : {}, output === undefined ? {} : readResponseBody(output))
}

function cluesOf(raw: Attributes): ReadonlyMap<Clue, string> {
  const clues = new Map<Clue, string>()
  for (const [key, value] of raw) {
    if (key.length > NAME_CHARS_MAX || !WORTH_A_LOOK.test(key)) continue
    const name = key
      .replaceAll(/([a-z])([A-Z])/g, '$1.$2')
      .toLowerCase()
      .replaceAll(/[_:/-]/g, '.')
    const clue = CLUES.find(([, pattern]) => pattern.test(name))?.[0]
    if (clue !== undefined && !clues.has(clue) && fits(clue, value)) clues.set(clue, key)
  }
  return clues
}

function fits(clue: Clue, value: Json): boolean {
  if (clue === 'inputTokens' || clue === 'outputTokens' || clue === 'totalTokens')
    return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
  if (clue === 'input' || clue === 'output' || clue === 'finish') return value !== null && value !== ''
  return typeof value === 'string' && value !== ''
}

function isCall(raw: Attributes, clues: ReadonlyMap<Clue, string>): boolean {
  if (!clues.has('model') && !clues.has('responseModel')) return false
  if (clues.has('inputTokens') || clues.has('outputTokens')) return true
  return isChat(raw.get(clues.get('input') ?? '')) || isChat(raw.get(clues.get('output') ?? ''))
}

function isChat(value: Json | undefined): boolean {
  if (typeof value === 'string') return CHAT.test(value.slice(0, CHAT_LOOK_CHARS))
  return typeof value === 'object' && value !== null && CHAT.test(JSON.stringify(value).slice(0, CHAT_LOOK_CHARS))
}
