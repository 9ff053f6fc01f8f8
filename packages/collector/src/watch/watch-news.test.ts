import type { Feedback, Prediction, PredictionFacts } from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../fixtures/predictions.ts'
import { observeFacts } from '../signals/observe-facts.ts'
import { observeSaid } from '../signals/observe-said.ts'
import type { Observed } from '../signals/observed.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { CellOf, WatchCell } from '../store/state-watch.ts'
import type { Store } from '../store/store.ts'
import { SAID_KEPT_MS } from './count-task.ts'
import { createNewsWatcher } from './watch-news.ts'

const HOUR_MS = 3_600_000
const TASK = 'support.reply'

let store: Store
let nowMs: number
let said: number

beforeEach(() => {
  nowMs = START
  said = 0
  store = openInMemory(() => nowMs)
})
afterEach(() => store.close())

async function predict(numbers: readonly number[], facts: Partial<PredictionFacts> = {}): Promise<void> {
  await store.rows.add(makeBatch({ predictions: numbers.map((number) => makeRow(number, facts)) }))
}

async function say(number: number, word: Partial<Feedback>): Promise<void> {
  said += 1
  const at = new Date(START + said).toISOString()
  const feedback = [makeFeedback(`f-${said}`, { prediction: makeFacts(number).id, at, ...word })]
  await store.rows.add(makeBatch({ feedback }))
}

/** One that knows nothing but what is stored, as after a start. */
async function watch(steps = 1_000): Promise<void> {
  const watcher = createNewsWatcher({ ...store, clock: () => nowMs })
  for (let step = 0; step < steps; step += 1) if (!(await watcher.step(50))) return
}

/** By signal and value: how many rows, of all cells of a kind. */
async function counted(of: CellOf, task = TASK): Promise<{ [signal: string]: { [value: string]: number } }> {
  const known = await store.state.watch(task)
  const cells = known === null ? [] : await store.state.watchCells({ task, of })
  const counts: { [signal: string]: { [value: string]: number } } = {}
  const add = (signal: string, value: string, by: number) => {
    const ofSignal = (counts[signal] ??= {})
    ofSignal[value] = (ofSignal[value] ?? 0) + by
    if (ofSignal[value] === 0) delete ofSignal[value]
    if (Object.keys(ofSignal).length === 0) delete counts[signal]
  }
  for (const { signal, summary } of cells) {
    const found = known?.signals.find(({ id }) => id === signal)
    if (found === undefined) throw new Error(`a cell of signal ${signal}, which is none`)
    add(found.name, 'missing', summary.missing)
    add(found.name, 'odd', summary.odd)
    for (const [bin, count] of summary.bins)
      add(found.name, found.kind === 'category' ? (found.categories[bin - 1] ?? 'others') : 'number', count)
  }
  return counts
}

/** The same by going through everything, of signals that are categories. */
function plainly(predictions: readonly Prediction[], see: (prediction: Prediction) => Observed[]) {
  const counts: { [signal: string]: { [value: string]: number } } = {}
  for (const prediction of predictions)
    for (const { name, value } of see(prediction)) {
      if (typeof value !== 'string') continue
      const ofSignal = (counts[name] ??= {})
      ofSignal[value] = (ofSignal[value] ?? 0) + 1
    }
  return counts
}

async function stored(): Promise<Prediction[]> {
  return (await store.rows.predictions({ limit: 1_000 }))?.predictions ?? []
}

const anyEvent = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('came' as const), number: fc.integer({ min: 1, max: 9 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('say' as const),
      number: fc.integer({ min: 1, max: 9 }),
      word: fc.constantFrom<Partial<Feedback>[]>(
        { kind: 'thumbs', value: true },
        { kind: 'thumbs', value: false },
        { kind: 'retraction', value: null, of: { kind: 'thumbs' } },
        { kind: 'correction', value: 'Better.' },
        { kind: 'thumbs', value: true, source: 'judge' },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('watch' as const), steps: fc.integer({ min: 1, max: 3 }) }) },
)

describe('watching', () => {
  it('counts what is stored as it is said to be now, whatever came when and however often it stopped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 30, size: 'max' }), async (events) => {
        store.close()
        store = openInMemory(() => nowMs)
        const came = new Set<number>()
        for (const event of events) {
          if (event.does === 'watch') await watch(event.steps)
          else if (event.does === 'say') await say(event.number, event.word)
          else if (!came.has(event.number)) {
            came.add(event.number)
            await predict([event.number], { status: event.number % 2 === 0 ? 'ok' : 'error' })
          }
        }
        await watch()
        const all = await stored()
        const found = await counted('day')
        expect(await counted('hour')).toEqual(found)
        const expected = { ...plainly(all, (each) => observeFacts(each, null)), ...plainly(all, observeSaid) }
        for (const [name, counts] of Object.entries(expected)) expect([name, found[name]]).toEqual([name, counts])
        const others = Object.entries(found).filter(([name]) => !(name in expected))
        expect(others.filter(([, counts]) => !('number' in counts))).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('hears the first word of each kind alone, in the hour in which it was counted', async () => {
    await predict([1, 2])
    await watch()
    nowMs = START + 50 * HOUR_MS
    await say(1, { kind: 'thumbs', value: false })
    await watch()
    nowMs = START + 90 * HOUR_MS
    await say(1, { kind: 'thumbs', value: true, actor: 'other' })
    await say(1, { kind: 'score', name: 'tone', value: 3 })
    await watch()
    expect(await counted('heard')).toEqual({ thumbs: { down: 1 }, 'feedback.tone': { number: 1 } })
    const heard = (await store.state.watchCells({ task: TASK, of: 'heard' })).map((cell: WatchCell) => cell.startMs)
    expect(heard).toEqual([START + 50 * HOUR_MS, START + 90 * HOUR_MS])
  })

  it('counts once what is said of a prediction, for as long as what was counted can be taken back', async () => {
    await predict([1, 2])
    await watch()
    await say(1, { kind: 'thumbs', value: true })
    await watch()
    nowMs = START + SAID_KEPT_MS + HOUR_MS
    while (await store.state.tidyWatching({ hoursMs: START, saidMs: nowMs - SAID_KEPT_MS }));
    await say(1, { kind: 'thumbs', value: false })
    await say(2, { kind: 'thumbs', value: false })
    await watch()
    expect((await counted('day'))['thumbs']).toEqual({ up: 1 })
    expect((await counted('day'))['rated']).toEqual({ true: 1, false: 1 })
    expect((await counted('heard'))['thumbs']).toEqual({ up: 1 })
    expect((await store.state.watch(TASK))?.delays.reduce((sum, count) => sum + count, 0)).toBe(1)
  })

  it('counts numbers that came before their scale was known with those that came after', async () => {
    const amounts = (numbers: readonly number[]) =>
      store.rows.add(
        makeBatch({
          predictions: numbers.map((number) =>
            makeRow(number, { input: { system: null, messages: null, tools: null, features: { amount: number } } }),
          ),
        }),
      )
    await amounts(Array.from({ length: 30 }, (_, number) => number))
    await watch()
    expect((await counted('day'))['feature.amount']).toBeUndefined()
    await amounts(Array.from({ length: 70 }, (_, number) => 100 + number))
    await watch()
    expect((await counted('day'))['feature.amount']).toEqual({ number: 100 })
    expect((await store.state.watch(TASK))?.signals.flatMap(({ pending }) => pending)).toHaveLength(0)
  })

  it('takes what comes as another type than before as odd, and what is missing as missing', async () => {
    const feature = (number: number, value: number | string | null) =>
      predict([number], { input: { system: null, messages: null, tools: null, features: { tier: value } } })
    await feature(1, 'gold')
    await feature(2, 4)
    await feature(3, null)
    await watch()
    expect((await counted('day'))['feature.tier']).toEqual({ gold: 1, odd: 1, missing: 1 })
  })

  it('misses a feature that is not even named any more, once it is known', async () => {
    const feature = (number: number, features: { [name: string]: number | string }) =>
      predict([number], { input: { system: null, messages: null, tools: null, features } })
    await feature(1, { tier: 'gold' })
    await feature(2, { tier: 'gold', region: 'north' })
    await feature(3, { region: 'south' })
    await watch()
    const found = await counted('day')
    expect(found['feature.tier']).toEqual({ gold: 2, missing: 1 })
    expect(found['feature.region']).toEqual({ north: 1, south: 1 })
  })

  it('makes no task old by one prediction of long ago, and counts none of before anybody looks', async () => {
    await predict([1])
    const at = (days: number) => new Date(START - days * 24 * HOUR_MS).toISOString()
    await predict([2], { startedAt: at(300) })
    await predict([3], { startedAt: at(400) })
    await watch()
    const known = await store.state.watch(TASK)
    expect([known?.counted, known?.firstMs]).toEqual([2, START + 1 - HOUR_MS])
  })

  it('keeps so much of names and no more, however long they are', async () => {
    const features = (number: number) =>
      Object.fromEntries(Array.from({ length: 60 }, (_, each) => [`f${each}`, `${number} ${'x'.repeat(90)}`]))
    const rows = Array.from({ length: 60 }, (_, number) =>
      makeRow(number, { input: { system: null, messages: null, tools: null, features: features(number) } }),
    )
    await store.rows.add(makeBatch({ predictions: rows }))
    await watch()
    expect(JSON.stringify(await store.state.watch(TASK)).length).toBeLessThan(250_000)
    expect((await counted('day'))['feature.f59']?.['others']).toBeGreaterThan(0)
  })

  it('keeps no name of a feature that tells customers apart', async () => {
    const customers = Array.from({ length: 600 }, (_, number) =>
      makeRow(number, {
        input: { system: null, messages: null, tools: null, features: { customer: `customer ${number}` } },
      }),
    )
    await store.rows.add(makeBatch({ predictions: customers }))
    await watch()
    expect((await counted('day'))['feature.customer']).toEqual({ others: 600 })
    expect(JSON.stringify(await store.state.watch(TASK))).not.toContain('customer 1')
  })

  it('knows of a prediction that turned out badly what it was like', async () => {
    await predict([1, 2, 3], { status: 'ok' })
    await watch()
    await say(1, { kind: 'thumbs', value: false })
    await say(2, { kind: 'thumbs', value: true })
    await watch()
    expect((await counted('bad'))['status']).toEqual({ ok: 1 })
    expect((await counted('good'))['status']).toEqual({ ok: 1 })
    await say(1, { kind: 'thumbs', value: true })
    await watch()
    expect((await counted('bad'))['status']).toBeUndefined()
    expect((await counted('good'))['status']).toEqual({ ok: 2 })
  })
})
