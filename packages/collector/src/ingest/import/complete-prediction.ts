// A prediction as a line of a file tells it, to one as it is stored: what was left out becomes null, and one without an id
// is given one that follows from what it says, so that the same line is the same prediction however often it comes.

import { createHash } from 'node:crypto'
import type { ImportedPrediction, Json, Message, PredictionFacts } from '@trimtab/contract'

/** The convention of what names none. */
const CONVENTION = 'import'

export function completePrediction(line: ImportedPrediction): PredictionFacts | { fault: string } {
  const ids = idsOf(line)
  if ('fault' in ids) return ids
  const { error, model, prompt, usage } = line
  const facts: Omit<PredictionFacts, 'capture'> = {
    ...ids,
    parentSpanId: line.parentSpanId ?? null,
    task: line.task,
    kind: line.kind ?? 'generation',
    convention: line.convention ?? CONVENTION,
    service: line.service ?? null,
    environment: line.environment ?? null,
    release: line.release ?? null,
    provider: line.provider ?? null,
    model: { requested: model?.requested ?? null, responded: model?.responded ?? null },
    responseId: line.responseId ?? null,
    prompt: { name: prompt?.name ?? null, version: prompt?.version ?? null },
    variant: line.variant ?? null,
    startedAt: new Date(line.startedAt).toISOString(),
    durationMs: line.durationMs ?? null,
    firstTokenMs: line.firstTokenMs ?? null,
    status: line.status ?? (error ? 'error' : 'ok'),
    error: error
      ? { type: error.type ?? 'Error', message: error.message ?? null, httpStatus: error.httpStatus ?? null }
      : null,
    input: inputOf(line),
    output: outputOf(line),
    parameters: line.parameters ?? {},
    usage: {
      inputTokens: usage?.inputTokens ?? null,
      outputTokens: usage?.outputTokens ?? null,
      cachedInputTokens: usage?.cachedInputTokens ?? null,
      reasoningTokens: usage?.reasoningTokens ?? null,
      costUsd: usage?.costUsd ?? null,
    },
    session: line.session ?? null,
    user: line.user ?? null,
    key: line.key ?? null,
    tags: line.tags ?? [],
    metadata: line.metadata ?? {},
  }
  return { ...facts, capture: captureOf(line, facts) }
}

function inputOf({ input }: ImportedPrediction): PredictionFacts['input'] {
  return {
    system: input?.system ?? null,
    messages: input?.messages ?? null,
    tools: input?.tools ?? null,
    features: input?.features ?? null,
  }
}

function outputOf({ output }: ImportedPrediction): PredictionFacts['output'] {
  const text = output?.text ?? null
  return {
    // A text alone is all of the answer; the messages are what it is read from ever after.
    messages: output?.messages ?? (text === null ? null : [answer(text)]),
    text,
    finishReason: output?.finishReason ?? null,
    label: output?.label ?? null,
    score: output?.score ?? null,
    probabilities: output?.probabilities ?? null,
    value: output?.value ?? null,
  }
}

function answer(text: string): Message {
  return { role: 'assistant', parts: [{ type: 'text', text }] }
}

function captureOf(
  { capture }: ImportedPrediction,
  { input, output }: Pick<PredictionFacts, 'input' | 'output'>,
): PredictionFacts['capture'] {
  const contents: Json[] = [input.system, input.features, output.label, output.value]
  return {
    content:
      capture?.content ?? (input.messages !== null || output.messages !== null || contents.some((it) => it !== null)),
    truncated: capture?.truncated ?? false,
    droppedAttributes: capture?.droppedAttributes ?? 0,
    consent: capture?.consent ?? null,
  }
}

type Ids = Pick<PredictionFacts, 'id' | 'traceId' | 'spanId'>

function idsOf(line: ImportedPrediction): Ids | { fault: string } {
  const [traceOfId, spanOfId] = line.id?.split('-') ?? []
  if (line.traceId && traceOfId !== undefined && line.traceId !== traceOfId) return { fault: 'id and traceId differ' }
  if (line.spanId && spanOfId !== undefined && line.spanId !== spanOfId) return { fault: 'id and spanId differ' }
  const digest = contentDigest(line)
  const traceId = traceOfId ?? line.traceId ?? digest.slice(0, 32)
  const spanId = spanOfId ?? line.spanId ?? digest.slice(32, 48)
  // OpenTelemetry keeps these for what has no id.
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return { fault: 'an id is all zeros' }
  return { id: `${traceId}-${spanId}`, traceId, spanId }
}

/** The same for the same content, in whatever order its fields stand. */
export function contentDigest(value: object): string {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
  return createHash('sha256').update(text).digest('hex')
}
