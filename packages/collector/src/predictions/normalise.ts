// A span to what it says of a model call: every dialect that has words in it reads, their facts are gathered by
// precedence, and what is the same in all of them is read here.

import {
  CLOCK_AHEAD_MS_MAX,
  type Message,
  NAME_CHARS_MAX,
  type PredictionError,
  type PredictionStatus,
  RESOURCE_ATTRIBUTES as ORIGIN,
} from '@trimtab/contract'
import { type AttributeReader, readAttributes } from '../otlp/attribute-reader.ts'
import type { Attributes, Span } from '../otlp/otlp.ts'
import type { Dialect } from './dialect.ts'
import { generic, readUnknownChat } from './dialects/generic.ts'
import { isWrittenByUs, native } from './dialects/native.ts'
import { DIALECTS } from './dialects.ts'
import { fillIn, type Said } from './said.ts'
import { say } from './say.ts'
import { withWords } from './spellings/conversation.ts'
import { readOutcome } from './spellings/failure.ts'
import { readFirstTokenMs } from './spellings/first-token.ts'
import { readUsage } from './spellings/token-usage.ts'
import type { Origin, Role, TraceItem } from './trace-item.ts'

export type Normalised =
  | { outcome: 'item'; item: TraceItem }
  | { outcome: 'ignored' }
  | { outcome: 'refused'; reason: string }

export function normaliseSpan(span: Span, nowMs: number): Normalised {
  const attributes = readAttributes(span.attributes)
  // Logfire announces each span by another one that ends at once, and sends the real one later.
  if (attributes.text('logfire.span_type') === 'pending_span') return { outcome: 'ignored' }
  const reason = whyWrongStart(span.startNs, nowMs)
  if (reason !== null) return { outcome: 'refused', reason }
  const spoken = isWrittenByUs(span) ? [native] : speakersOf(span)
  const role = roleOf(span, attributes, spoken)
  const said = withoutFrameworkName(withWholeInput(readSpan(span, attributes, { spoken, role })))
  if (spoken[0] === native && longNames(said).length > 0)
    return {
      outcome: 'refused',
      reason: `a span has a task, session, user, key or response id of more than ${NAME_CHARS_MAX} characters`,
    }
  const { status, error } = readOutcome(span, attributes, said)
  const item: TraceItem = {
    traceId: span.traceId,
    spanId: span.spanId,
    part: '',
    parentSpanId: span.parentSpanId,
    role,
    name: span.name,
    convention: spoken[0]?.name ?? null,
    startedNs: readStart(span, attributes),
    endedNs: span.endNs,
    status,
    origin: readOrigin(span.resource, attributes),
    droppedAttributes: span.droppedAttributes,
    said: withoutLongNames(withOutcome(said, status, error)),
  }
  return { outcome: 'item', item }
}

/** Logfire tells of what is over in a span without a length, and how many seconds it took. */
function readStart(span: Span, attributes: AttributeReader): bigint {
  const seconds = attributes.text('logfire.span_type') === 'log' ? attributes.number('duration') : null
  if (seconds === null || seconds <= 0 || seconds > SECONDS_MAX || span.endNs !== span.startNs) return span.startNs
  return span.startNs - BigInt(Math.round(seconds * 1e9))
}

/** Longer than any call takes. */
const SECONDS_MAX = 86_400

function withOutcome(said: Said, status: PredictionStatus, error: PredictionError | undefined): Said {
  if (status === 'ok' && said.error === undefined) return said
  const { error: _error, ...rest } = said
  if (status === 'cancelled') return { ...rest, cancelled: true }
  return error === undefined ? rest : { ...rest, error }
}

/** Null where the start is one that a clock can have. */
function whyWrongStart(startNs: bigint, nowMs: number): string | null {
  const startedMs = Number(startNs / 1_000_000n)
  if (startedMs === 0) return 'a span has no start time'
  return startedMs > nowMs + CLOCK_AHEAD_MS_MAX ? 'a span starts more than a day ahead of this collector’s clock' : null
}

/** What no dialect speaks may still be the next one. */
function speakersOf(span: Span): Dialect[] {
  const speakers = DIALECTS.filter((dialect) => dialect.speaks(span))
  return speakers.length === 0 && generic.speaks(span) ? [generic] : speakers
}

function readSpan(span: Span, attributes: AttributeReader, { spoken, role }: { spoken: Dialect[]; role: Role }): Said {
  const said = spoken.map((dialect) => worded(dialect.read(span, attributes))).reduce(fillIn, {})
  // Whoever hides texts hides them also where they stand again in other words.
  const isTold = said.inputMessages !== undefined || said.outputMessages !== undefined || said.contentCaptured === false
  const rest = role === 'call' && !isTold && !isWrittenByUs(span) ? worded(readUnknownChat(span.attributes)) : {}
  return [rest, readAnySpan(span, attributes)].reduce(fillIn, said)
}

/** One dialect may count the cache in, and another say how much of it there was. */
function withWholeInput(said: Said): Said {
  const { inputTokens: input, cachedInputTokens: cached } = said
  const isInconsistent = input !== undefined && cached !== undefined && cached > input
  return isInconsistent ? { ...said, ...readUsage({ input, cached }) } : said
}

/** What frameworks call their own steps; whoever reads of tasks wants the name that the app gave. */
const FRAMEWORK_NAMES =
  /^(?:Runnable\w*|LangGraph|ChatPromptTemplate|AgentExecutor|\w+OutputParser|__start__|model|call_model|tools|turn|Step \d+|Agent workflow)$/

function withoutFrameworkName(said: Said): Said {
  if (said.functionName === undefined || !FRAMEWORK_NAMES.test(said.functionName)) return said
  const { functionName: _name, ...rest } = said
  return rest
}

/** An empty message would hide what another dialect, or a span around, knows of it. */
function worded(said: Said): Said {
  if (isWorded(said.inputMessages) && isWorded(said.outputMessages)) return said
  const { inputMessages, outputMessages, ...rest } = said
  return { ...rest, ...say({ inputMessages: withWords(inputMessages), outputMessages: withWords(outputMessages) }) }
}

function isWorded(messages: Message[] | undefined): boolean {
  return messages === undefined || withWords(messages) !== null
}

/** What spans of every dialect, and those of none, say in the same words. */
function readAnySpan(span: Span, attributes: AttributeReader): Said {
  return say({
    firstTokenMs: readFirstTokenMs(span, attributes),
    ...readPeople(attributes),
  })
}

/** OpenTelemetry's general words for them. */
export function readPeople(attributes: AttributeReader): Said {
  return say({
    session: attributes.text('session.id') ?? attributes.text('gen_ai.conversation.id'),
    user: attributes.text('user.id') ?? attributes.text('enduser.id'),
  })
}

function roleOf(span: Span, attributes: AttributeReader, dialects: Dialect[]): Role {
  for (const dialect of dialects) {
    const role = dialect.roleOf(span, attributes)
    if (role !== null) return role
  }
  // Whoever names a task on a span of no model means a prediction.
  return dialects[0] === native ? 'call' : 'span'
}

/** The process, as older and newer senders name it. */
export function readOrigin(resource: Attributes, attributes: AttributeReader): Origin {
  const process = readAttributes(resource)
  const first = (keys: string[]): string | null =>
    keys.map((key) => process.text(key) ?? attributes.text(key)).find((text) => text !== null) ?? null
  const service = process.text(ORIGIN.service)
  return {
    // What OpenTelemetry writes where nobody named the service.
    service: service?.startsWith('unknown_service') === true ? null : service,
    environment: first([ORIGIN.environment, 'deployment.environment', 'langfuse.environment']),
    release: first([ORIGIN.release, 'langfuse.release']),
  }
}

const NAMES = [
  'task',
  'functionName',
  'operation',
  'promptName',
  'session',
  'user',
  'requestUser',
  'key',
  'responseId',
] as const

/** What is matched and indexed is bounded; cutting it would join what does not belong together. */
function longNames(said: Said): (typeof NAMES)[number][] {
  return NAMES.filter((name) => (said[name]?.length ?? 0) > NAME_CHARS_MAX)
}

/** Of others: the prediction is worth more than a name of it that cannot be matched by. What was left out is noted. */
export function withoutLongNames(said: Said): Said {
  const left: string[] = longNames(said)
  const tags = said.tags?.filter((tag) => tag.length <= NAME_CHARS_MAX)
  if (tags?.length !== said.tags?.length) left.push('tags')
  if (left.length === 0) return said
  const kept = Object.entries({ ...said, tags }).filter(([fact]) => fact === 'tags' || !left.includes(fact))
  return say({ ...(Object.fromEntries(kept) as Said), metadata: { ...said.metadata, 'trimtab.left_out': left } })
}
