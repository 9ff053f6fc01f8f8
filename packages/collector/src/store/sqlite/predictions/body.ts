// What of a prediction has no column: one JSON text a row, in which nothing stands that was not said.

import { FINISH_REASONS, type MessagePart, PREDICTION_STATUSES, type PredictionFacts } from '@trimtab/contract'
import { readLabels } from './labels.ts'

type Input = PredictionFacts['input']
type Output = PredictionFacts['output']

/** Every field may be missing, and is then what it is in `SILENT`. */
interface Body {
  /** Only where it is another than the time in the column says. */
  startedAt?: string | undefined
  /** Only where it is none and has no place in a column. */
  parentSpanId?: string | undefined
  /** These stand here only where nothing of the row is stored as content. */
  system?: string | undefined
  tools?: Input['tools'] | undefined
  parameters?: PredictionFacts['parameters'] | undefined
  error?: PredictionFacts['error'] | undefined
  /** Input and output messages stand here only where they are not stored as content. */
  input?: Input['messages'] | undefined
  features?: Input['features'] | undefined
  output?: Output['messages'] | undefined
  /** Only where it is another than the messages say; null where they say one and it has none. */
  text?: string | null | undefined
  label?: Output['label'] | undefined
  score?: number | undefined
  probabilities?: Output['probabilities'] | undefined
  value?: Output['value'] | undefined
  capture?: PredictionFacts['capture'] | undefined
}

/** What stood in the body before it had columns. */
interface OlderBody extends Body {
  finishReason?: Output['finishReason'] | undefined
  firstTokenMs?: number | undefined
  cachedInputTokens?: number | undefined
  reasoningTokens?: number | undefined
  tags?: string[] | undefined
  metadata?: PredictionFacts['metadata'] | undefined
}

interface BodyOptions {
  facts: PredictionFacts
  /** What the column of the time says. */
  startedAt: string
  /** Whether the messages stand in the row. */
  isInline: boolean
  /** Whether everything does. */
  isAlone: boolean
  /** Whether its parent has no place in a column. */
  isParentless: boolean
}

export function writeBody({ facts, startedAt, isInline, isAlone, isParentless }: BodyOptions): string {
  const { input, output, capture } = facts
  const body: Body = {
    startedAt: facts.startedAt === startedAt ? undefined : facts.startedAt,
    parentSpanId: isParentless ? (facts.parentSpanId ?? undefined) : undefined,
    system: isAlone ? (input.system ?? undefined) : undefined,
    tools: isAlone ? (input.tools ?? undefined) : undefined,
    parameters: isAlone && !isEmpty(facts.parameters) ? facts.parameters : undefined,
    error: facts.error ?? undefined,
    input: isInline ? (input.messages ?? undefined) : undefined,
    features: input.features ?? undefined,
    output: isInline ? (output.messages ?? undefined) : undefined,
    text: output.text === textOf(output.messages) ? undefined : output.text,
    label: output.label ?? undefined,
    score: output.score ?? undefined,
    probabilities: output.probabilities ?? undefined,
    value: output.value ?? undefined,
    capture: isUsual(capture) ? undefined : capture,
  }
  return JSON.stringify(body)
}

/** What stands in columns and content; the rest is in the body. */
export type Columns = Omit<
  PredictionFacts,
  'error' | 'input' | 'output' | 'parameters' | 'tags' | 'metadata' | 'capture'
> & {
  labels: string | null
  input: Pick<Input, 'system' | 'tools'>
  finishReason: Output['finishReason']
  parameters: PredictionFacts['parameters'] | null
  /** Null where they stand in the body. */
  messages: { input: Input['messages']; output: Output['messages'] } | null
}

export function readBody(text: string, { messages, labels, finishReason, ...columns }: Columns): PredictionFacts {
  const body = JSON.parse(text) as OlderBody | PredictionFacts
  if ('traceId' in body) return completeFacts(body)
  const { tags = [], metadata = {} } = labels === null ? body : readLabels(labels)
  const output = messages === null ? (body.output ?? null) : messages.output
  return {
    ...columns,
    startedAt: body.startedAt ?? columns.startedAt,
    parentSpanId: columns.parentSpanId ?? body.parentSpanId ?? null,
    firstTokenMs: columns.firstTokenMs ?? body.firstTokenMs ?? null,
    error: body.error ?? null,
    input: {
      system: columns.input.system ?? body.system ?? null,
      tools: columns.input.tools ?? body.tools ?? null,
      messages: messages === null ? (body.input ?? null) : messages.input,
      features: body.features ?? null,
    },
    output: {
      messages: output,
      text: body.text === undefined ? textOf(output) : body.text,
      finishReason: finishReason ?? body.finishReason ?? null,
      label: body.label ?? null,
      score: body.score ?? null,
      probabilities: body.probabilities ?? null,
      value: body.value ?? null,
    },
    parameters: columns.parameters ?? body.parameters ?? {},
    usage: {
      ...columns.usage,
      cachedInputTokens: columns.usage.cachedInputTokens ?? body.cachedInputTokens ?? null,
      reasoningTokens: columns.usage.reasoningTokens ?? body.reasoningTokens ?? null,
    },
    tags,
    metadata,
    capture: body.capture ?? { ...USUAL_CAPTURE },
  }
}

/** Rows of the first layout hold all of their facts here. What was stored before there was a word for it was not said. */
function completeFacts(facts: PredictionFacts): PredictionFacts {
  return { ...facts, capture: { ...NOT_SAID, ...facts.capture } }
}

const NOT_SAID = { consent: null }

export const USUAL_CAPTURE: PredictionFacts['capture'] = {
  content: true,
  truncated: false,
  droppedAttributes: 0,
  consent: null,
}

function isUsual(capture: PredictionFacts['capture']): boolean {
  return capture.content && !capture.truncated && capture.droppedAttributes === 0 && capture.consent === null
}

function isEmpty(fields: object): boolean {
  return Object.keys(fields).length === 0
}

/** The text that a first message usually amounts to. Only what differs from it is written down. */
function textOf(messages: Output['messages']): string | null {
  const texts = (messages?.[0]?.parts ?? []).filter(isText).map((part) => part.text)
  return texts.length === 0 ? null : texts.join('')
}

function isText(part: MessagePart): part is Extract<MessagePart, { type: 'text' }> {
  return part.type === 'text' && typeof part.text === 'string'
}

export function statusNumber(status: PredictionFacts['status']): number {
  return PREDICTION_STATUSES.indexOf(status)
}

export function statusOf(number: number): PredictionFacts['status'] {
  return PREDICTION_STATUSES[number] ?? 'ok'
}

export function finishReasonNumber(reason: Output['finishReason']): number | null {
  return reason === null ? null : FINISH_REASONS.indexOf(reason)
}

export function finishReasonOf(number: number | null): Output['finishReason'] {
  return number === null ? null : (FINISH_REASONS[number] ?? 'other')
}
