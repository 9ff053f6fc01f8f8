// The laws of the filtered list that the rows half of the port holds to: every page of every filter, whatever is indexed
// by then, amounts to what a plain look at each prediction gives.
import {
  FEEDBACK_FILTERS,
  type FeedbackFilter,
  PREDICTION_STATUSES,
  type PredictionFacts,
  type PredictionKind,
} from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, START } from '../fixtures/predictions.ts'
import { readSearch } from '../search/read-search.ts'
import type { PredictionFilter } from './rows-reading.ts'
import type { OpenedRows } from './rows.suite.ts'
import type { Rows } from './rows.ts'
import type { PredictionRow } from './stored.ts'

/** What a user, a judge, and earlier another user think of it. */
type Listed = PredictionRow & { thumb: boolean | null; judged: boolean | null; other: boolean | null }

const HOUR_MS = 3_600_000
/** Each run opens a store of its own. */
const TIMEOUT_MS = 60_000
const WORDS = ['refund', 'Order', 'spät', 'müde', 'zurück', '黒い猫', 'a-1', '👍']
const few = fc.constantFrom('1', '2', '3')
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3 })
const anyWords = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(' '))

const anySaid = fc.record({
  task: few,
  status: fc.constantFrom(...PREDICTION_STATUSES, 'ok' as const),
  kind: fc.constantFrom('generation' as const, 'classification' as const),
  model: fc.record({ requested: orNull(few), responded: orNull(few) }),
  provider: orNull(few),
  session: orNull(few),
  user: orNull(few),
  key: orNull(few),
  responseId: orNull(few),
  tags: fc.subarray(['x', 'y', 'z']),
  metadata: fc.dictionary(fc.constantFrom('tier', 'deep'), fc.oneof(few, fc.integer({ min: 0, max: 2 }), fc.boolean())),
  asked: anyWords,
  answered: anyWords,
  /** Some at once, some a nanosecond apart, some years. */
  startedNs: fc
    .tuple(fc.constantFrom(0, 1, 2, 30, 24 * 400, -24 * 400), fc.integer({ min: 0, max: 2 }))
    .map(([hours, ns]) => BigInt(START + hours * HOUR_MS) * 1_000_000n + BigInt(ns)),
  thumb: fc.option(fc.boolean()),
  judged: fc.option(fc.boolean(), { freq: 1 }),
  other: fc.option(fc.boolean(), { freq: 1 }),
})

function makeListed(
  number: number,
  { asked, answered, startedNs, thumb, judged, other, ...said }: ReturnTypeOf<typeof anySaid>,
): Listed {
  const text = (role: string, words: string) => [{ role, parts: [{ type: 'text' as const, text: words }] }]
  const { input, output } = makeFacts(number)
  const facts = makeFacts(number, {
    ...said,
    startedAt: new Date(Number(startedNs / 1_000_000n)).toISOString(),
    input: { ...input, messages: text('user', asked) },
    output: { ...output, messages: text('assistant', answered), text: answered },
  })
  return { facts, startedNs, thumb, judged, other }
}

type ReturnTypeOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never

/** Most of the time nothing is asked, or nothing would be found. */
const some = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
const anyFilter = fc.record({
  task: some(few),
  fromMs: some(fc.constantFrom(START - HOUR_MS, START, START + HOUR_MS)),
  toMs: some(fc.constantFrom(START, START + HOUR_MS, START + 24 * 500 * HOUR_MS)),
  feedback: some(fc.constantFrom(...FEEDBACK_FILTERS)),
  status: some(fc.subarray([...PREDICTION_STATUSES])),
  kind: some(fc.subarray<PredictionKind>(['classification', 'ranking'])),
  model: some(fc.subarray(['1', '2', '9'])),
  provider: some(fc.subarray(['1', '9'])),
  session: some(few),
  user: some(few),
  key: some(few),
  responseId: some(few),
  tags: some(fc.subarray(['x', 'y'])),
  metadata: some(fc.constantFrom({ key: 'tier', value: '1' }, { key: 'deep', value: 'true' }).map((each) => [each])),
  search: some(
    fc.record({ word: fc.constantFrom(...WORDS), place: some(fc.constantFrom('input' as const, 'output' as const)) }),
  ),
})

/** The feedback filters that it is in. */
function filtersOf({ thumb, judged, other }: Omit<Listed, keyof PredictionRow>): FeedbackFilter[] {
  const people = [thumb, other].filter((each) => each !== null)
  const all = new Set([...people, ...(judged === null ? [] : [judged])])
  const [first] = people
  return [
    ...(first === undefined ? (['none'] as const) : [first ? ('up' as const) : ('down' as const)]),
    ...(first !== undefined && all.size > 1 ? (['conflicting'] as const) : []),
  ]
}

/** The meaning of each filter, one prediction at a time. */
function isAsked(
  { facts, startedNs, ...thought }: Listed,
  { search, ...filter }: ReturnTypeOf<typeof anyFilter>,
): boolean {
  const startedMs = Number(startedNs / 1_000_000n)
  const isOneOf = (values: readonly string[] | undefined, value: string | null) =>
    values === undefined || values.length === 0 || (value !== null && values.includes(value))
  const is = (asked: string | undefined, value: string | null) => asked === undefined || asked === value
  const textOf = (said: PredictionFacts['output']['messages']) => JSON.stringify(said?.map(({ parts }) => parts))
  const texts = { input: textOf(facts.input.messages), output: textOf(facts.output.messages) }
  return (
    is(filter.task, facts.task) &&
    (filter.fromMs === undefined || startedMs >= filter.fromMs) &&
    (filter.toMs === undefined || startedMs < filter.toMs) &&
    (filter.feedback === undefined || filtersOf(thought).includes(filter.feedback)) &&
    isOneOf(filter.status, facts.status) &&
    isOneOf(filter.kind, facts.kind) &&
    isOneOf(filter.model, facts.model.responded ?? facts.model.requested) &&
    isOneOf(filter.provider, facts.provider) &&
    is(filter.session, facts.session) &&
    is(filter.user, facts.user) &&
    is(filter.key, facts.key) &&
    is(filter.responseId, facts.responseId) &&
    (filter.tags ?? []).every((tag) => facts.tags.includes(tag)) &&
    (filter.metadata ?? []).every(
      ({ key, value }) => JSON.stringify(facts.metadata[key] ?? null).replaceAll('"', '') === value,
    ) &&
    (search === undefined ||
      (search.place === undefined ? Object.values(texts).join('') : texts[search.place]).includes(search.word))
  )
}

function queryOf({ search, ...filter }: ReturnTypeOf<typeof anyFilter>): PredictionFilter {
  return search === undefined ? filter : { ...filter, search: searchFor(search.word, search.place) }
}

function searchFor(text: string, place?: 'input' | 'output') {
  const search = readSearch(text, place)
  if (typeof search === 'string') throw new Error(search)
  return search
}

/** All pages, one after the other. */
async function walk(
  rows: Rows,
  query: PredictionFilter & { limit: number; budgetMs?: number | undefined },
  between: () => Promise<unknown> = async () => undefined,
): Promise<string[]> {
  const seen: string[] = []
  let cursor: string | undefined
  let pages = 0
  do {
    const page = await rows.predictions({ ...query, cursor })
    if (page === null) throw new Error('a cursor that leads nowhere')
    expect(page.predictions.length).toBeLessThanOrEqual(query.limit)
    seen.push(...page.predictions.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
    pages += 1
    expect(pages, 'a cursor that leads nowhere').toBeLessThan(500)
    await between()
  } while (cursor !== undefined)
  return seen
}

async function addListed(rows: Rows, listed: readonly Listed[]): Promise<void> {
  const feedback = listed.flatMap(({ facts, thumb, judged, other }) =>
    [
      { id: 'f', value: thumb },
      { id: 'j', value: judged, source: 'judge' as const },
      { id: 'o', value: other, actor: 'other', at: '2026-11-20T10:00:00.000Z' },
    ].flatMap(({ id, ...said }) =>
      said.value === null ? [] : [makeFeedback(`${id}-${facts.id}`, { prediction: facts.id, ...said })],
    ),
  )
  await rows.add(makeBatch({ predictions: listed.map(({ facts, startedNs }) => ({ facts, startedNs })), feedback }))
}

/** Opens an empty store each time. */
export function testListingOfRows(engine: string, open: () => OpenedRows, numRuns: number): void {
  describe(`the filtered list in ${engine}`, () => {
    it(
      'has every prediction that is asked for once, newest first, while others arrive and are indexed',
      async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(anySaid, { maxLength: 40 }),
            fc.array(fc.oneof(fc.array(anySaid, { maxLength: 4 }), fc.constant('catch up' as const)), { maxLength: 5 }),
            anyFilter,
            fc.record({
              limit: fc.integer({ min: 1, max: 9 }),
              budgetMs: fc.constantFrom(0, undefined),
              isIndexed: fc.boolean(),
            }),
            async (present, later, filter, { isIndexed, ...bounds }) => {
              const { rows, close } = open()
              const known = new Map<string, Listed>()
              const add = async (said: typeof present) => {
                const listed = said.map((each, index) => makeListed(known.size + index, each))
                for (const each of listed) known.set(each.facts.id, each)
                await addListed(rows, listed)
              }
              await add(present)
              if (isIndexed) while (await rows.catchUp(1000));
              const before = [...known.values()]
              const steps = [...later]
              const seen = await walk(rows, { ...queryOf(filter), ...bounds }, async () => {
                const step = steps.shift()
                await (step === 'catch up' ? rows.catchUp(1) : add(step ?? []))
              })
              expect(new Set(seen).size).toBe(seen.length)
              const idsAsked = (listed: readonly Listed[]) =>
                listed.filter((each) => isAsked(each, filter)).map(({ facts }) => facts.id)
              const early = new Set(before.map(({ facts }) => facts.id))
              expect(seen.filter((id) => early.has(id)).toSorted()).toEqual(idsAsked(before).toSorted())
              expect(idsAsked([...known.values()])).toEqual(expect.arrayContaining(seen))
              const times = seen.map((id) => known.get(id)?.startedNs ?? 0n)
              expect(times).toEqual(times.toSorted((left, right) => Number(right - left)))
              close()
            },
          ),
          { numRuns },
        )
      },
      TIMEOUT_MS,
    )
  })
}
