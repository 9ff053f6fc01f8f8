// The laws of forgetting that the rows half of the port holds to: what is left is as if this person had never come, and
// what others have, they keep.
import type { PredictionFacts } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { rollUp } from '../aggregates/roll-up.ts'
import type { Clock } from '../clock.ts'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../fixtures/predictions.ts'
import { CELL_LEVELS } from './rows-folding.ts'
import type { OpenedRows } from './rows.suite.ts'
import type { Batch, Rows } from './rows.ts'
import type { PredictionRow, TraceRow } from './stored.ts'

const DAY_MS = 86_400_000

/** Both ask what the other asks too, and something of their own. */
function rowOf(user: string | null, number: number, said: Partial<PredictionFacts> = {}): PredictionRow {
  const { input, output } = makeFacts(number)
  const messages = ['Hello', `I am ${user}`].map((text) => ({ role: 'user', parts: [{ type: 'text' as const, text }] }))
  return makeRow(number, {
    user,
    session: `session of ${user}`,
    input: { ...input, system: 'Be kind.', messages },
    output: { ...output, text: `${user} asks well` },
    tags: ['all', `tag of ${user}`],
    parameters: { temperature: 0.2, turn: number % 4 },
    ...said,
  })
}

function traceRowOf({ facts, startedNs }: PredictionRow): TraceRow {
  return {
    traceId: facts.traceId,
    spanId: 'f'.repeat(16),
    part: '',
    startedNs,
    endedNs: startedNs,
    body: { said: facts.user },
  }
}

/** What two people did, or one of them alone. */
function batchOf(users: readonly string[]): Batch {
  const isThere = (user: string) => users.includes(user)
  const all = Array.from({ length: 20 }, (_, number) => rowOf(number % 2 === 0 ? 'ada' : 'bob', number))
  const predictions = all.filter(({ facts }) => isThere(facts.user ?? ''))
  const [first, second] = [makeFacts(0).id, makeFacts(1).id]
  const feedback = [
    makeFeedback('f-1', { prediction: second, actor: 'ada', value: false }),
    makeFeedback('f-2', { prediction: second, actor: 'bob' }),
    makeFeedback('f-3', { prediction: first, actor: 'bob' }),
    makeFeedback('f-4', { session: 'session of ada', actor: null }),
    makeFeedback('f-5', { session: 'session of bob', actor: 'ada', kind: 'score', value: 0.5 }),
    makeFeedback('f-6', { key: 'never', actor: 'ada' }),
    makeFeedback('f-7', { prediction: second, actor: 'ada', source: 'reviewer' }),
    // Once nobody is left who is trusted, it stands alone.
    makeFeedback('f-8', { prediction: second, actor: 'bob', source: 'judge', kind: 'score', value: 0.25 }),
  ].filter(({ actor, id }) => isThere(actor ?? 'ada') && (id !== 'f-3' || isThere('ada')))
  return makeBatch({ predictions, traceRows: predictions.map(traceRowOf), feedback })
}

/** Opens an empty store each time, which takes the time from this clock. */
export function testForgettingOfRows(engine: string, open: (clock: Clock) => OpenedRows): void {
  async function finish(step: () => Promise<boolean>): Promise<void> {
    while (await step());
  }

  async function withStore(use: (rows: Rows, settle: () => Promise<void>) => Promise<void>): Promise<void> {
    let nowMs = START
    const { rows, close } = open(() => nowMs)
    async function settle(): Promise<void> {
      nowMs += DAY_MS
      await rows.add(makeBatch({}))
      await finish(() => rows.catchUp(50))
    }
    try {
      await use(rows, settle)
    } finally {
      close()
    }
  }

  /** All that can be asked. */
  async function readAll(rows: Rows): Promise<unknown> {
    await finish(() => rollUp(rows))
    const references = Array.from({ length: 20 }, (_, number) => {
      const { facts, startedNs } = makeRow(number)
      return { traceId: facts.traceId, fromNs: startedNs, toNs: startedNs }
    })
    const byName = <Item>(items: readonly Item[]) =>
      items.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
    return {
      predictions: await rows.predictions({ limit: 100 }),
      traces: (await rows.traces(references)).toSorted((one, other) => (one.traceId < other.traceId ? -1 : 1)),
      people: (await rows.people({ limit: 100 }))?.people,
      sessions: (await rows.sessions({ limit: 100 }))?.sessions,
      sums: await Promise.all(
        CELL_LEVELS.map((level) => rows.sums({ level, byTask: true, byTime: true }).then(({ sums }) => byName(sums))),
      ),
      facets: byName(await rows.facets(null)),
      waiting: await rows.waiting(),
    }
  }

  describe(`a person forgotten in ${engine}`, () => {
    it.each([
      ['as it was written', false, false],
      ['after it was counted', true, false],
      ['after it was packed', false, true],
      ['after it was counted and packed', true, true],
    ])('was never there, %s', async (_, isCounted, isPacked) => {
      await withStore(async (rows, settle) =>
        withStore(async (withoutAda) => {
          await rows.add(batchOf(['ada', 'bob']))
          await withoutAda.add(batchOf(['bob']))
          if (isCounted) await finish(() => rollUp(rows))
          if (isPacked) await settle()
          const forgotten = await rows.forget('ada')
          const ofAda = Array.from({ length: 10 }, (__, index) => makeFacts(2 * index).id)
          expect(forgotten?.predictions.toSorted()).toEqual(ofAda.toSorted())
          // Two on predictions of this person, three on those of the other, one that waits.
          expect(forgotten?.feedback).toBe(6)
          expect(await readAll(rows)).toEqual(await readAll(withoutAda))
          await settle()
          expect(await readAll(rows)).toEqual(await readAll(withoutAda))
        }),
      )
    })

    it('was never there a second time either, and may come again', async () => {
      await withStore(async (rows) => {
        await rows.add(batchOf(['ada', 'bob']))
        await rows.forget('ada')
        expect(await rows.forget('ada')).toBeNull()
        expect(await rows.forget('nobody')).toBeNull()
        const again = rowOf('ada', 50, { session: 'session of ada' })
        await rows.add(makeBatch({ predictions: [again] }))
        expect((await rows.prediction(again.facts.id))?.session).toBe('session of ada')
        expect((await rows.forget('ada'))?.predictions).toEqual([again.facts.id])
      })
    })

    it('leaves those of a shared session and a shared trace to whom they belong', async () => {
      await withStore(async (rows, settle) => {
        const [mine, theirs] = [rowOf('ada', 1, { session: 'shared' }), rowOf('bob', 2, { session: 'shared' })]
        const traceId = mine.facts.traceId
        const inTrace = { ...theirs, facts: { ...theirs.facts, traceId, id: `${traceId}-${theirs.facts.spanId}` } }
        const feedback = [makeFeedback('f', { session: 'shared', actor: 'eve' })]
        await rows.add(makeBatch({ predictions: [mine, inTrace], traceRows: [traceRowOf(mine)], feedback }))
        await settle()
        const before = await rows.prediction(inTrace.facts.id)
        await rows.forget('ada')
        expect(await rows.prediction(inTrace.facts.id)).toEqual(before)
        expect(before?.feedback).toHaveLength(1)
        expect((await rows.traces([{ traceId, fromNs: mine.startedNs, toNs: mine.startedNs }]))[0]?.rows).toEqual([])
      })
    })

    it('says how far it has come', async () => {
      await withStore(async (rows) => {
        await rows.add(batchOf(['ada', 'bob']))
        const told: [number, number][] = []
        await rows.forget('ada', (done, total) => void told.push([done, total]))
        expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1])
      })
    })
  })
}
