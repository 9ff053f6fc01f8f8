import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeTally } from '../sketches/tally-text.ts'
import type { Change, Folded, Unfolded } from '../store/rows-folding.ts'
import { makeMeasured } from './fixtures/measured.ts'
import { foldOf, rollUp } from './roll-up.ts'

const anyMeasured = fc
  .record({
    task: fc.constantFrom('a', 'b'),
    source: fc.constantFrom(1, 2),
    startedMs: fc.integer({ min: 0, max: 3 * 86_400_000 }),
    status: fc.constantFrom('ok' as const, 'error' as const, 'cancelled' as const),
    durationMs: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
    inputTokens: fc.option(fc.nat()),
    costUsd: fc.option(fc.double({ min: 0, max: 1e3, noNaN: true })),
    estimatedUsd: fc.option(fc.double({ min: 0, max: 1e3, noNaN: true })),
    thumbs: fc.constantFrom('up' as const, 'down' as const, null),
    score: fc.option(fc.double({ noNaN: true })),
    isRated: fc.boolean(),
    ratings: fc.record({
      users: fc.option(fc.boolean()),
      reviewers: fc.option(fc.boolean()),
      judges: fc.array(
        fc.record({
          judge: fc.constantFrom('relevance', 'polite'),
          score: fc.double({ noNaN: true }),
          trusted: fc.option(fc.constantFrom(0, 1)),
        }),
        { maxLength: 2 },
      ),
    }),
    tags: fc.array(fc.constantFrom('x', 'y')),
  })
  .map(({ source, ...said }) => makeMeasured({ ...said, source: { ...makeMeasured().source, id: source } }))
const anyChanges = fc.array(fc.record({ sign: fc.constantFrom<1 | -1>(1, -1), measured: anyMeasured }), {
  maxLength: 20,
})

function textOf({ cells, facets }: Folded) {
  return [
    cells.map(({ tally, source, ...place }) => JSON.stringify([source.id, place, encodeTally(tally)])).toSorted(),
    facets.map((facet) => JSON.stringify({ ...facet, lastMs: 0 })).toSorted(),
  ]
}

const takeBack = ({ sign, measured }: Change): Change => ({ sign: sign === 1 ? -1 : 1, measured })

describe('what changes add up to', () => {
  it('does not depend on their order', () => {
    fc.assert(
      fc.property(
        anyChanges.chain((changes) =>
          fc.tuple(fc.constant(changes), fc.shuffledSubarray(changes, { minLength: changes.length })),
        ),
        ([changes, shuffled]) => {
          expect(textOf(foldOf(shuffled))).toEqual(textOf(foldOf(changes)))
        },
      ),
    )
  })

  it('is nothing when each of them is taken back', () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        expect(foldOf([...changes, ...changes.map(takeBack)])).toEqual({ cells: [], facets: [] })
      }),
    )
  })

  it('is the hour, the day and ever of a task and a source', () => {
    const measured = makeMeasured({ startedMs: Date.parse('2026-11-21T10:20:30.400Z') })
    const places = foldOf([{ sign: 1, measured }]).cells.map(({ level, startMs }) => [
      level,
      new Date(startMs).toISOString(),
    ])
    expect(places).toEqual([
      ['hour', '2026-11-21T10:00:00.000Z'],
      ['day', '2026-11-21T00:00:00.000Z'],
      ['ever', '1970-01-01T00:00:00.000Z'],
    ])
  })

  it('has no facet of what cannot be chosen: what is long, what is no plain value, what is beyond so many', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, number) => [`key ${number}`, number]))
    const names = (said: Parameters<typeof makeMeasured>[0]) =>
      foldOf([{ sign: 1, measured: makeMeasured(said) }]).facets.map(({ name, value }) => `${name}=${value}`)
    expect(names({ tags: ['x'.repeat(513), 'x', 'x'], metadata: { a: null, b: [1], c: { d: 1 }, e: false } })).toEqual([
      'tag=x',
      'metadata.e=false',
      'kind=generation',
    ])
    expect(names({ metadata: many })).toHaveLength(128 + 1)
  })

  it('tells apart facets that read the same when they are put together', () => {
    const facets = foldOf([
      { sign: 1, measured: makeMeasured({ metadata: { a: 'b c', 'a b': 'c', 'a\nb': 'c' } }) },
    ]).facets.filter(({ name }) => name.startsWith('metadata'))
    expect(facets.map(({ predictions }) => predictions)).toEqual([1, 1, 1])
  })
})

describe('a step of the fold', () => {
  const step = (unfolded: Partial<Unfolded>, isFolded: boolean) =>
    rollUp({
      takeUnfolded: async () => ({ mark: '', changes: [], isAll: true, ...unfolded }),
      fold: async () => isFolded,
      unfold: async () => undefined,
    })

  it('is followed by another while there is more, or while somebody else was faster', async () => {
    expect(await step({}, true)).toBe(false)
    expect(await step({ isAll: false }, true)).toBe(true)
    expect(await step({}, false)).toBe(true)
  })
})
