import type { Json, JsonObject, Message, MessagePart, PredictionFacts } from '@trimtab/contract'
import { FINISH_REASONS, PREDICTION_KINDS, PREDICTION_STATUSES } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeBatch, makeFacts, makePrediction, START } from '../../../fixtures/predictions.ts'
import type { PredictionRow } from '../../stored.ts'
import { openInMemory } from '../fixtures/open-store.ts'
import { readBody } from './body.ts'
import { writeLabels } from './labels.ts'

// Everything a string can be: halves of surrogate pairs, NUL and nothing at all among it.
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
  fc.constantFrom('', '\u0000', '\u0000"x"', '\ud800', '__proto__', 'x'.repeat(5000)),
)
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })
// JSON knows no minus zero.
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0)
const anyJson: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 3, noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)
const anyObject = fc
  .dictionary(anyText, anyJson, { maxKeys: 4 })
  .map((fields) => JSON.parse(JSON.stringify(fields)) as JsonObject)
const hex = (characters: number) =>
  fc.string({ unit: fc.nat(15).map((digit) => digit.toString(16)), minLength: characters, maxLength: characters })

const anyPart = fc.oneof(
  anyText.map((text): MessagePart => ({ type: 'text', text })),
  fc.constantFrom<MessagePart>({ type: 'text', text: 'Hello' }, { type: 'text', text: 'Bye' }),
  fc
    .record({ id: orNull(anyText), name: anyText, arguments: anyJson })
    .map((call): MessagePart => ({ type: 'toolCall', ...call })),
  // A part of a type that nobody knows, kept as it came.
  anyObject.map((fields) => ({ ...fields, type: 'later' }) as unknown as MessagePart),
)
const anyRole = fc.oneof(fc.constantFrom('user', 'assistant', 'tool', 'system'), anyText)
const anyMessages: fc.Arbitrary<Message[]> = fc.array(
  fc.oneof(
    fc.record({ role: anyRole, parts: fc.array(anyPart, { maxLength: 3 }) }),
    fc.record({ role: anyRole, parts: anyText.map((text): MessagePart[] => [{ type: 'text', text }]) }),
    // With what nobody knows beside the text, or beside all of it.
    fc.constantFrom<Message>(
      { role: 'user', parts: [{ type: 'text', text: 'Hello', isCached: true } as MessagePart] },
      { role: 'user', parts: [{ type: 'text', text: 'Hello' }], name: 'ann' } as Message,
    ),
  ),
  { maxLength: 5 },
)

const anyRow: fc.Arbitrary<PredictionRow> = fc
  .record({
    traceId: hex(32),
    spanId: hex(16),
    startedNs: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
    answersTo: fc.option(fc.array(hex(16), { minLength: 1, maxLength: 3 }), { nil: undefined }),
    estimate: fc.option(fc.record({ usd: anyNumber, prices: anyText }), { nil: undefined }),
    isTold: fc.boolean(),
    rest: fc.record({
      parentSpanId: orNull(fc.oneof(hex(16), anyText)),
      task: anyText,
      kind: fc.constantFrom(...PREDICTION_KINDS),
      convention: anyText,
      service: orNull(anyText),
      environment: orNull(anyText),
      release: orNull(anyText),
      provider: orNull(anyText),
      model: fc.record({ requested: orNull(anyText), responded: orNull(anyText) }),
      responseId: orNull(anyText),
      prompt: fc.record({ name: orNull(anyText), version: orNull(anyText) }),
      variant: orNull(anyText),
      durationMs: orNull(anyNumber),
      firstTokenMs: orNull(anyNumber),
      status: fc.constantFrom(...PREDICTION_STATUSES),
      error: orNull(fc.record({ type: anyText, message: orNull(anyText), httpStatus: orNull(fc.nat(599)) })),
      input: fc.record({
        system: orNull(anyText),
        messages: orNull(anyMessages),
        tools: orNull(
          fc.array(fc.record({ name: anyText, description: orNull(anyText), parameters: anyJson }), { maxLength: 2 }),
        ),
        features: orNull(anyObject),
      }),
      output: fc.record({
        messages: orNull(anyMessages),
        text: orNull(fc.oneof(anyText, fc.constantFrom('Hello', 'HelloBye'))),
        finishReason: orNull(fc.constantFrom(...FINISH_REASONS)),
        label: orNull(fc.oneof(anyText, anyNumber)),
        score: orNull(anyNumber),
        probabilities: orNull(fc.dictionary(fc.string(), anyNumber, { noNullPrototype: true })),
        value: anyJson,
      }),
      parameters: fc.oneof(anyObject, fc.constantFrom<JsonObject>({}, { temperature: 0.2 }, { temperature: 1 })),
      usage: fc.record({
        inputTokens: orNull(anyNumber),
        outputTokens: orNull(anyNumber),
        cachedInputTokens: orNull(anyNumber),
        reasoningTokens: orNull(anyNumber),
        costUsd: orNull(anyNumber),
      }),
      session: orNull(fc.constantFrom('', 's-1', 's-2', '\ud800')),
      user: orNull(anyText),
      key: orNull(anyText),
      tags: fc.array(anyText, { maxLength: 3 }),
      metadata: anyObject,
      capture: fc.record({
        content: fc.boolean(),
        truncated: fc.boolean(),
        droppedAttributes: fc.nat(9),
        consent: orNull(fc.boolean()),
      }),
    }),
  })
  .map(({ traceId, spanId, startedNs, answersTo, estimate, isTold, rest }) => {
    const startedAt = new Date(isTold ? Number(startedNs / 1_000_000n) : START).toISOString()
    const facts: PredictionFacts = { id: `${traceId}-${spanId}`, traceId, spanId, startedAt, ...rest }
    return {
      facts,
      startedNs,
      ...(answersTo === undefined ? {} : { answersTo }),
      ...(estimate === undefined ? {} : { estimate }),
    }
  })

describe('a stored prediction', () => {
  it('is read back exactly as it was written, and so is one that takes its place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyRow, { selector: ({ facts }) => facts.id, maxLength: 6 }), async (written) => {
        const { rows, close } = openInMemory()
        const half = Math.floor(written.length / 2)
        await rows.add(makeBatch({ predictions: written.slice(0, half) }))
        await rows.add(makeBatch({ predictions: written.slice(half) }))
        const read = await rows.traces(
          written.map(({ facts, startedNs }) => ({ traceId: facts.traceId, fromNs: startedNs, toNs: startedNs })),
        )
        const byId = new Map(read.flatMap(({ predictions }) => predictions).map((row) => [row.facts.id, row]))
        expect(written.map(({ facts }) => byId.get(facts.id))).toEqual(written)

        for (const [index, { facts, estimate }] of written.slice(1).entries()) {
          // Each takes the place of the first, whose id it is given.
          const { traceId, spanId, id } = written[0]?.facts ?? facts
          const revised = { ...facts, traceId, spanId, id }
          await rows.add(makeBatch({ revised: [{ facts: revised, startedNs: written[0]?.startedNs ?? 0n, estimate }] }))
          expect(await rows.prediction(id), String(index)).toEqual(makePrediction(revised, [], estimate))
        }
        close()
      }),
      { numRuns: 150 },
    )
  })
})

describe('the body of an older layout', () => {
  const said = { firstTokenMs: 5, cachedInputTokens: 6, reasoningTokens: 7, tags: ['a'], metadata: { plan: 'pro' } }
  const usage = { inputTokens: 9, outputTokens: 9, cachedInputTokens: null, reasoningTokens: null, costUsd: null }
  const columns = { ...makeFacts(1, { usage }), finishReason: null, messages: null, labels: null, parameters: null }

  it('says what has columns of its own by now, where they say nothing', () => {
    expect(readBody(JSON.stringify(said), columns)).toMatchObject({
      firstTokenMs: 5,
      usage: { inputTokens: 9, cachedInputTokens: 6, reasoningTokens: 7 },
      tags: ['a'],
      metadata: { plan: 'pro' },
    })
  })

  it('says nothing where they do', () => {
    const labels = writeLabels({ tags: [], metadata: { plan: 'free' } })
    const newer = { firstTokenMs: 0, usage: { ...usage, cachedInputTokens: 0, reasoningTokens: 0 }, labels }
    expect(readBody(JSON.stringify(said), { ...columns, ...newer })).toMatchObject({
      firstTokenMs: 0,
      usage: { cachedInputTokens: 0, reasoningTokens: 0 },
      tags: [],
      metadata: { plan: 'free' },
    })
  })
})
