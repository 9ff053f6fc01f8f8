// The laws of counting that the rows half of the port holds to: whatever happens in whatever order, and whoever counts,
// the sums are those of what is stored.
import type { Feedback, Figures } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresOf } from '../aggregates/figures.ts'
import { foldOf, rollUp } from '../aggregates/roll-up.ts'
import { plainRatings } from '../aggregates/fixtures/ratings.ts'
import { type RatingSums, ratingsIn } from '../aggregates/signals/ratings.ts'
import { opinionOf, peopleOf } from '../feedback/opinion.ts'
import { ratingsOf } from '../feedback/ratings.ts'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeRow, START } from '../fixtures/predictions.ts'
import type { CellLevel, Unfolded } from './rows-folding.ts'
import type { Rows } from './rows.ts'
import type { OpenedRows } from './rows.suite.ts'
import type { PredictionRow } from './stored.ts'

const MINUTE_MS = 60_000
const AT_ONCE_MAX = 6

/** What is said of a prediction when it comes or is read anew: few values, and starts on both sides of a whole hour and day. */
const anySaid = fc.record({
  task: fc.constantFrom('a', 'b'),
  model: fc.constantFrom('m', 'n').map((responded) => ({ requested: 'asked', responded })),
  minute: fc.integer({ min: -20, max: 20 }),
  status: fc.constantFrom('ok' as const, 'error' as const, 'cancelled' as const),
  durationMs: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })),
  inputTokens: fc.option(fc.integer({ min: 0, max: 1e7 })),
  costUsd: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
  session: fc.option(fc.constantFrom('s')),
  tags: fc.uniqueArray(fc.constantFrom('x', 'y')),
})
const anyNumber = fc.integer({ min: 1, max: 5 })
const anyWord = fc.constantFrom<Partial<Feedback>[]>(
  { kind: 'thumbs', value: true },
  { kind: 'thumbs', value: false },
  { kind: 'score', value: 0.25 },
  { kind: 'score', value: -3 },
  { kind: 'correction', value: 'Better.' },
  { kind: 'retraction', value: null, of: { kind: 'thumbs' } },
  { kind: 'retraction', value: null, of: { kind: 'score' } },
)
/** Who says it; a judge by one of two names. */
const anyRater = fc.constantFrom<Partial<Feedback>[]>(
  { source: 'user' },
  { source: 'user', actor: 'ann' },
  { source: 'reviewer' },
  { source: 'ground_truth' },
  { source: 'judge' },
  { source: 'judge', name: 'polite' },
)
const anySpoken = fc.tuple(anyWord, anyRater).map(([word, rater]) => ({ ...word, ...rater }))
const anyEvent = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('add', 'revise'), number: anyNumber, said: anySaid }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('withdraw'), number: anyNumber }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('say'), number: anyNumber, word: anySpoken }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('say'), session: fc.constant('s'), word: anySpoken }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('take', 'fold'),
      folder: fc.nat(1),
      limit: fc.integer({ min: 1, max: AT_ONCE_MAX }),
    }),
  },
)
type Event = {
  does: 'add' | 'revise' | 'withdraw' | 'say' | 'take' | 'fold'
  number?: number
  said?: Said
  word?: Partial<Feedback>
  session?: string
  folder?: number
  limit?: number
}
type Said = typeof anySaid extends fc.Arbitrary<infer Value> ? Value : never

function rowOf(number: number, { minute, inputTokens, costUsd, ...said }: Said): PredictionRow {
  const startedAt = new Date(START + minute * MINUTE_MS + number).toISOString()
  const { usage } = makeRow(number).facts
  return makeRow(number, { ...said, startedAt, usage: { ...usage, inputTokens, costUsd } })
}

/** What is stored, and what was said: as plain as it can be. */
function createModel() {
  const stored = new Map<number, PredictionRow>()
  const feedback: Feedback[] = []
  return {
    stored,
    feedback,
    /** Sums by task, model and time, with each figure counted by going through everything. */
    sums: (level: CellLevel): Map<string, Counted> => {
      const place = ({ facts }: PredictionRow): string => {
        const start = level === 'ever' ? 0 : facts.startedAt.slice(0, level === 'hour' ? 13 : 10)
        return JSON.stringify([facts.task, facts.model.responded, start])
      }
      return new Map([...Map.groupBy(stored.values(), place)].map(([key, rows]) => [key, plainly(rows, feedback)]))
    },
  }
}

interface Counted {
  figures: Partial<Figures>
  ratings: RatingSums
}

function plainly(rows: readonly PredictionRow[], feedback: readonly Feedback[]): Counted {
  const said = rows.map(({ facts: { id, session } }) =>
    feedback.filter((each) => each.prediction === id || (session !== null && each.session === session)),
  )
  return { figures: plainFigures(rows, said), ratings: plainRatings(said.map(ratingsOf)) }
}

function plainFigures(rows: readonly PredictionRow[], said: readonly Feedback[][]): Partial<Figures> {
  const opinions = said.map((each) => opinionOf(peopleOf(each)))
  const count = (fits: (row: PredictionRow, index: number) => boolean) => rows.filter(fits).length
  const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)
  const scores = opinions.flatMap(({ score }) => score ?? [])
  const nanodollars = sum(rows.map(({ facts }) => Math.round((facts.usage.costUsd ?? 0) * 1e9)))
  return {
    predictions: rows.length,
    errors: count(({ facts }) => facts.status === 'error'),
    cancelled: count(({ facts }) => facts.status === 'cancelled'),
    inputTokens: sum(rows.map(({ facts }) => facts.usage.inputTokens)),
    costUsd: nanodollars / 1e9,
    unpriced: count(({ facts: { usage } }) => usage.inputTokens !== null && usage.costUsd === null),
    thumbsUp: count((_, index) => opinions[index]?.thumbs === 'up'),
    thumbsDown: count((_, index) => opinions[index]?.thumbs === 'down'),
    rated: count((_, index) => opinions[index]?.thumbs !== null || opinions[index].score !== null),
    corrected: count((_, index) => opinions[index]?.correction !== null),
    score: scores.length === 0 ? null : { mean: sum(scores) / scores.length, count: scores.length },
  }
}

async function expectSums(rows: Rows, model: ReturnType<typeof createModel>): Promise<void> {
  for (const level of ['hour', 'day', 'ever'] as const) {
    const { sums, isWhole } = await rows.sums({ level, byTask: true, byTime: true, bySlice: 'model' })
    const found = sums.map(({ task, slice, startMs, tally }) => {
      const time = new Date(startMs).toISOString()
      const start = level === 'ever' ? 0 : time.slice(0, level === 'hour' ? 13 : 10)
      return [JSON.stringify([task, slice, start]), { figures: figuresOf(tally), ratings: ratingsIn(tally) }] as const
    })
    const expected = model.sums(level)
    expect(isWhole).toBe(true)
    expect(new Map(found)).toEqual(
      new Map(
        [...expected].map(([key, { figures, ratings }]) => [
          key,
          { figures: expect.objectContaining(figures) as unknown, ratings },
        ]),
      ),
    )
    expect(found).toHaveLength(expected.size)
  }
}

async function rollUpAll(rows: Rows): Promise<void> {
  for (let step = 0; await rollUp(rows, AT_ONCE_MAX); step += 1) expect(step, 'a fold without an end').toBeLessThan(100)
}

/** Opens an empty store each time. */
export function testFoldingOfRows(engine: string, open: () => OpenedRows, numRuns: number): void {
  describe(`counting in ${engine}`, () => {
    it('says what is stored, whatever came when and whoever counted, was interrupted or came too late', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyEvent, { maxLength: 40, size: 'max' }), async (events) => {
          const { rows, close } = open()
          const model = createModel()
          const taken: (Unfolded | null)[] = [null, null]
          let lastAtMs = START
          const said = (event: Event): Feedback => {
            lastAtMs += 1
            const target =
              event.session === undefined
                ? { prediction: makeRow(event.number ?? 0).facts.id }
                : { session: event.session }
            return makeFeedback(`f-${lastAtMs}`, { ...event.word, ...target, at: new Date(lastAtMs).toISOString() })
          }
          for (const event of events as Event[]) {
            const { does, number = 0, folder = 0 } = event
            if (does === 'take') taken[folder] = await rows.takeUnfolded(event.limit ?? 1)
            else if (does === 'fold') {
              const step = taken[folder] ?? (await rows.takeUnfolded(1))
              await rows.fold(step.mark, foldOf(step.changes))
              // The mark is kept: folding it again must do nothing.
              await rows.fold(step.mark, foldOf(step.changes))
            } else if (does === 'say') {
              const word = said(event)
              model.feedback.push(word)
              await rows.add(makeBatch({ feedback: [word] }))
            } else if (does === 'withdraw') {
              const row = model.stored.get(number) ?? makeRow(number)
              model.stored.delete(number)
              await rows.add(makeBatch({ withdrawn: [row] }))
            } else if (event.said !== undefined) {
              const row = rowOf(number, event.said)
              if (does === 'revise' || !model.stored.has(number)) model.stored.set(number, row)
              await rows.add(makeBatch(does === 'revise' ? { revised: [row] } : { predictions: [row] }))
            }
            await expectSums(rows, model)
          }
          await rollUpAll(rows)
          expect((await rows.takeUnfolded(1)).changes).toEqual([])
          await expectSums(rows, model)
          const facets = await rows.facets(null)
          await rows.unfold()
          await expectSums(rows, model)
          await rollUpAll(rows)
          await expectSums(rows, model)
          const byNumber = (counted: typeof facets) =>
            counted.map(({ name, value, predictions }) => `${name} ${value} ${predictions}`).toSorted()
          expect(byNumber(await rows.facets(null))).toEqual(byNumber(facets))
          const tagged = (tag: string) =>
            [...model.stored.values()].filter(({ facts }) => facts.tags.includes(tag)).length
          for (const tag of ['x', 'y'])
            expect(facets.find(({ name, value }) => name === 'tag' && value === tag)?.predictions ?? 0).toBe(
              tagged(tag),
            )
          close()
        }),
        { numRuns },
      )
    })
  })
}
