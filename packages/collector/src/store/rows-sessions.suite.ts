// The laws of sessions, people and the times of traces, whatever engine keeps the rows.
import type { PersonSummary, PredictionFacts, SessionSummary } from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../fixtures/predictions.ts'
import type { PageQuery } from './rows-reading.ts'
import type { OpenedRows } from './rows.suite.ts'
import type { Rows } from './rows.ts'
import { PERSON_ROWS_MAX, SESSION_NAMES_MAX, SESSION_ROWS_MAX } from './session-bounds.ts'
import type { PredictionRow } from './stored.ts'

interface Said {
  row: PredictionRow
  thumbs: 'up' | 'down' | null
}

const anyTokens = fc.option(fc.nat(100), { nil: null })
const anySaid = fc.record({
  session: fc.option(fc.constantFrom('', 's-1', 's-2', 's-3', '\ud800', '\u0000'), { nil: null }),
  user: fc.option(fc.constantFrom('', 'ann', 'bob', '\udc00'), { nil: null }),
  task: fc.constantFrom('a', 'b', 'c', '\u0000'),
  status: fc.constantFrom('ok' as const, 'error' as const, 'cancelled' as const),
  thumbs: fc.constantFrom('up' as const, 'down' as const, null),
  minute: fc.nat(10_000),
  inputTokens: anyTokens,
  outputTokens: anyTokens,
  // Of what a computer adds up without a rest.
  costUsd: fc.option(
    fc.nat(8).map((eighths) => eighths / 8),
    { nil: null },
  ),
  estimated: fc.option(
    fc.nat(8).map((eighths) => eighths / 8),
    { nil: null },
  ),
})
const anyRows = fc.array(anySaid, { maxLength: 25 }).map((all) =>
  all.map(({ session, user, task, status, thumbs, minute, estimated, ...usage }, number): Said => {
    const startedAt = new Date(START + minute * 60_000).toISOString()
    const counted = { ...usage, cachedInputTokens: null, reasoningTokens: null }
    const row = makeRow(number, { session, user, task, status, startedAt, usage: counted })
    return { row: estimated === null ? row : { ...row, estimate: { usd: estimated, prices: 'p' } }, thumbs }
  }),
)

/** By whom or what it is, those of whom something was heard last first. */
function newestFirst<Summary>(
  all: Said[],
  keyOf: (facts: PredictionFacts) => string | null,
  sum: (key: string, own: Said[]) => Summary,
): Summary[] {
  const groups = Map.groupBy(all, ({ row }) => keyOf(row.facts))
  groups.delete(null)
  return [...groups].map(([key, own]) => sum(key ?? '', own)).toReversed()
}

function sumOfSession(session: string, own: Said[]): SessionSummary {
  const facts = own.map(({ row }) => row.facts)
  const total = (numbers: (number | null | undefined)[]) => numbers.reduce<number>((sum, each) => sum + (each ?? 0), 0)
  return {
    session,
    predictions: own.length,
    isCut: false,
    tasks: [...new Set(facts.map(({ task }) => task))].toSorted(),
    users: [...new Set(facts.flatMap(({ user }) => (user === null ? [] : [user])))].toSorted(),
    errors: facts.filter(({ status }) => status === 'error').length,
    thumbsUp: own.filter(({ thumbs }) => thumbs === 'up').length,
    thumbsDown: own.filter(({ thumbs }) => thumbs === 'down').length,
    inputTokens: total(facts.map(({ usage }) => usage.inputTokens)),
    outputTokens: total(facts.map(({ usage }) => usage.outputTokens)),
    costUsd: total(own.map(({ row }) => row.facts.usage.costUsd ?? row.estimate?.usd)),
    ...timesOf(facts),
  }
}

function sumOfPerson(user: string, own: Said[]): PersonSummary {
  return { user, predictions: own.length, isCut: false, ...timesOf(own.map(({ row }) => row.facts)) }
}

function timesOf(facts: PredictionFacts[]): { firstAt: string; lastAt: string } {
  const times = facts.map(({ startedAt }) => startedAt).toSorted()
  return { firstAt: times.at(0) ?? '', lastAt: times.at(-1) ?? '' }
}

async function pagesOf<Page extends { nextCursor: string | null }>(
  list: (query: PageQuery) => Promise<Page | null>,
  limit: number,
): Promise<Page[]> {
  const pages: Page[] = []
  let cursor: string | undefined
  do {
    const page = await list({ cursor, limit })
    if (page === null) throw new Error('a cursor of its own is not taken')
    pages.push(page)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return pages
}

/** Opens an empty store each time. */
export function testSessionsOfRows(engine: string, open: () => OpenedRows, numRuns: number): void {
  let store: OpenedRows
  let rows: Rows

  beforeEach(() => {
    store = open()
    rows = store.rows
  })
  afterEach(() => store.close())

  const add = (...predictions: PredictionRow[]) => rows.add(makeBatch({ predictions }))
  const namesOf = async (query: Partial<PageQuery> = {}) =>
    (await rows.sessions({ limit: 100, ...query }))?.sessions.map(({ session }) => session)

  async function addInSteps(all: Said[], step: number): Promise<void> {
    for (let first = 0; first < all.length; first += step) {
      const some = all.slice(first, first + step)
      const feedback = some.flatMap(({ row, thumbs }) =>
        thumbs === null ? [] : [makeFeedback('f', { prediction: row.facts.id, value: thumbs === 'up' })],
      )
      await rows.add(makeBatch({ predictions: some.map(({ row }) => row), feedback }))
    }
  }

  describe(`sessions and people in ${engine}`, () => {
    it('are what their predictions amount to, those that were heard of last first, whatever the page and the batch', async () => {
      const anyStep = fc.integer({ min: 1, max: 9 })
      await fc.assert(
        fc.asyncProperty(anyRows, anyStep, anyStep, fc.nat(30), async (all, step, limit, gone) => {
          store.close()
          store = open()
          rows = store.rows
          await addInSteps(all, step)
          const withdrawn = all.slice(0, gone)
          await rows.add(makeBatch({ withdrawn: withdrawn.map(({ row }) => row) }))

          // One of which nothing is left keeps its place if it comes again, so the order is that of everything.
          const left = new Set(all.slice(gone))
          const sums = newestFirst(
            all,
            ({ session }) => session,
            (session, own) => ({ session, own: own.filter((said) => left.has(said)) }),
          )
          const expected = sums
            .filter(({ own }) => own.length > 0)
            .map(({ session, own }) => sumOfSession(session, own))
          const pages = await pagesOf((query) => rows.sessions(query), limit)
          expect(pages.flatMap(({ sessions }) => sessions)).toEqual(expected)
          for (const summary of expected) expect(await rows.session(summary.session)).toEqual(summary)

          const ofTask = await pagesOf((query) => rows.sessions({ ...query, task: 'b' }), limit)
          expect(ofTask.flatMap(({ sessions }) => sessions)).toEqual(
            expected.filter(({ tasks }) => tasks.includes('b')),
          )

          const people = newestFirst(
            all,
            ({ user }) => user,
            (user, own) => ({ user, own: own.filter((said) => left.has(said)) }),
          )
          const peoplePages = await pagesOf((query) => rows.people(query), limit)
          expect(peoplePages.flatMap((page) => page.people)).toEqual(
            people.filter(({ own }) => own.length > 0).map(({ user, own }) => sumOfPerson(user, own)),
          )
        }),
        { numRuns },
      )
    })

    it('are listed once each while more of them come', async () => {
      await add(...[1, 2, 3, 4].map((number) => makeRow(number, { session: `s-${number}` })))
      const first = await rows.sessions({ limit: 2 })
      await add(makeRow(5, { session: 's-5' }), makeRow(6, { session: 's-1' }))
      const second = await rows.sessions({ limit: 2, cursor: first?.nextCursor ?? '' })
      expect([...(first?.sessions ?? []), ...(second?.sessions ?? [])].map(({ session }) => session)).toEqual([
        's-4',
        's-3',
        's-2',
        's-1',
      ])
      expect(second?.nextCursor).toBeNull()
    })

    it('go on after no cursor but one of their own, for the same question', async () => {
      await add(
        ...[1, 2, 3].map((number) => makeRow(number, { session: `s-${number}`, user: `u-${number}`, task: 't' })),
      )
      const cursors = [
        await rows.sessions({ limit: 1 }),
        await rows.sessions({ limit: 1, task: 't' }),
        await rows.people({ limit: 1 }),
      ].map((page) => page?.nextCursor ?? '')
      const [ofAll = '', ofTask = '', ofPeople = ''] = cursors
      expect(new Set(cursors).size).toBe(3)
      const forged = [
        '',
        'x',
        ofAll.slice(1),
        `${ofAll}AAAA`,
        `B${ofAll.slice(1)}`,
        Buffer.from('2').toString('base64url'),
        '\u0000',
        '='.repeat(999),
      ]
      for (const cursor of [...forged, ofTask, ofPeople])
        expect(await rows.sessions({ limit: 1, cursor }), cursor).toBeNull()
      for (const cursor of [...forged, ofAll, ofPeople])
        expect(await rows.sessions({ limit: 1, cursor, task: 't' }), cursor).toBeNull()
      for (const cursor of [...forged, ofAll, ofTask])
        expect(await rows.people({ limit: 1, cursor }), cursor).toBeNull()
      expect(await namesOf({ cursor: ofAll })).toEqual(['s-2', 's-1'])
    })

    it('are found by exactly their name, or not at all', async () => {
      await add(makeRow(1, { session: 'caf\u00e9' }))
      expect((await rows.session('caf\u00e9'))?.predictions).toBe(1)
      for (const name of ['', 'cafe\u0301', 'CAF\u00c9', 'caf%', '\ud800']) expect(await rows.session(name)).toBeNull()
      expect(await rows.sessions({ limit: 9, task: 'nobody said it' })).toEqual({ sessions: [], nextCursor: null })
    })
  })

  describe(`long ones in ${engine}`, () => {
    it('a session is summed up by its newest predictions, and says when it began all the same', async () => {
      const usage = { inputTokens: 1, outputTokens: 0, cachedInputTokens: null, reasoningTokens: null, costUsd: 1 }
      const newest = Array.from({ length: SESSION_ROWS_MAX }, (_, number) =>
        makeRow(number + 10, { session: 's', usage }),
      )
      await add(...newest)
      expect(await rows.session('s')).toMatchObject({ predictions: SESSION_ROWS_MAX, isCut: false })
      const older = {
        session: 's',
        task: 'old',
        user: 'ann',
        status: 'error' as const,
        usage: { ...usage, costUsd: 7 },
      }
      await add(makeRow(1, older), makeRow(2, older))
      expect(await rows.session('s')).toMatchObject({
        predictions: SESSION_ROWS_MAX,
        isCut: true,
        tasks: ['support.reply'],
        users: [],
        errors: 0,
        costUsd: SESSION_ROWS_MAX,
        firstAt: new Date(START + 1).toISOString(),
        lastAt: new Date(START + SESSION_ROWS_MAX + 9).toISOString(),
      })
    })

    it('a session names so many tasks and people and no more', async () => {
      const letters = Array.from({ length: SESSION_NAMES_MAX + 3 }, (_, number) => String.fromCharCode(97 + number))
      await add(
        ...letters.toReversed().map((letter, number) => makeRow(number, { session: 's', task: letter, user: letter })),
      )
      const named = letters.slice(0, SESSION_NAMES_MAX)
      expect(await rows.session('s')).toMatchObject({ predictions: letters.length, tasks: named, users: named })
      expect(await rows.sessions({ limit: 9, task: letters.at(-1) })).toMatchObject({ sessions: [{ session: 's' }] })
    })

    it('a person is counted up to a bound', async () => {
      for (let first = 0; first < PERSON_ROWS_MAX; first += 2000) {
        await add(...Array.from({ length: 2000 }, (_, number) => makeRow(first + number, { user: 'ann' })))
      }
      expect((await rows.people({ limit: 1 }))?.people).toMatchObject([{ predictions: PERSON_ROWS_MAX, isCut: false }])
      await add(makeRow(PERSON_ROWS_MAX, { user: 'ann' }))
      expect((await rows.people({ limit: 1 }))?.people).toMatchObject([{ predictions: PERSON_ROWS_MAX, isCut: true }])
    })

    it('many of which nothing is left are passed by, page after page', async () => {
      const many = Array.from({ length: 600 }, (_, number) => makeRow(number, { session: `s-${number}` }))
      await add(...many)
      await rows.add(makeBatch({ withdrawn: many.slice(1) }))
      const pages = await pagesOf((query) => rows.sessions(query), 10)
      expect(pages.flatMap(({ sessions }) => sessions.map(({ session }) => session))).toEqual(['s-0'])
    })
  })

  describe(`the times of a trace in ${engine}`, () => {
    const around = { spanId: 'c'.repeat(16), part: '', body: {} }

    it('go from the earliest start to the latest end, and find all that is stored of it', async () => {
      const anySpan = fc.record({
        startNs: fc.bigInt({ min: 0n, max: 2n ** 62n }),
        ms: fc.option(fc.nat(9_000_000), { nil: null }),
        isCall: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(anySpan, { minLength: 1, maxLength: 6 }), async (spans) => {
          store.close()
          store = open()
          rows = store.rows
          const { traceId } = makeFacts(1)
          const ends = spans.map(({ startNs, ms }) => startNs + BigInt(ms ?? 0) * 1_000_000n)
          const batch = makeBatch({ predictions: [makeRow(99)] })
          for (const [number, { startNs, ms, isCall }] of spans.entries()) {
            const { spanId } = makeFacts(number)
            if (isCall)
              batch.predictions.push({
                facts: makeFacts(1, { spanId, id: `${traceId}-${spanId}`, durationMs: ms }),
                startedNs: startNs,
              })
            else
              batch.traceRows.push({
                ...around,
                traceId,
                spanId,
                startedNs: startNs,
                endedNs: ms === null ? -1n : (ends[number] ?? 0n),
              })
          }
          await rows.add(batch)
          const found = await rows.traceTimes(traceId)
          const [fromNs, toNs] = [smallest(spans.map(({ startNs }) => startNs)), -smallest(ends.map((end) => -end))]
          expect(found).toEqual({ traceId, fromNs, toNs })
          const [stored] = await rows.traces(found === null ? [] : [found])
          expect((stored?.predictions.length ?? 0) + (stored?.rows.length ?? 0)).toBe(spans.length)
        }),
        { numRuns },
      )
    })

    it.each(['', 'x', makeFacts(2).traceId, makeFacts(1).id, makeFacts(1).traceId.toUpperCase()])(
      'of %j are not known',
      async (id) => {
        await add(makeRow(1))
        expect(await rows.traceTimes(id)).toBeNull()
      },
    )

    it('end where time ends for a call that says it lasted longer', async () => {
      await add(makeRow(1, { durationMs: Number.MAX_VALUE }))
      expect(await rows.traceTimes(makeFacts(1).traceId)).toMatchObject({ toNs: 2n ** 63n - 1n })
    })
  })
}

function smallest(times: bigint[]): bigint {
  return times.reduce((least, time) => (time < least ? time : least))
}
