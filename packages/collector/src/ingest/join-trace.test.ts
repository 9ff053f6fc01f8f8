import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeItem, TRACE } from '../fixtures/trace-items.ts'
import { foldTrace } from '../predictions/fold/fold-trace.ts'
import type { TraceItem } from '../predictions/trace-item.ts'
import type { StoredTrace } from '../store/stored.ts'
import { joinTrace } from './join-trace.ts'

const call = { kind: 'generation', modelRequested: 'gpt-4o-mini', inputTokens: 3 } as const

/** What a store does with a plan. */
function keep(stored: StoredTrace | undefined, arrived: TraceItem[]): StoredTrace {
  const plan = joinTrace(stored, arrived)
  const gone = new Set([...plan.withdrawn, ...plan.revised].map(({ facts }) => facts.id))
  return {
    traceId: TRACE,
    predictions: [
      ...(stored?.predictions ?? []).filter(({ facts }) => !gone.has(facts.id)),
      ...plan.revised,
      ...plan.predictions,
    ],
    // As JSON, as a store keeps them.
    rows: [
      ...(stored?.rows ?? []),
      ...plan.traceRows.map((row) => ({ ...row, body: JSON.parse(JSON.stringify(row.body)) as typeof row.body })),
    ],
  }
}

const sorted = (trace: StoredTrace | undefined) =>
  (trace?.predictions ?? []).toSorted((left, right) => (left.facts.id < right.facts.id ? -1 : 1))

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']

const anyItem = fc
  .record({
    name: fc.constantFrom(...NAMES),
    under: fc.constantFrom(...NAMES, 'nobody'),
    role: fc.constantFrom('call', 'wrapper', 'span', 'content'),
    convention: fc.constantFrom('trimtab', 'openinference', 'gen-ai'),
    at: fc.integer({ min: 0, max: 5 }),
    lasts: fc.integer({ min: 0, max: 5 }),
    responseId: fc.constantFrom(undefined, 'r-1', 'r-2'),
    session: fc.constantFrom(undefined, 's-1'),
    hasModel: fc.boolean(),
    words: fc.constantFrom(undefined, 'Hello', 'Bye'),
  })
  .map(({ name, responseId, session, hasModel, words, role, convention, ...where }): TraceItem => {
    const said = {
      ...(words === undefined
        ? {}
        : { outputMessages: [{ role: 'assistant', parts: [{ type: 'text' as const, text: words }] }] }),
      ...(hasModel ? call : {}),
      ...(responseId === undefined ? {} : { responseId }),
      ...(session === undefined ? {} : { session }),
      ...(convention === 'trimtab' && role === 'call'
        ? { task: `task ${name}`, kind: 'generation' as const, contentCaptured: true }
        : {}),
    }
    const item = makeItem(name, { ...where, role, convention, said, name })
    return role === 'content' ? { ...item, part: `log ${where.at}` } : item
  })

/** One copy of each (span, part), as honest senders have. */
const anyTrace = fc.uniqueArray(anyItem, { selector: ({ spanId, part }) => `${spanId}/${part}`, maxLength: 8 })

describe('a trace is the same in the end', () => {
  it('whatever order and whichever batches it came in', () => {
    fc.assert(
      fc.property(
        anyTrace.chain((items) =>
          fc.record({
            items: fc.constant(items),
            shuffled: fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length }),
            batches: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 8, maxLength: 8 }),
          }),
        ),
        ({ items, shuffled, batches }) => {
          let stored: StoredTrace | undefined
          let rest = shuffled
          for (const size of batches) {
            if (rest.length > 0) stored = keep(stored, rest.slice(0, size))
            rest = rest.slice(size)
          }
          const atOnce = items.length === 0 ? undefined : keep(undefined, items)
          expect(sorted(stored)).toEqual(sorted(atOnce))
          expect(sorted(atOnce).map(({ facts }) => facts.id)).toEqual(
            foldTrace(items)
              .map(({ id }) => id)
              .toSorted(),
          )
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('however often it is sent', () => {
    fc.assert(
      fc.property(anyTrace, (items) => {
        if (items.length === 0) return
        const plan = joinTrace(keep(undefined, items), items)
        expect(plan).toEqual({ predictions: [], revised: [], withdrawn: [], traceRows: [] })
      }),
    )
  })
})

it('a call of our own in a trace of its own is stored once, as a prediction', () => {
  const item = makeItem('ours', {
    role: 'call',
    convention: 'trimtab',
    said: { ...call, task: 'support.reply', contentCaptured: true },
  })
  const plan = joinTrace(undefined, [item])
  expect(plan.predictions).toHaveLength(1)
  expect(plan.traceRows).toEqual([])
})

it('an outer span that was taken for a call gives way when the call arrives', () => {
  const outer = makeItem('outer', { role: 'wrapper', said: { ...call, responseId: 'r-1' } })
  const inner = makeItem('inner', { role: 'call', under: 'outer', said: call })
  const early = keep(undefined, [outer])
  expect(early.predictions.map(({ facts }) => facts.spanId)).toEqual([outer.spanId])
  expect(keep(early, [inner]).predictions.map(({ facts }) => facts.spanId)).toEqual([inner.spanId])
})

describe('a trace past the bounds of reading', () => {
  const outer = makeItem('outer', { role: 'wrapper', lasts: 9, said: { ...call, inputTokens: 300, session: 's-1' } })
  const first = makeItem('first', { role: 'call', under: 'outer', at: 1, said: call })
  const whole = keep(undefined, [outer, first])
  const outlined: StoredTrace = {
    traceId: TRACE,
    predictions: [],
    outline: whole.predictions.map(({ facts }) => facts.spanId),
    rows: whole.rows,
  }

  it('takes new calls, with what surrounds them', () => {
    const second = makeItem('second', { role: 'call', under: 'outer', at: 2, said: call })
    const { predictions, revised, withdrawn } = joinTrace(outlined, [second])
    expect(predictions.map(({ facts, answersTo }) => [facts.spanId, facts.session, answersTo])).toEqual([
      [second.spanId, 's-1', [outer.spanId]],
    ])
    expect([revised, withdrawn]).toEqual([[], []])
  })

  it('takes no call twice, whatever else describes it', () => {
    const around = makeItem('around', { role: 'wrapper', said: call })
    const inner = makeItem('inner', { role: 'call', under: 'first', at: 1, said: call })
    expect(joinTrace(outlined, [{ ...first, part: '' }]).predictions).toEqual([])
    expect(joinTrace(outlined, [inner]).predictions).toEqual([])
    expect(joinTrace({ ...outlined, rows: [] }, [{ ...around, spanId: outer.spanId }]).predictions).toEqual([])
  })
})

it('a call with its wrapper costs what is new, however many came before it', () => {
  let stored: StoredTrace | undefined
  const written: number[] = []
  for (let number = 0; number < 50; number += 1) {
    const wrapper = makeItem(`w${number}`, { role: 'wrapper', under: 'agent', at: number, said: { ...call } })
    const inner = makeItem(`c${number}`, {
      role: 'call',
      under: `w${number}`,
      at: number,
      said: { ...call, task: 'plan' },
    })
    const plan = joinTrace(stored, [inner, wrapper])
    written.push(plan.predictions.length + plan.revised.length + plan.traceRows.length)
    stored = keep(stored, [inner, wrapper])
  }
  // The prediction, its two spans, and the one before it, which is the last word of the trace no more.
  expect(Math.max(...written)).toBeLessThanOrEqual(4)
})
