// The laws of what is asked of sums that the rows half of the port holds to, whether they are folded yet or not.
import { describe, expect, it } from 'vitest'
import { figuresOf } from '../aggregates/figures.ts'
import { foldOf, rollUp } from '../aggregates/roll-up.ts'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeRow, START } from '../fixtures/predictions.ts'
import {
  CELL_MS,
  FACET_KEYS_MAX,
  FACET_VALUES_MAX,
  SOURCES_OF_ALL_MAX,
  SOURCES_PER_CELL_MAX,
  type SumQuery,
  TASKS_PER_TIME_MAX,
} from './rows-folding.ts'
import type { Rows } from './rows.ts'
import type { OpenedRows } from './rows.suite.ts'

const silent = { requested: null, responded: null }

/** Opens an empty store each time. */
export function testSumsOfRows(engine: string, open: () => OpenedRows): void {
  /** Once as the answer is made of the tail, once of what is folded. */
  const eachWay = async (fill: (rows: Rows) => Promise<unknown>, check: (rows: Rows) => Promise<void>) => {
    const { rows, close } = open()
    await fill(rows)
    await check(rows)
    while (await rollUp(rows, 2)) continue
    await check(rows)
    close()
  }
  const sumsOf = async (rows: Rows, query: SumQuery) =>
    (await rows.sums(query)).sums
      .map(({ tally, ...place }) => ({ ...place, predictions: figuresOf(tally).predictions }))
      .toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))

  describe(`sums of ${engine}`, () => {
    const hourMs = START
    const at = (hours: number) => ({ startedAt: new Date(START + hours * CELL_MS.hour).toISOString() })
    const fill = (rows: Rows) =>
      rows.add(
        makeBatch({
          predictions: [
            makeRow(1, { task: 'a', model: { requested: 'm', responded: 'm-1' }, environment: 'live' }),
            makeRow(2, { task: 'a', model: { requested: 'm', responded: null }, ...at(1) }),
            makeRow(3, { task: 'a', model: silent, environment: 'live', ...at(14) }),
            makeRow(4, { task: 'b', model: { requested: 'm-1', responded: null }, environment: 'live', ...at(-3) }),
            makeRow(5, {
              task: 'b',
              convention: 'other',
              model: { requested: 'm', responded: 'm-1' },
              environment: 'live',
              ...at(-3),
            }),
          ],
        }),
      )
    const none = { task: null, slice: null, startMs: 0 }

    it.each<[string, SumQuery, object[]]>([
      ['everything', { level: 'ever' }, [{ ...none, predictions: 5 }]],
      ['every hour together', { level: 'hour' }, [{ ...none, predictions: 5 }]],
      [
        'each task',
        { level: 'ever', byTask: true },
        [
          { ...none, task: 'a', predictions: 3 },
          { ...none, task: 'b', predictions: 2 },
        ],
      ],
      ['one task', { level: 'ever', tasks: ['b', 'nobody’s'] }, [{ ...none, predictions: 2 }]],
      ['no task', { level: 'ever', tasks: [] }, []],
      [
        'each day',
        { level: 'day', byTime: true },
        [
          { ...none, startMs: Date.parse('2026-11-21'), predictions: 4 },
          { ...none, startMs: Date.parse('2026-11-22'), predictions: 1 },
        ],
      ],
      [
        'some hours',
        { level: 'hour', byTime: true, fromMs: hourMs, toMs: hourMs + 2 * CELL_MS.hour },
        [
          { ...none, startMs: hourMs, predictions: 1 },
          { ...none, startMs: hourMs + CELL_MS.hour, predictions: 1 },
        ],
      ],
      [
        'hours that begin before, not at, the end',
        { level: 'hour', fromMs: hourMs + 1, toMs: hourMs + CELL_MS.hour },
        [],
      ],
      [
        'each model, as it responded or was requested',
        { level: 'ever', bySlice: 'model' },
        [
          { ...none, slice: 'm', predictions: 1 },
          { ...none, slice: 'm-1', predictions: 3 },
          { ...none, predictions: 1 },
        ],
      ],
      ['one model', { level: 'ever', only: { model: ['m', 'x'] } }, [{ ...none, predictions: 1 }]],
      [
        'one environment of two models',
        { level: 'ever', only: { environment: ['live'], model: ['m', 'm-1'] } },
        [{ ...none, predictions: 3 }],
      ],
      ['no model that was asked for', { level: 'ever', only: { model: [] } }, []],
    ])('are of %s', async (_of, query, expected) => {
      await eachWay(fill, async (rows) => expect(await sumsOf(rows, query)).toEqual(expected))
    })

    it.each<[string, number, SumQuery, (number: number) => Parameters<typeof makeRow>[1]]>([
      [
        'sources of a task',
        SOURCES_PER_CELL_MAX,
        { level: 'ever', bySlice: 'service', tasks: ['support.reply'] },
        (number) => ({ service: `service ${number}` }),
      ],
      [
        'sources of all tasks',
        SOURCES_OF_ALL_MAX,
        { level: 'ever', bySlice: 'service' },
        (number) => ({ service: `service ${number}`, task: `task ${number % 9}` }),
      ],
      [
        'tasks of an hour',
        TASKS_PER_TIME_MAX.hour,
        { level: 'hour', byTask: true },
        (number) => ({ task: `task ${number}` }),
      ],
    ])(
      'are of no more %s than there is room for, and of all predictions all the same',
      async (_of, max, query, said) => {
        const many = Array.from({ length: max + 20 }, (_, number) => makeRow(number, said(number)))
        const rollUpAll = async () => {
          while (await rollUp(rows)) continue
        }
        const shares = async () => {
          const sums = await sumsOf(rows, query)
          const ofOthers = sums.find(({ task, slice }) => task === null && slice === null)
          return [sums.length, ofOthers?.predictions, sums.reduce((total, { predictions }) => total + predictions, 0)]
        }
        const { rows, close } = open()
        await rows.add(makeBatch({ predictions: many }))
        await rollUpAll()
        expect(await shares()).toEqual([max + 1, 20, max + 20])
        expect(await sumsOf(rows, { level: query.level })).toEqual([{ ...none, predictions: max + 20 }])
        // Who leaves makes no room for one of whom something is counted with the others.
        await rows.add(makeBatch({ withdrawn: many.slice(0, 5), revised: many.slice(-1) }))
        const later = [...many.slice(-1), makeRow(max + 30, said(max + 30))]
        await rows.add(makeBatch({ predictions: [makeRow(max + 40, said(max + 19)), ...later] }))
        // What comes of a task that is counted with others is not shown by itself, not even before it is folded.
        const soon = query.byTask === true ? await shares() : null
        await rollUpAll()
        const then = await shares()
        expect(then).toEqual([max - 4, 22, max + 17])
        expect(soon ?? then).toEqual(then)
        await rows.add(makeBatch({ withdrawn: [...many, makeRow(max + 30), makeRow(max + 40)] }))
        await rollUpAll()
        expect(await sumsOf(rows, query)).toEqual([])
        await rows.add(makeBatch({ predictions: many.slice(-1) }))
        await rollUpAll()
        expect(await shares()).toEqual([1, undefined, 1])
        close()
      },
    )
  })

  describe(`the times of tasks in ${engine}`, () => {
    it('are of the first and the last prediction, the task of the latest first', async () => {
      await eachWay(
        (rows) =>
          rows.add(
            makeBatch({
              predictions: [
                makeRow(9, { task: 'b', kind: 'ranking' }),
                makeRow(2, { task: 'a' }),
                makeRow(4, { task: 'b' }),
                makeRow(3, { task: 'a', kind: 'embedding' }),
              ],
            }),
          ),
        async (rows) => {
          const [a, b] = [
            { task: 'a', kind: 'embedding', firstMs: START + 2, lastMs: START + 3 },
            { task: 'b', kind: 'ranking', firstMs: START + 4, lastMs: START + 9 },
          ]
          expect(await rows.taskTimes(9)).toEqual([b, a])
          expect(await rows.taskTimes(1)).toEqual([b])
        },
      )
    })

    it('are of no task of which nothing is left', async () => {
      const { rows, close } = open()
      await rows.add(makeBatch({ predictions: [makeRow(1)] }))
      await rows.add(makeBatch({ withdrawn: [makeRow(1)] }))
      expect(await rows.taskTimes(9)).toEqual([])
      close()
    })
  })

  describe(`facets of ${engine}`, () => {
    it('are what sources say, tags and metadata, of one task or of all', async () => {
      const { rows, close } = open()
      await rows.add(
        makeBatch({
          predictions: [
            makeRow(1, { task: 'a', tags: ['x', 'x', '\u0000'], metadata: { page: 2, is: true, deep: { a: 1 } } }),
            makeRow(2, { task: 'b', tags: ['x'], metadata: { page: '2' }, provider: 'p' }),
          ],
        }),
      )
      while (await rollUp(rows)) continue
      const facet = (name: string, value: string, predictions: number, number: number) => ({
        name,
        value,
        predictions,
        lastMs: START + number,
      })
      const [all, ofA] = [await rows.facets(null), await rows.facets('a')]
      expect(all).toHaveLength(6)
      expect(all).toEqual(
        expect.arrayContaining([
          facet('kind', 'generation', 2, 2),
          facet('provider', 'p', 1, 2),
          facet('tag', 'x', 2, 2),
          facet('tag', '\u0000', 1, 1),
          facet('metadata.page', '2', 2, 2),
          facet('metadata.is', 'true', 1, 1),
        ]),
      )
      expect(ofA).toHaveLength(5)
      expect(ofA).toContainEqual(facet('tag', 'x', 1, 1))
      expect(await rows.facets('nobody’s')).toEqual([])
      close()
    })

    it('are of what is said now where more was said than there is room for', async () => {
      const { rows, close } = open()
      const say = async (first: number, startMs: number) => {
        const predictions = Array.from({ length: FACET_VALUES_MAX }, (_, number) =>
          makeRow(first + number, {
            tags: [`tag ${first + number}`],
            startedAt: new Date(startMs + number).toISOString(),
          }),
        )
        await rows.add(makeBatch({ predictions }))
        while (await rollUp(rows)) continue
        const tags = (await rows.facets(null)).filter(({ name }) => name === 'tag')
        return tags.filter(({ value }) => Number(value.slice(4)) >= first).length
      }
      expect(await say(0, START)).toBe(FACET_VALUES_MAX)
      expect(await say(1_000, START + CELL_MS.day)).toBe(0)
      expect(await say(2_000, START + 100 * CELL_MS.day)).toBe(FACET_VALUES_MAX)
      close()
    })

    it('are of so many values of a name, and of so many names, and take back no more than they counted', async () => {
      const { rows, close } = open()
      const many = Array.from({ length: FACET_VALUES_MAX + 100 }, (_, number) =>
        makeRow(number, { tags: [`tag ${number}`], metadata: number < 200 ? { [`key ${number}`]: 1 } : {} }),
      )
      await rows.add(makeBatch({ predictions: many }))
      while (await rollUp(rows)) continue
      const facets = await rows.facets(null)
      expect(facets.filter(({ name }) => name === 'tag')).toHaveLength(FACET_VALUES_MAX)
      expect(new Set(facets.map(({ name }) => name)).size).toBe(FACET_KEYS_MAX + 2)
      await rows.add(makeBatch({ withdrawn: many.slice(1) }))
      while (await rollUp(rows)) continue
      const left = (await rows.facets(null)).map(({ name, predictions }) => `${name} ${predictions}`)
      expect(new Set(left)).toEqual(new Set(['kind 1', 'metadata.key 0 1', 'tag 1']))
      close()
    })
  })

  describe(`a mark of ${engine}`, () => {
    it('folds once, and not at all when somebody else was faster', async () => {
      const { rows, close } = open()
      await rows.add(makeBatch({ predictions: [makeRow(1)] }))
      const [mine, theirs] = [await rows.takeUnfolded(9), await rows.takeUnfolded(9)]
      expect(await rows.fold(theirs.mark, foldOf(theirs.changes))).toBe(true)
      expect(await rows.fold(mine.mark, foldOf(mine.changes))).toBe(false)
      expect(await rows.fold(theirs.mark, foldOf(theirs.changes))).toBe(false)
      expect((await sumsOf(rows, { level: 'ever' }))[0]?.predictions).toBe(1)
      close()
    })

    it('of before everything was forgotten folds nothing', async () => {
      const { rows, close } = open()
      await rows.add(makeBatch({ predictions: [makeRow(1)] }))
      const { mark, changes } = await rows.takeUnfolded(9)
      await rows.unfold()
      expect(await rows.fold(mark, foldOf(changes))).toBe(false)
      while (await rollUp(rows)) continue
      expect((await sumsOf(rows, { level: 'ever' }))[0]?.predictions).toBe(1)
      close()
    })
  })

  describe(`what waits in ${engine}`, () => {
    it('is counted until its prediction comes', async () => {
      const { rows, close } = open()
      expect(await rows.waiting()).toBe(0)
      await rows.add(
        makeBatch({
          feedback: [makeFeedback('f-1', { prediction: makeRow(1).facts.id }), makeFeedback('f-2', { key: 'k' })],
        }),
      )
      expect(await rows.waiting()).toBe(2)
      await rows.add(makeBatch({ predictions: [makeRow(1)] }))
      expect(await rows.waiting()).toBe(1)
      close()
    })
  })
}
