// OpenTelemetry's words of the years before: `gen_ai.system`, messages as events of the span, a whole prompt as one
// attribute. Many senders still speak so, and some mix it with the newer words.

import type { Attributes, Span } from '../../../otlp/otlp.ts'
import type { Dialect } from '../../dialect.ts'
import { readRequestBody } from '../../messages/request-body.ts'
import { readResponseBody } from '../../messages/response-body.ts'
import { fillIn, type Said } from '../../said.ts'
import { say } from '../../say.ts'
import { sayInput, sayOutput } from '../../spellings/conversation.ts'
import { readProvider } from '../../spellings/provider-name.ts'
import { genAi, readGenAi, roleOfGenAi } from './gen-ai.ts'
import { isMessageEvent, readPiece } from './message-pieces.ts'

const WORDS = [
  'gen_ai.system',
  'gen_ai.request.model',
  'gen_ai.response.model',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.prompt_tokens',
  'gen_ai.prompt',
  'gen_ai.completion',
]
/** A whole conversation written as events, and more than any request holds. */
const EVENTS_MAX = 10_000

export const genAiBefore: Dialect = {
  name: 'gen-ai-before',
  speaks: (span) =>
    WORDS.some((word) => span.attributes.has(word)) || span.events.some(({ name }) => isContentEvent(name)),
  roleOf: (_span, attributes) => roleOfGenAi(attributes),
  read: (span, attributes) => {
    const provider = say({ provider: readProvider(attributes.text('gen_ai.system')) })
    // Where the newer words are spoken too, those that both have in common are read there.
    const common = genAi.speaks(span) ? {} : readGenAi(span.attributes, attributes)
    return [readWhole(span.attributes), readEvents(span), common].reduce(fillIn, provider)
  },
}

const DETAILS = 'gen_ai.client.inference.operation.details'

function isContentEvent(name: string): boolean {
  return isMessageEvent(name) || name === DETAILS
}

/** `gen_ai.prompt` is also the beginning of other names; here it is the name itself. */
function readWhole(raw: Attributes): Said {
  const prompt = raw.get('gen_ai.prompt')
  const completion = raw.get('gen_ai.completion')
  return fillIn(
    prompt === undefined ? {} : readRequestBody(prompt),
    completion === undefined ? {} : readResponseBody(completion),
  )
}

/** In the order they were written, which is that of the conversation. */
function readEvents(span: Span): Said {
  const pieces = span.events
    .slice(0, EVENTS_MAX)
    .map((event) => readPiece(event.name, null, event.attributes))
    .filter((piece) => piece !== null)
    .map(({ said }) => said)
  // One event of all that was said, or one for each of it.
  const details = span.events.slice(0, EVENTS_MAX).filter(({ name }) => name === DETAILS)
  const said = say({
    system: pieces.flatMap(({ system }) => system ?? []).join('\n\n'),
    inputMessages: pieces.flatMap(({ inputMessages }) => inputMessages ?? []),
    outputMessages: pieces.flatMap(({ outputMessages }) => outputMessages ?? []),
    finishReason: pieces.map(({ finishReason }) => finishReason).find((reason) => reason !== undefined),
    truncated: pieces.some(({ truncated }) => truncated === true) ? true : undefined,
  })
  return details.map(({ attributes }) => readDetails(attributes)).reduce(fillIn, said)
}

function readDetails(attributes: Attributes): Said {
  return fillIn(
    sayInput({
      messages: attributes.get('gen_ai.input.messages'),
      system: attributes.get('gen_ai.system_instructions'),
      tools: attributes.get('gen_ai.tool.definitions'),
    }),
    sayOutput(attributes.get('gen_ai.output.messages')),
  )
}
