// One prediction as the store takes it: a turn of a conversation, a single call, or a row of a table.
import type { Json, Message, PredictionFacts, PredictionInput, PredictionOutput } from '@trimtab/contract'
import type { PredictionRow } from '../../packages/collector/src/store/stored.ts'
import { type Circumstances, originOf, systemOf, TAG } from './deployment.ts'
import type { Draw } from './draw.ts'
import type { Language } from './language.ts'
import { rareWordOf } from './rare-words.ts'

export interface Writing {
  draw: Draw
  language: Language
}

export interface Call extends Circumstances {
  startedMs: number
  session: string | null
  user: string
}

const NUMBERS = 22
const CATEGORIES = 8
const USER_CHARACTERS = 240
const ANSWER_CHARACTERS = 680
const USD_PER_TOKEN = 0.000_000_6
const CHARACTERS_PER_TOKEN = 4
/** The sender says what it cost in one of so many; the others are estimated. */
const COST_SAID = 4

/** Asks in a conversation, is answered, and leaves both in its history. */
export function makeTurn(history: Message[], call: Call, { draw, language }: Writing): PredictionRow {
  const { number, task } = call
  const question = language.write(draw, draw.spread(USER_CHARACTERS, 0.7))
  const rare = rareWordOf(number)
  history.push(said('user', rare === null ? question : `${question} And ${rare}?`))
  const asked = [...history]
  const answer = language.write(draw, draw.spread(ANSWER_CHARACTERS, 0.6))
  const message = said('assistant', answer)
  if (task.tools !== null && draw.chance(0.2)) {
    const id = `call_${draw.hex(8)}`
    const order = { order_id: `A-${draw.below(1_000_000)}` }
    message.parts.push({ type: 'toolCall', id, name: task.tools[0]?.name ?? '', arguments: order })
    const result = { status: draw.pick(['sent', 'packed', 'lost']), ...order }
    history.push(message, { role: 'tool', parts: [{ type: 'toolResult', id, result }] })
  } else history.push(message)
  const system = systemOf(task, call.elapsed)
  const input = { system, messages: asked, tools: task.tools, features: null }
  const output = { ...NO_OUTPUT, messages: [message], text: answer, finishReason: 'stop' as const }
  return makeRow({ call, draw, input, output })
}

/** One question that nobody asked before. */
export function makeSingle(call: Call, { draw, language }: Writing): PredictionRow {
  const rare = rareWordOf(call.number)
  const question = `${language.write(draw, draw.spread(1400, 0.4))}${rare === null ? '' : ` And ${rare}?`}`
  const answer = language.write(draw, draw.spread(400, 0.4))
  const system = systemOf(call.task, call.elapsed)
  const input = { system, messages: [said('user', question)], tools: null, features: null }
  const output = {
    ...NO_OUTPUT,
    messages: [said('assistant', answer)],
    text: answer,
    finishReason: 'stop' as const,
  }
  return makeRow({ call, draw, input, output })
}

/** Thirty features, and what a classical model makes of them. */
export function makeTabular(call: Call, { draw }: Writing): PredictionRow {
  const features: { [name: string]: Json } = {}
  for (let index = 0; index < NUMBERS; index += 1)
    features[`number_${index}`] = index % 3 === 0 ? draw.below(100_000) : Math.round(draw.spread(50, 1) * 100) / 100
  for (let index = 0; index < CATEGORIES; index += 1)
    features[`category_${index}`] =
      index % 4 === 0 ? draw.chance(0.3) : draw.pick(['north', 'south', 'east', 'west', 'other'])
  const score = Math.round(draw.share() * 10_000) / 10_000
  const isClass = call.task.kind === 'classification'
  const output: PredictionOutput = isClass
    ? {
        ...NO_OUTPUT,
        label: score > 0.5 ? 'defaults' : 'repays',
        score,
        probabilities: { defaults: score, repays: Math.round((1 - score) * 10_000) / 10_000 },
      }
    : { ...NO_OUTPUT, value: Math.round(score * 20_000) / 100 }
  return makeRow({ call, draw, input: { system: null, messages: null, tools: null, features }, output })
}

const NO_OUTPUT: PredictionOutput = {
  messages: null,
  text: null,
  finishReason: null,
  label: null,
  score: null,
  probabilities: null,
  value: null,
}

function said(role: string, text: string): Message {
  return { role, parts: [{ type: 'text', text }] }
}

interface RowOptions {
  call: Call
  draw: Draw
  input: PredictionInput
  output: PredictionOutput
}

function makeRow({ call, draw, input, output }: RowOptions): PredictionRow {
  const { startedMs, session, user, task } = call
  const [traceId, spanId] = [draw.hex(16), draw.hex(8)]
  const isGeneration = task.kind === 'generation'
  const usage = isGeneration ? usageOf(input, output, draw) : NO_USAGE
  const tokens = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0)
  const end = endOf(draw)
  const facts: PredictionFacts = {
    id: `${traceId}-${spanId}`,
    traceId,
    spanId,
    parentSpanId: draw.chance(0.5) ? draw.hex(8) : null,
    ...originOf(call, draw),
    responseId: isGeneration ? `chatcmpl-${draw.hex(16)}` : null,
    startedAt: new Date(startedMs).toISOString(),
    durationMs: Math.round(draw.spread(isGeneration ? 900 : 12, 0.8) * 10) / 10,
    firstTokenMs: isGeneration ? Math.round(draw.spread(250, 0.5) * 10) / 10 : null,
    ...end,
    input,
    output: end.status === 'ok' ? output : NO_OUTPUT,
    parameters: isGeneration ? { temperature: 0.2, maxTokens: 600 } : {},
    usage,
    session,
    user,
    key: isGeneration ? null : `case-${draw.hex(8)}`,
    tags: tagsOf(draw),
    metadata: { plan: draw.pick(['free', 'team', 'company']), region: draw.pick(['eu-1', 'eu-2', 'us-1']) },
    capture: { content: true, truncated: false, droppedAttributes: 0, consent: null },
  }
  const isEstimated = isGeneration && usage.costUsd === null
  return {
    facts,
    startedNs: BigInt(startedMs) * 1_000_000n + BigInt(draw.below(1_000_000)),
    ...(isEstimated ? { estimate: { usd: tokens * USD_PER_TOKEN, prices: 'genai-prices 0.1.8' } } : {}),
  }
}

const NO_USAGE = {
  inputTokens: null,
  outputTokens: null,
  cachedInputTokens: null,
  reasoningTokens: null,
  costUsd: null,
}

function usageOf(input: PredictionInput, output: PredictionOutput, draw: Draw): PredictionFacts['usage'] {
  const characters = (messages: Message[] | null): number =>
    (messages ?? []).reduce((sum, { parts }) => sum + (parts[0]?.type === 'text' ? parts[0].text.length : 50), 0)
  const tokens = (count: number): number => Math.ceil(count / CHARACTERS_PER_TOKEN)
  const inputTokens = tokens((input.system?.length ?? 0) + characters(input.messages))
  const outputTokens = tokens(characters(output.messages))
  return {
    inputTokens,
    outputTokens,
    cachedInputTokens: inputTokens > 1024 ? Math.floor(inputTokens / 128) * 128 - 128 : 0,
    reasoningTokens: null,
    costUsd: draw.below(COST_SAID) === 0 ? (inputTokens + outputTokens) * USD_PER_TOKEN : null,
  }
}

/** One of fifty fails, one of two hundred is given up. */
function endOf(draw: Draw): Pick<PredictionFacts, 'status' | 'error'> {
  const share = draw.share()
  if (share < 0.02) {
    const error = { type: 'RateLimitError', message: 'Too many requests for this key; try again.', httpStatus: 429 }
    return { status: 'error', error }
  }
  return { status: share < 0.025 ? 'cancelled' : 'ok', error: null }
}

function tagsOf(draw: Draw): string[] {
  return [
    ...(draw.chance(0.4) ? ['mobile'] : []),
    ...(draw.chance(0.1) ? ['beta'] : []),
    ...(draw.chance(0.05) ? [TAG] : []),
  ]
}
