import type { Prediction } from '@trimtab/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeFacts } from '../fixtures/predictions.ts'
import type { Watch, WatchCell, WatchedSignal } from '../store/state-watch.ts'
import { addSummary, emptySummary, type Summary } from '../sketches/summary.ts'
import { openTaskCount } from './count-task.ts'
import { pinDataset } from './pin-dataset.ts'

const TASK = 'ticket.route'

function signalOf(id: number, said: Partial<WatchedSignal>): WatchedSignal {
  const signal = { id, name: 'label', group: 'output', kind: 'category', sinceMs: 0, grid: null } as const
  return { ...signal, categories: [], embedding: null, pending: [], ...said }
}

const watch: Watch = {
  task: TASK,
  signals: [
    signalOf(1, { categories: ['a', 'b'] }),
    signalOf(2, { name: 'durationMs', group: 'operations', kind: 'number', grid: { centre: 100, spread: 10 } }),
    signalOf(3, { name: 'costUsd', group: 'operations', kind: 'number' }),
  ],
  segments: [{ is: { model: 'm-1' }, firstMs: 0, lastMs: 0 }],
  signalsLeftOut: 0,
  vocabulary: [],
  vocabularyTexts: 0,
  lateness: [],
  delays: [],
  counted: 2,
  firstMs: 0,
  lastMs: 0,
}

/** Pins what was built from these, and says what was asked for and stored. */
async function pin(
  predictions: readonly Prediction[],
  { lines = predictions.map(({ id }) => id), known = watch }: { lines?: string[]; known?: Watch | null } = {},
): Promise<{ counted: number | null; asked: string[]; cells: WatchCell[] }> {
  const asked: string[] = []
  let stored: WatchCell[] = []
  const byId = new Map(predictions.map((prediction) => [prediction.id, prediction]))
  const lineage = { line: 1, feedback: [], group: 'a' }
  const example = { system: null, messages: [], tools: null, target: { role: 'assistant', parts: [] } }
  const counted = await pinDataset(
    {
      state: {
        watch: async () => known,
        datasetRows: async (_dataset, _version, split) =>
          split === 'train' ? lines.map((prediction) => ({ example, lineage: { ...lineage, split, prediction } })) : [],
        pinCells: async (_task, cells) => {
          stored = cells
        },
      },
      rows: {
        predictionsOf: async (ids) => {
          asked.push(...ids)
          return ids.flatMap((id) => byId.get(id) ?? [])
        },
      },
    },
    { task: TASK, version: { dataset: 'd', version: 1 }, segmentKeys: [] },
  )
  return { counted, asked, cells: stored }
}

function answered(number: number, label: string, said: Partial<Prediction> = {}): Prediction {
  const { output, ...facts } = makeFacts(number)
  return {
    ...facts,
    cost: null,
    feedback: [],
    opinion: {
      thumbs: null,
      score: null,
      correction: null,
      label: null,
      by: { thumbs: null, score: null, correction: null, label: null },
      conflicts: [],
      sources: 0,
    },
    task: TASK,
    kind: 'classification',
    input: { ...facts.input, messages: null },
    output: { ...output, text: null, messages: null, label },
    ...said,
  }
}

it('a dataset is counted in one cell for each signal and segment, and what the watch does not know counts as others', async () => {
  const model = { requested: 'm-1', responded: null }
  const { counted, cells } = await pin([
    answered(1, 'a', { model, durationMs: 100 }),
    answered(2, 'b', { model, durationMs: 120 }),
    ...Array.from({ length: 300 }, (_, place) => answered(place + 3, `new ${place}`)),
  ])
  expect(counted).toBe(302)
  expect(cells.every(({ of, startMs }) => of === 'pinned' && startMs === 0)).toBe(true)
  const labels = cells.filter(({ signal }) => signal === 1).map(({ segment, summary }) => [segment, [...summary.bins]])
  expect(labels).toEqual([
    [
      1,
      [
        [1, 1],
        [2, 1],
      ],
    ],
    [0, [[0, 300]]],
  ])
  expect(cells.filter(({ signal }) => signal === 2).map(({ summary }) => summary.rows)).toEqual([2])
  expect(cells.filter(({ signal }) => signal > 2)).toEqual([])
  expect(watch.signals.map(({ categories }) => categories.length)).toEqual([2, 0, 0])
})

it('of a large dataset as many are counted as tell enough, from all of it, and each once', async () => {
  const lines = Array.from({ length: 50_000 }, (_, place) => `id ${place}`)
  const { asked, counted } = await pin([], { lines: [...lines, ...lines] })
  expect([asked.length, new Set(asked).size, counted]).toEqual([20_000, 20_000, 0])
  expect(Number(asked.at(-1)?.slice(3))).toBeGreaterThan(49_990)
})

it('what is of another task is not counted, and nothing is where the task is not watched', async () => {
  expect(await pin([answered(1, 'a', { task: 'another' })])).toMatchObject({ counted: 0, cells: [] })
  expect(await pin([answered(1, 'a')], { known: null })).toMatchObject({ counted: null, asked: [] })
})

/** Of what is known when a prediction comes: what days count of it in all, by signal and segment. */
function summed({ signals }: Watch, cells: readonly WatchCell[]): { [place: string]: Summary } {
  const sums: { [place: string]: Summary } = {}
  for (const { signal, segment, summary } of cells) {
    const found = signals.find(({ id }) => id === signal)
    if (found === undefined || found.group === 'feedback' || found.group === 'quality') continue
    addSummary((sums[`${found.name} ${segment}`] ??= emptySummary()), summary)
  }
  return sums
}

it('what is pinned of rows is what days count of them in all, of features that some do not name, too', async () => {
  const features = fc.record(
    { tier: fc.constantFrom('gold', 'silver', 3, null), amount: fc.nat(9), isNew: fc.boolean() },
    { requiredKeys: [] },
  )
  const rows = fc.array(fc.record({ features, label: fc.constantFrom('a', 'b', 'c'), day: fc.nat(3) }), {
    minLength: 1,
    maxLength: 90,
  })
  await fc.assert(
    fc.asyncProperty(rows, async (drawn) => {
      // The first names all, as nothing is missed before it is known.
      const first = { features: { tier: 'gold', amount: 1, isNew: true }, label: 'a', day: 0 }
      const predictions = [first, ...drawn].map(({ features: named, label, day }, number) =>
        answered(number, label, {
          input: { system: null, messages: null, tools: null, features: named },
          model: { requested: label === 'c' ? 'm-2' : 'm-1', responded: null },
          startedAt: new Date(Date.UTC(2026, 10, 2 + day)).toISOString(),
        }),
      )
      const known: Watch = { ...structuredClone(watch), signals: [], segments: [], counted: 0 }
      const count = openTaskCount(known, { segmentKeys: [], nowMs: Date.UTC(2026, 10, 9), isFollowing: false })
      for (const prediction of predictions) count.came(prediction, null)
      const days = count.end().cells.filter(({ of }) => of === 'day')
      const { cells } = await pin(predictions, { known })
      expect(summed(known, cells)).toEqual(summed(known, days))
    }),
    { numRuns: 40 },
  )
})
