// The laws of order that the rows half of the port holds to: what arrives when changes nothing, and no page moves.
import type { Feedback } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOverview } from '../aggregates/overview.ts'
import { anyHistory, makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../fixtures/predictions.ts'
import type { Rows } from './rows.ts'
import type { PredictionRow } from './stored.ts'
import type { OpenedRows } from './rows.suite.ts'

type Item = { prediction: PredictionRow } | { feedback: Feedback }

const WRAPPER = 'c'.repeat(16)
const few = fc.constantFrom('1', '2')
const anyRows = fc
  .array(fc.record({ task: few, key: few, responseId: few, session: few }), { maxLength: 5 })
  .chain((said) =>
    fc
      .array(fc.subarray([WRAPPER, '*']), { minLength: said.length, maxLength: said.length })
      .map((answers) => said.map((each, index) => ({ ...makeRow(index, each), answersTo: answers[index] }))),
  )
const anyTarget = fc.oneof(
  fc.nat(5).map((number) => ({ prediction: makeFacts(number).id })),
  fc.nat(5).map((number) => ({ prediction: makeFacts(number).traceId })),
  fc.nat(5).map((number) => ({ prediction: `${makeFacts(number).traceId}-${WRAPPER}` })),
  fc.record({ key: few, task: fc.option(few) }),
  fc.record({ responseId: few, task: fc.option(few) }),
  fc.record({ session: few, task: fc.option(few) }),
)

/** Things that happened, and the batches they arrive in: in any order, some of them twice. */
const anyArrival = fc
  .record({ rows: anyRows, history: anyHistory, targets: fc.array(anyTarget, { minLength: 12, maxLength: 12 }) })
  .map(({ rows, history, targets }): Item[] => [
    ...rows.map((prediction) => ({ prediction })),
    ...history.map((said, index) => ({ feedback: { ...said, ...targets[index] } })),
  ])
  .chain((items) =>
    fc.record({
      items: fc.constant(items),
      batches: fc
        .tuple(fc.shuffledSubarray(items, { minLength: items.length }), fc.subarray(items))
        .chain(([all, again]) =>
          fc.array(fc.nat(all.length + again.length), { maxLength: 4 }).map((cuts) => cutAt([...all, ...again], cuts)),
        ),
    }),
  )

function cutAt(items: Item[], cuts: number[]): Item[][] {
  const edges = [0, ...cuts.toSorted((left, right) => left - right), items.length]
  return edges.slice(1).map((edge, index) => items.slice(edges[index], edge))
}

function addAll(rows: Rows, items: Item[]) {
  return rows.add(
    makeBatch({
      predictions: items.flatMap((item) => ('prediction' in item ? [item.prediction] : [])),
      feedback: items.flatMap((item) => ('feedback' in item ? [item.feedback] : [])),
    }),
  )
}

async function everything(rows: Rows) {
  const filtered = (['up', 'down', 'corrected', 'none'] as const).map((feedback) =>
    rows.predictions({ feedback, limit: 100 }),
  )
  return [await readOverview(rows, START), await rows.predictions({ limit: 100 }), ...(await Promise.all(filtered))]
}

/** Opens an empty store each time. */
export function testOrderOfRows(engine: string, open: () => OpenedRows, numRuns: number): void {
  describe(`the order of arrival in ${engine}`, () => {
    it('changes nothing: any batches of the same things end in the same state', async () => {
      await fc.assert(
        fc.asyncProperty(anyArrival, async ({ items, batches }) => {
          const [atOnce, bit] = [open(), open()]
          await addAll(atOnce.rows, items)
          for (const batch of batches) await addAll(bit.rows, batch)
          expect(await everything(bit.rows)).toEqual(await everything(atOnce.rows))
          atOnce.close()
          bit.close()
        }),
        { numRuns },
      )
    })
  })

  describe(`feedback on one prediction by two ways in ${engine}`, () => {
    const row = { ...makeRow(1, { key: 'k', responseId: 'r', session: 's' }), answersTo: [WRAPPER] }
    const { id, traceId } = row.facts
    const ways = [
      { prediction: id },
      { prediction: `${traceId}-${WRAPPER}` },
      { key: 'k' },
      { responseId: 'r' },
      { session: 's' },
    ]

    it.each(ways)('counts by who said it, and not by which came last: %j', async (first) => {
      for (const second of ways) {
        const opened = open()
        await opened.rows.add(
          makeBatch({ predictions: [row, makeRow(2, { session: 's', key: 'k', responseId: 'r' })] }),
        )
        await opened.rows.add(makeBatch({ feedback: [makeFeedback('f-1', { ...first, source: 'reviewer' })] }))
        await opened.rows.add(
          makeBatch({ feedback: [makeFeedback('f-2', { ...second, value: false, source: 'judge' })] }),
        )
        const page = await opened.rows.predictions({ feedback: 'up', limit: 9 })
        expect(page?.predictions.map((prediction) => prediction.id)).toContain(id)
        opened.close()
      }
    })
  })

  describe(`feedback on a session in ${engine}`, () => {
    it('that is taken back leaves no opinion', async () => {
      const opened = open()
      await opened.rows.add(makeBatch({ predictions: [1, 2].map((number) => makeRow(number, { session: 's' })) }))
      await opened.rows.add(makeBatch({ feedback: [makeFeedback('f-1', { session: 's' })] }))
      expect((await opened.rows.predictions({ feedback: 'none', limit: 9 }))?.predictions).toEqual([])
      const taken = makeFeedback('f-2', {
        session: 's',
        kind: 'retraction',
        value: null,
        of: { kind: 'thumbs' },
        at: new Date(START + 86_400_000).toISOString(),
      })
      await opened.rows.add(makeBatch({ feedback: [taken] }))
      expect((await opened.rows.predictions({ feedback: 'none', limit: 9 }))?.predictions).toHaveLength(2)
      opened.close()
    })
  })

  describe(`a cursor of ${engine}`, () => {
    // Many start at once, some a nanosecond apart.
    const anyStarts = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 })
    const rowsFrom = (first: number, starts: number[]): PredictionRow[] =>
      starts.map((startNs, index) => ({
        facts: makeFacts(first + index, { startedAt: new Date(START).toISOString() }),
        startedNs: BigInt(START) * 1_000_000n + BigInt(startNs),
      }))

    it('neither repeats nor hides a row, while others arrive', async () => {
      await fc.assert(
        fc.asyncProperty(
          anyStarts,
          fc.array(anyStarts, { maxLength: 4 }),
          fc.integer({ min: 1, max: 4 }),
          async (starts, arriving, limit) => {
            const { rows, close } = open()
            const present = rowsFrom(0, starts)
            await rows.add(makeBatch({ predictions: present }))
            const startOf = new Map(
              [...present, ...arriving.flatMap((each, index) => rowsFrom(100 * (index + 1), each))].map((row) => [
                row.facts.id,
                row.startedNs,
              ]),
            )
            const seen: string[] = []
            let cursor: string | undefined
            let pages = 0
            do {
              const page = await rows.predictions({ cursor, limit })
              seen.push(...(page?.predictions ?? []).map(({ id }) => id))
              cursor = page?.nextCursor ?? undefined
              await rows.add(makeBatch({ predictions: rowsFrom(100 * (pages + 1), arriving[pages] ?? []) }))
              pages += 1
              expect(pages, 'a cursor that leads nowhere').toBeLessThan(100)
            } while (cursor !== undefined)
            expect(new Set(seen).size).toBe(seen.length)
            expect(seen).toEqual(expect.arrayContaining(present.map(({ facts }) => facts.id)))
            const times = seen.map((id) => startOf.get(id) ?? 0n)
            expect(times).toEqual(times.toSorted((left, right) => Number(right - left)))
            close()
          },
        ),
        { numRuns },
      )
    })
  })
}
