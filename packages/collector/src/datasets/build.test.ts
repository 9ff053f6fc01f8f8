import {
  type DatasetRecipe,
  type DatasetRow,
  type DatasetVersion,
  type Feedback,
  type PredictionFacts,
  SPLITS,
} from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../fixtures/predictions.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../store/store.ts'
import { buildDataset } from './build.ts'

const NOW = START + 24 * 60 * 60 * 1000
const recipe: DatasetRecipe = { name: 'replies', select: { task: 'support.reply', feedback: 'thumbs-up' } }

let store: Store

beforeEach(() => {
  store = openInMemory()
})
afterEach(() => store.close())

function add(number: number, said: Partial<PredictionFacts> = {}, ...feedback: Partial<Feedback>[]) {
  const { id } = makeFacts(number)
  const kept = feedback.map((each, index) => makeFeedback(`f-${number}-${index}`, { prediction: id, ...each }))
  return store.rows.add(makeBatch({ predictions: [makeRow(number, said)], feedback: kept }))
}

async function build(said: Partial<DatasetRecipe> = {}, nowMs = NOW): Promise<DatasetVersion> {
  const built = await buildDataset({ recipe: { ...recipe, ...said }, rows: store.rows, state: store.state, nowMs })
  if (built.outcome !== 'built') throw new Error(built.outcome)
  return built.version
}

async function rowsOf({ dataset, version }: DatasetVersion): Promise<DatasetRow[]> {
  return (await Promise.all(SPLITS.map((split) => store.state.datasetRows(dataset, version, split)))).flat()
}

async function predictionsIn(version: DatasetVersion): Promise<string[]> {
  return (await rowsOf(version)).map(({ lineage }) => lineage.prediction).toSorted()
}

const id = (number: number) => makeFacts(number).id

describe('a build', () => {
  it('selects what the recipe asks for, and accounts for every prediction it selected', async () => {
    await add(1, {}, {})
    await add(2, {}, { value: false })
    await add(3)
    await add(4, { task: 'other' }, {})
    await add(5, { status: 'error' }, {})
    await add(6, {}, { consent: false })
    await add(7, {}, {})
    const version = await build()
    expect(version).toMatchObject({
      name: 'replies',
      version: 1,
      recipe,
      asOf: new Date(NOW).toISOString(),
      builtAt: new Date(NOW).toISOString(),
      selected: 4,
      dropped: { not_ok: 1, no_consent: 1 },
    })
    expect(version.kept.train + version.kept.validation + version.kept.test).toBe(2)
    expect(await predictionsIn(version)).toEqual([id(1), id(7)].toSorted())
  })

  it('takes no judge’s word for it, and is turned away by none', async () => {
    await add(1, {}, { source: 'judge' })
    await add(2, {}, { source: 'judge', value: false }, { name: 'polite' })
    await add(3, {}, { source: 'judge' }, { value: false })
    await add(4, {}, { source: 'judge', actor: 'grader' }, {})
    const version = await build()
    expect(await predictionsIn(version)).toEqual([id(2), id(4)].toSorted())
    expect((await rowsOf(version)).flatMap(({ lineage }) => lineage.feedback).toSorted()).toEqual(['f-2-1', 'f-4-1'])
  })

  it('looks at [from, to) only', async () => {
    for (const number of [1, 2, 3, 4]) await add(number, {}, {})
    const between = { from: new Date(START + 2).toISOString(), to: new Date(START + 4).toISOString() }
    expect(await predictionsIn(await build({ select: { ...recipe.select, ...between } }))).toEqual([id(2), id(3)])
  })

  it('of the same rows gives the same version and the same rows, but for its number and its time', async () => {
    for (const number of [5, 3, 1, 2, 4]) await add(number, { user: `u-${number % 2}` }, {})
    const asOf = new Date(NOW).toISOString()
    const first = await build({ asOf })
    const second = await build({ asOf }, NOW + 1000)
    expect({ ...second, version: 1, builtAt: first.builtAt }).toEqual(first)
    expect(second).toMatchObject({ version: 2, builtAt: new Date(NOW + 1000).toISOString() })
    expect(await rowsOf(second)).toEqual(await rowsOf(first))
  })

  it('does not depend on the order in which anything arrived', async () => {
    const numbers = [1, 2, 3, 4, 5, 6]
    const orders = fc.shuffledSubarray(numbers, { minLength: numbers.length })
    const buildFrom = async (order: number[]) => {
      store.close()
      store = openInMemory()
      for (const number of order)
        await add(number, { startedAt: new Date(START + (number % 3)).toISOString(), user: `u-${number % 2}` }, {})
      return rowsOf(await build())
    }
    const expected = await buildFrom(numbers)
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        expect(await buildFrom(order)).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })

  it('knows nothing that was said later than its as-of', async () => {
    const [early, late] = [new Date(START + 1000).toISOString(), new Date(START + 3000).toISOString()]
    await add(1, {}, { at: early }, { at: late, value: false })
    await add(2, {}, { at: late })
    const between = await build({ asOf: new Date(START + 2000).toISOString() })
    expect(await predictionsIn(between)).toEqual([id(1)])
    expect((await rowsOf(between))[0]?.lineage.feedback).toEqual(['f-1-0'])
    expect(await predictionsIn(await build())).toEqual([id(2)])
    // To the millisecond, and in any zone.
    expect(await predictionsIn(await build({ asOf: late }))).toEqual([id(2)])
    const hourAhead = new Date(START + 2000 + 3_600_000).toISOString().replace('Z', '+01:00')
    expect(await predictionsIn(await build({ asOf: hourAhead }))).toEqual([id(1)])
  })

  it('leaves out what somebody holds back now, whenever it is as of', async () => {
    const [early, late] = [new Date(START + 1000).toISOString(), new Date(START + 3000).toISOString()]
    await add(1, {}, { at: early, actor: 'ann' }, { at: late, actor: 'ann', consent: false })
    await add(2, {}, { at: early })
    expect(await predictionsIn(await build({ asOf: new Date(START + 2000).toISOString() }))).toEqual([id(2)])
  })

  it('leaves out what the app held back when it called the model', async () => {
    const { capture } = makeFacts(1)
    await add(1, { capture: { ...capture, consent: false } }, {})
    await add(2, { capture: { ...capture, consent: true } }, {})
    const version = await build()
    expect(await predictionsIn(version)).toEqual([id(2)])
    expect(version.dropped).toEqual({ no_consent: 1 })
  })

  it('never puts a person into two splits, nor one row into two places', async () => {
    for (let number = 0; number < 60; number += 1) await add(number, { user: `u-${number % 17}` }, {})
    const version = await build({ split: { train: 0.4, validation: 0.3, test: 0.3 } })
    const rows = await rowsOf(version)
    const splitsOf = new Map<string, Set<string>>()
    for (const { lineage } of rows) {
      const splits = splitsOf.get(lineage.group) ?? new Set()
      splitsOf.set(lineage.group, splits.add(lineage.split))
    }
    expect([...splitsOf.values()].map((splits) => splits.size)).toEqual(Array.from({ length: 17 }, () => 1))
    expect(new Set(rows.map(({ lineage }) => lineage.prediction)).size).toBe(60)
    for (const split of SPLITS) {
      const lines = rows.filter(({ lineage }) => lineage.split === split).map(({ lineage }) => lineage.line)
      expect(lines).toEqual(Array.from({ length: version.kept[split] }, (_, index) => index + 1))
    }
  })

  it('leaves a person in their split as more rows arrive', async () => {
    for (let number = 0; number < 10; number += 1) await add(number, { user: `u-${number}` }, {})
    const groupsOf = async (version: DatasetVersion) =>
      new Map((await rowsOf(version)).map(({ lineage }) => [lineage.group, lineage.split]))
    const before = await groupsOf(await build())
    for (let number = 10; number < 30; number += 1) await add(number, { user: `u-${number}` }, {})
    expect([...(await groupsOf(await build()))]).toEqual(expect.arrayContaining([...before]))
  })

  it('reads every page of a task that has many', async () => {
    const predictions = Array.from({ length: 450 }, (_, number) => makeRow(number))
    const feedback = predictions.map(({ facts }, number) => makeFeedback(`f-${number}`, { prediction: facts.id }))
    await store.rows.add(makeBatch({ predictions, feedback }))
    expect((await build()).selected).toBe(450)
  })

  it('that keeps nothing makes no version, and says how many it looked at', async () => {
    const empty = () => buildDataset({ recipe, rows: store.rows, state: store.state, nowMs: NOW })
    expect(await empty()).toEqual({ outcome: 'empty', selected: 0, dropped: {} })
    await add(1, { status: 'error' }, {})
    expect(await empty()).toEqual({ outcome: 'empty', selected: 1, dropped: { not_ok: 1 } })
    expect(await store.state.datasets()).toEqual([])
  })

  it('as of a time to come is refused: it could not be built again as it was', async () => {
    const asOf = new Date(NOW + 1).toISOString()
    const built = await buildDataset({ recipe: { ...recipe, asOf }, rows: store.rows, state: store.state, nowMs: NOW })
    expect(built).toEqual({ outcome: 'not_yet' })
  })

  it('with other shares than the first version is refused: what was held out stays held out', async () => {
    await add(1, {}, {})
    const shares = { train: 0.5, validation: 0.25, test: 0.25 }
    await build({ split: shares })
    const again = (split?: typeof shares) =>
      buildDataset({ recipe: { ...recipe, split }, rows: store.rows, state: store.state, nowMs: NOW })
    expect(await again({ train: 0.9, validation: 0.05, test: 0.05 })).toEqual({ outcome: 'other_shares', shares })
    expect(await again()).toMatchObject({ outcome: 'built', version: { version: 2, recipe: { split: shares } } })
  })

  it('keeps a person together who logged in between, even where nobody rated the answer that shows it', async () => {
    for (let person = 0; person < 20; person += 1) {
      const [user, before, after] = [`u-${person}`, `s-${person}-1`, `s-${person}-2`]
      await add(person * 3, { user: null, session: before }, {})
      await add(person * 3 + 1, { user, session: before })
      await add(person * 3 + 2, { user, session: after }, {})
    }
    const rows = await rowsOf(await build())
    const splits = Map.groupBy(rows, (row) => row.lineage.group)
    expect(rows).toHaveLength(40)
    expect(splits.size).toBe(20)
  })
})
