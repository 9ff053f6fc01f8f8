import type { PredictionFacts } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeFacts } from '../fixtures/predictions.ts'
import { makeItem } from '../fixtures/trace-items.ts'
import { bodyOfItem, factsOf, itemOfBody, itemOfFacts } from './facts.ts'

const text = fc.option(fc.string({ minLength: 1 }), { nil: null })
const count = fc.option(fc.nat(), { nil: null })

const anyFacts: fc.Arbitrary<PredictionFacts> = fc
  .record({
    provider: text,
    responseId: text,
    session: text,
    user: text,
    inputTokens: count,
    outputTokens: count,
    label: text,
    durationMs: fc.option(fc.nat({ max: 100_000 }), { nil: null }),
    status: fc.constantFrom('ok', 'cancelled'),
    tags: fc.array(fc.string({ minLength: 1 }), { maxLength: 2 }),
    plan: text,
    consent: fc.option(fc.boolean(), { nil: null }),
  })
  .map(({ inputTokens, outputTokens, label, plan, consent, status, ...rest }) => {
    const plain = makeFacts(7)
    return {
      ...plain,
      ...rest,
      status: status === 'cancelled' ? 'cancelled' : 'ok',
      usage: { ...plain.usage, inputTokens, outputTokens },
      output: { ...plain.output, label },
      metadata: plan === null ? {} : { plan },
      capture: { ...plain.capture, consent },
    }
  })

describe('a prediction', () => {
  it('taken for an item is the same prediction again', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const startedNs = BigInt(Date.parse(facts.startedAt)) * 1_000_000n
        const item = itemOfFacts(facts, startedNs)
        expect(factsOf(item, item.said)).toEqual(facts)
      }),
    )
  })

  it('is named by the best that is known of its task', () => {
    const item = makeItem('POST /chat')
    const taskOf = (said: Parameters<typeof factsOf>[1]) => factsOf(item, said).task
    expect([
      taskOf({ task: 'support.reply', promptName: 'reply', functionName: 'answer', operation: 'chat' }),
      taskOf({ promptName: 'reply', functionName: 'answer', operation: 'chat' }),
      taskOf({ functionName: 'answer', operation: 'chat' }),
      taskOf({ operation: 'chat' }),
      taskOf({}),
    ]).toEqual(['support.reply', 'reply', 'answer', 'chat', 'POST /chat'])
  })

  it('that failed says so, whether its span or its words did', () => {
    const error = { type: 'RateLimitError', message: 'Slow down', httpStatus: 429 }
    expect(factsOf(makeItem('call'), { error })).toMatchObject({ status: 'error', error })
    expect(factsOf(makeItem('call', { status: 'error' }), {})).toMatchObject({ status: 'error', error: null })
  })

  it('of which no text was sent has none', () => {
    expect(factsOf(makeItem('call'), { modelRequested: 'gpt-4o' })).toMatchObject({
      input: { system: null, messages: null },
      output: { messages: null, text: null },
      capture: { content: false },
    })
  })
})

it('an item is the same after a stay in a store', () => {
  const item = makeItem('call', { role: 'wrapper', said: { tags: ['beta'], metadata: { seats: 3 } } })
  const { traceId, spanId, part, startedNs, endedNs } = item
  const body = JSON.parse(JSON.stringify(bodyOfItem(item))) as ReturnType<typeof bodyOfItem>
  expect(itemOfBody({ traceId, spanId, part, startedNs, endedNs }, body)).toEqual(item)
})
