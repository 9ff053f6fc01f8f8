import { readFileSync } from 'node:fs'
import type { PredictionFacts } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { keyValues, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'
import { decodeTraceRequest } from '../../otlp/json/trace-request.ts'
import type { AnyValue, Span } from '../../otlp/otlp.ts'
import { factsOf } from '../facts.ts'
import { normaliseSpan } from '../normalise.ts'
import { native } from './native.ts'

function readFacts(span: Span | undefined): PredictionFacts {
  if (span === undefined) throw new Error('there is no span')
  const normalised = normaliseSpan(span, Number(span.startNs / 1_000_000n))
  if (normalised.outcome !== 'item') throw new Error(`the span is ${normalised.outcome}`)
  return factsOf(normalised.item, normalised.item.said)
}

/** What the real SDK sent. Ids and times are those of the recording. */
function recorded(file: string): { span: Span; facts: PredictionFacts } {
  const bytes = readFileSync(new URL(`../fixtures/${file}`, import.meta.url), 'utf8')
  const [span] = decodeTraceRequest(JSON.parse(bytes)).items
  if (span === undefined) throw new Error(`${file} holds no span`)
  return { span, facts: readFacts(span) }
}

function factsWith(attributes: { [key: string]: string | number | boolean }): PredictionFacts {
  return readFacts(decodeTraceRequest(traceRequest(spanFields({ attributes: keyValues(attributes) }))).items[0])
}

const nothing = {
  parentSpanId: null,
  convention: 'trimtab',
  service: 'support-bot',
  environment: 'production',
  release: '1.4.2',
  provider: null,
  model: { requested: null, responded: null },
  responseId: null,
  prompt: { name: null, version: null },
  variant: null,
  firstTokenMs: null,
  error: null,
  parameters: {},
  usage: { inputTokens: null, outputTokens: null, cachedInputTokens: null, reasoningTokens: null, costUsd: null },
  session: null,
  user: null,
  key: null,
  tags: [],
  metadata: {},
  capture: { content: true, truncated: false, droppedAttributes: 0, consent: null },
}
const noInput = { system: null, messages: null, tools: null, features: null }
const noOutput = {
  messages: null,
  text: null,
  finishReason: null,
  label: null,
  score: null,
  probabilities: null,
  value: null,
}

function identity({ span, facts }: ReturnType<typeof recorded>) {
  const { traceId, spanId } = span
  return { id: `${traceId}-${spanId}`, traceId, spanId, startedAt: facts.startedAt, durationMs: facts.durationMs }
}

describe('what the SDK sends', () => {
  it('of a generation is read back whole', () => {
    const generation = recorded('sdk-generation.json')
    expect(generation.facts).toEqual({
      ...nothing,
      ...identity(generation),
      task: 'support.reply',
      kind: 'generation',
      status: 'ok',
      provider: 'openai',
      model: { requested: 'gpt-4o-mini', responded: 'gpt-4o-mini-2024-07-18' },
      responseId: 'chatcmpl-1',
      prompt: { name: 'reply', version: '7' },
      variant: 'B',
      input: {
        ...noInput,
        system: 'You are a support agent.',
        messages: [
          { role: 'user', parts: [{ type: 'text', text: 'Where is my order?' }] },
          {
            role: 'assistant',
            parts: [{ type: 'toolCall', id: 'call_1', name: 'get_order', arguments: { id: 'A-2077' } }],
          },
          { role: 'tool', parts: [{ type: 'toolResult', id: 'call_1', result: { status: 'shipped' } }] },
        ],
        tools: [{ name: 'get_order', description: 'Looks an order up', parameters: { type: 'object' } }],
      },
      output: {
        ...noOutput,
        messages: [
          {
            role: 'assistant',
            parts: [
              { type: 'reasoning', text: 'Shipped, so on its way.' },
              { type: 'text', text: 'It is on its way.' },
            ],
          },
        ],
        text: 'It is on its way.',
        finishReason: 'stop',
      },
      usage: { inputTokens: 118, outputTokens: 26, cachedInputTokens: 100, reasoningTokens: 9, costUsd: 0.000033 },
      session: 's-1',
      user: 'u-1',
      key: 'order-2077',
      tags: ['beta', 'eu'],
      metadata: { plan: 'pro', seats: 3 },
    })
    expect(generation.facts.durationMs).toBeGreaterThan(0)
  })

  it('of a classification is read back whole', () => {
    const classification = recorded('sdk-classification.json')
    expect(classification.facts).toEqual({
      ...nothing,
      ...identity(classification),
      task: 'loan.risk',
      kind: 'classification',
      status: 'ok',
      key: 'loan-77',
      input: { ...noInput, features: { income: 52_000, region: 'north' } },
      output: { ...noOutput, label: 'low', score: 0.9, probabilities: { low: 0.9, high: 0.1 } },
    })
  })

  it('of a call that failed is read back whole', () => {
    const failure = recorded('sdk-error.json')
    expect(failure.facts).toEqual({
      ...nothing,
      ...identity(failure),
      task: 'support.reply',
      kind: 'generation',
      status: 'error',
      error: { type: 'RangeError', message: 'too many requests', httpStatus: null },
      input: { ...noInput, messages: [{ role: 'user', parts: [{ type: 'text', text: 'Where is my order?' }] }] },
      output: noOutput,
    })
  })
})

describe('our own dialect', () => {
  it('is known by the scope of the SDK, or by the name of a task whoever sends it', () => {
    const { span } = recorded('sdk-generation.json')
    const foreign = { ...span, scope: { name: 'other', version: '' } }
    expect(native.speaks(span)).toBe(true)
    expect(native.speaks(foreign)).toBe(true)
    expect(native.speaks({ ...foreign, attributes: new Map() })).toBe(false)
  })

  it('calls a prediction without a task by the name of its span', () => {
    expect(factsWith({}).task).toBe('support.reply')
  })

  it('reads why a model stopped in any spelling, and takes what it does not know for another reason', () => {
    const { span } = recorded('sdk-generation.json')
    const stopped = (reasons: string[]) =>
      readFacts({ ...span, attributes: new Map([['gen_ai.response.finish_reasons', reasons]]) }).output.finishReason
    expect(stopped(['length', 'stop'])).toBe('length')
    expect(stopped(['end_turn'])).toBe('stop')
    expect(stopped(['tired'])).toBe('other')
    expect(stopped([])).toBeNull()
  })

  it('takes an unknown kind for a generation', () => {
    expect(factsWith({ 'trimtab.kind': 'ranking' }).kind).toBe('ranking')
    expect(factsWith({ 'trimtab.kind': 'oracle' }).kind).toBe('generation')
  })

  it('reads the parameters that were sent and no others', () => {
    expect(factsWith({ 'gen_ai.request.temperature': 0, 'gen_ai.request.max_tokens': 300 }).parameters).toEqual({
      temperature: 0,
      maxTokens: 300,
    })
    const { span } = recorded('sdk-generation.json')
    const attributes = new Map<string, AnyValue>([
      ['gen_ai.request.top_p', 0.9],
      ['gen_ai.request.top_k', 40],
      ['gen_ai.request.seed', 7],
      ['gen_ai.request.frequency_penalty', 0.1],
      ['gen_ai.request.presence_penalty', -0.1],
      ['gen_ai.request.stop_sequences', ['END']],
      ['gen_ai.request.reasoning.level', 'high'],
      ['gen_ai.request.choice.count', 2],
    ])
    expect(readFacts({ ...span, attributes }).parameters).toEqual({
      topP: 0.9,
      topK: 40,
      seed: 7,
      frequencyPenalty: 0.1,
      presencePenalty: -0.1,
      stopSequences: ['END'],
      reasoningLevel: 'high',
      choiceCount: 2,
    })
  })

  it('knows the time to the first token in milliseconds', () => {
    expect(factsWith({ 'gen_ai.response.time_to_first_chunk': 0.25 }).firstTokenMs).toBe(250)
  })

  it('says what was not captured, and what was cut', () => {
    expect(factsWith({ 'trimtab.capture.content': false, 'trimtab.capture.truncated': true }).capture).toMatchObject({
      content: false,
      truncated: true,
    })
  })

  it('knows what was said about consent, and when nothing was', () => {
    const said = [{ 'trimtab.consent': false }, { 'trimtab.consent': true }, {}]
    expect(said.map((attributes) => factsWith(attributes).capture.consent)).toEqual([false, true, null])
  })

  it('leaves out probabilities that are no numbers', () => {
    expect(factsWith({ 'trimtab.output.probabilities': '{"a":0.5,"b":"much"}' }).output.probabilities).toEqual({
      a: 0.5,
    })
    expect(factsWith({ 'trimtab.output.probabilities': '[0.5]' }).output.probabilities).toBeNull()
  })

  it('reads a value of any shape', () => {
    expect(factsWith({ 'trimtab.output.value': '[{"rank":1}]' }).output.value).toEqual([{ rank: 1 }])
    expect(factsWith({ 'trimtab.output.value': 52_000.5 }).output.value).toBe(52_000.5)
  })
})
