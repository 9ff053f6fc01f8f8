// What was said of one call, in the shape that is stored and returned: unsaid facts become null. And back again, so that
// a stored prediction can be folded with what arrives later.

import type { JsonObject, PredictionFacts } from '@trimtab/contract'
import type { Said } from './said.ts'
import { spokenText } from './messages/messages.ts'
import type { TraceItem } from './trace-item.ts'

/** Of an item: where and when. What was said of the call may have been gathered from several items. */
export function factsOf(item: Omit<TraceItem, 'said'>, said: Said): PredictionFacts {
  return {
    id: `${item.traceId}-${item.spanId}`,
    traceId: item.traceId,
    spanId: item.spanId,
    parentSpanId: item.parentSpanId,
    task: said.task ?? said.promptName ?? said.functionName ?? said.operation ?? (item.name || 'unnamed'),
    kind: said.kind ?? 'generation',
    convention: item.convention ?? 'generic',
    service: item.origin.service,
    environment: item.origin.environment,
    release: item.origin.release,
    provider: said.provider ?? null,
    model: { requested: said.modelRequested ?? null, responded: said.modelResponded ?? null },
    responseId: said.responseId ?? null,
    prompt: { name: said.promptName ?? null, version: said.promptVersion ?? null },
    variant: said.variant ?? null,
    startedAt: new Date(Number(item.startedNs / 1_000_000n)).toISOString(),
    durationMs: item.endedNs < item.startedNs ? null : Number(item.endedNs - item.startedNs) / 1_000_000,
    firstTokenMs: said.firstTokenMs ?? null,
    status: said.cancelled === true ? 'cancelled' : said.error === undefined ? item.status : 'error',
    error: said.cancelled === true ? null : (said.error ?? null),
    input: {
      system: said.system ?? null,
      messages: said.inputMessages ?? null,
      tools: said.tools ?? null,
      features: said.features ?? null,
    },
    output: {
      messages: said.outputMessages ?? null,
      text: spokenText(said.outputMessages ?? null),
      finishReason: said.finishReason ?? null,
      label: said.label ?? null,
      score: said.score ?? null,
      probabilities: said.probabilities ?? null,
      value: said.value ?? null,
    },
    parameters: said.parameters ?? {},
    usage: {
      inputTokens: said.inputTokens ?? null,
      outputTokens: said.outputTokens ?? null,
      cachedInputTokens: said.cachedInputTokens ?? null,
      reasoningTokens: said.reasoningTokens ?? null,
      costUsd: said.costUsd ?? null,
    },
    session: said.session ?? null,
    user: said.user ?? said.requestUser ?? null,
    key: said.key ?? null,
    tags: said.tags ?? [],
    metadata: said.metadata ?? {},
    capture: {
      content: said.contentCaptured ?? hasContent(said),
      truncated: said.truncated ?? false,
      droppedAttributes: item.droppedAttributes,
      consent: said.consent ?? null,
    },
  }
}

/** As if one item had said all of it. What named the task is not known any more: it is taken for explicit. */
export function itemOfFacts(facts: PredictionFacts, startedNs: bigint): TraceItem {
  const { input, output, usage, capture, model, prompt } = facts
  const durationNs = facts.durationMs === null ? -1n : BigInt(Math.round(facts.durationMs * 1_000_000))
  return {
    traceId: facts.traceId,
    spanId: facts.spanId,
    part: '',
    parentSpanId: facts.parentSpanId,
    role: 'call',
    name: facts.task,
    convention: facts.convention,
    startedNs,
    endedNs: startedNs + durationNs,
    status: facts.status,
    origin: { service: facts.service, environment: facts.environment, release: facts.release },
    droppedAttributes: capture.droppedAttributes,
    said: withoutNull({
      task: facts.task,
      kind: facts.kind,
      provider: facts.provider,
      modelRequested: model.requested,
      modelResponded: model.responded,
      responseId: facts.responseId,
      promptName: prompt.name,
      promptVersion: prompt.version,
      variant: facts.variant,
      firstTokenMs: facts.firstTokenMs,
      system: input.system,
      inputMessages: input.messages,
      tools: input.tools,
      features: input.features,
      outputMessages: output.messages,
      finishReason: output.finishReason,
      label: output.label,
      score: output.score,
      probabilities: output.probabilities,
      value: output.value,
      parameters: emptyAsNull(facts.parameters),
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      cachedInputTokens: usage.cachedInputTokens,
      reasoningTokens: usage.reasoningTokens,
      costUsd: usage.costUsd,
      session: facts.session,
      user: facts.user,
      key: facts.key,
      tags: facts.tags.length === 0 ? null : facts.tags,
      metadata: emptyAsNull(facts.metadata),
      contentCaptured: capture.content,
      truncated: capture.truncated ? true : null,
      consent: capture.consent,
      cancelled: facts.status === 'cancelled' ? true : null,
      error: facts.error,
    }),
  }
}

function hasContent(said: Said): boolean {
  return (
    said.system !== undefined ||
    said.inputMessages !== undefined ||
    said.outputMessages !== undefined ||
    said.features !== undefined ||
    said.label !== undefined ||
    said.value !== undefined
  )
}

function withoutNull(fields: { [field in keyof Said]: Said[field] | null }): Said {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Said
}

function emptyAsNull(object: JsonObject): JsonObject | null {
  return Object.keys(object).length === 0 ? null : object
}

/** For an opaque row of the store. */
export function bodyOfItem(item: TraceItem): JsonObject {
  const { traceId: _trace, spanId: _span, part: _part, startedNs: _started, endedNs: _ended, ...rest } = item
  return rest as unknown as JsonObject
}

export function itemOfBody(
  where: Pick<TraceItem, 'traceId' | 'spanId' | 'part' | 'startedNs' | 'endedNs'>,
  body: JsonObject,
): TraceItem {
  return { ...(body as unknown as TraceItem), ...where }
}
