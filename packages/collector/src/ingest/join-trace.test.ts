import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeItem, TRACE } from '../fixtures/trace-items.ts'
import { foldTrace } from '../predictions/fold/fold-trace.ts'
import type { TraceItem } from '../predictions/trace-item.ts'
import type { StoredTrace } from '../store/rows.ts'
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
  })
  .map(({ name, responseId, session, hasModel, role, convention, ...where }): TraceItem => {
    const said = {
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
              .map(({ facts }) => facts.id)
              .toSorted(),
          )
        },
      ),
      { numRuns: 500 },
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
