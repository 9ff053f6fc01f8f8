import { type TruthReport, TRUTH_LINES_NAMED_MAX } from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBatch, makeRow } from '../../fixtures/predictions.ts'
import { openInMemory } from '../../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../../store/store.ts'
import { createIngest } from '../create-ingest.ts'
import type { Ingest, Parcel } from '../ingest.ts'
import type { TruthProgress } from './how-far.ts'
import { importTruth } from './import-truth.ts'
import { readTruthLines } from './read-truth-lines.ts'
import { readTruthTable } from './read-truth-table.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')

let store: Store
let ingest: Ingest
let nowMs: number

beforeEach(() => {
  nowMs = NOW
  store = openInMemory()
  ingest = createIngest({
    rows: store.rows,
    clock: () => nowMs,
    makeId: () => 'made',
    onDefect: (error) => {
      throw error
    },
  })
})
afterEach(async () => {
  await ingest.close()
  store.close()
})

interface Said {
  task?: string
  at?: string | undefined
  through?: Pick<Ingest, 'submit'>
  onProgress?: (progress: TruthProgress) => void
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Promise.resolve(Buffer.from(text))
}

/** A minute after whatever was taken in before. */
async function take(table: string, { task, at, through = ingest, onProgress = () => undefined }: Said = {}) {
  nowMs += 60_000
  const columns = { key: 'key', label: 'label', at }
  const read = table.startsWith('{') ? readTruthLines : readTruthTable
  const truths = read(chunks(table), { columns, areNumbers: false })
  return importTruth({
    truths,
    ingest: through,
    rows: store.rows,
    clock: () => nowMs,
    task: task ?? null,
    mayReadLabels: true,
    onProgress,
  })
}

function countsOf({ contradictions: _lines, unmatched: _unmatched, refusals: _refusals, ...counts }: TruthReport) {
  return counts
}

const NOTHING = { rows: 0, stored: 0, repeated: 0, contradicting: 0, waiting: 0, refused: 0 }

async function labelOf(key: string, task = 'support.reply'): Promise<unknown> {
  const [known] = await store.rows.truths({ keys: [key], task })
  return known?.value ?? null
}

const predict = (...keys: string[]) =>
  store.rows.add(makeBatch({ predictions: keys.map((key, index) => makeRow(index, { key })) }))
const opinions = async () => (await store.rows.predictions({ limit: 99 }))?.predictions.map(({ opinion }) => opinion)
const history = async () => (await store.rows.predictions({ limit: 99 }))?.predictions.map(({ feedback }) => feedback)

const STILL_COUNTS = 'known of this key, and still counts: its time is later'

describe('importing labels', () => {
  it('says of each line what became of it', async () => {
    await predict('k-1', 'k-2')
    const table = 'key,label\nk-1,good\nk-2,good\nk-9,bad\nk-1,good\nk-2,bad\nk-3\n,good\nk-4,\n'
    expect(await take(table)).toEqual({
      rows: 8,
      stored: 4,
      repeated: 1,
      contradicting: 1,
      waiting: 1,
      refused: 3,
      contradictions: [{ line: 6, reason: '"good" was known of this key' }],
      unmatched: [{ line: 4, reason: 'no prediction has this key yet' }],
      refusals: [
        { line: 7, reason: 'it ends before its label: it has 1 of 2 cells' },
        { line: 8, reason: 'key must not be empty' },
        { line: 9, reason: 'value: a label is a string or a number' },
      ],
    })
    expect(await Promise.all(['k-1', 'k-2', 'k-9'].map((key) => labelOf(key)))).toEqual(['good', 'bad', 'bad'])
    expect((await opinions())?.map(({ label, by }) => [label, by.label])).toEqual([
      ['bad', 'ground_truth'],
      ['good', 'ground_truth'],
    ])
  })

  it('reads JSON lines as well', async () => {
    const lines = [
      { key: 'k-1', label: 'good' },
      { key: 77, label: 1.5, more: {} },
      { key: 'k-2', lable: 'good' },
      { key: 'k-3', label: true },
      { key: ['k-4'], label: 'good' },
      [],
    ]
    const { refusals, ...report } = await take(lines.map((line) => JSON.stringify(line)).join('\n'))
    expect(countsOf({ ...report, refusals })).toEqual({ ...NOTHING, rows: 6, stored: 2, waiting: 2, refused: 4 })
    expect(refusals).toEqual([
      { line: 3, reason: 'it has no "label", but "key", "lable"' },
      { line: 4, reason: 'value: a label is a string or a number' },
      { line: 5, reason: 'its key is neither text nor a number' },
      { line: 6, reason: 'it is not a JSON object' },
    ])
    expect([await labelOf('77'), await labelOf('k-1')]).toEqual([1.5, 'good'])
  })

  it('of a task speaks of its predictions alone', async () => {
    await predict('k-1')
    await take('key,label\nk-1,good\n', { task: 'elsewhere' })
    expect((await opinions())?.map(({ label }) => label)).toEqual([null])
    expect(await take('key,label\nk-1,bad\n', { task: 'support.reply' })).toMatchObject({ stored: 1, contradicting: 0 })
    expect((await opinions())?.map(({ label }) => label)).toEqual(['bad'])
  })

  it('believes the time that the table says, and refuses what is none', async () => {
    const table = `key,label,at\nk-1,late,2026-10-02\nk-1,early,2026-10-01T23:59:59+00:00\nk-2,x,yesterday\nk-3,x,\nk-4,x,2030-01-01\n`
    const report = await take(table, { at: 'at' })
    expect(countsOf(report)).toEqual({ ...NOTHING, rows: 5, stored: 3, contradicting: 1, waiting: 3, refused: 2 })
    expect(report.contradictions.map(({ reason }) => reason)).toEqual([`"late" was ${STILL_COUNTS}`])
    expect(report.refusals.map(({ line }) => line)).toEqual([4, 5])
    expect(await store.rows.truths({ keys: ['k-1', 'k-4'], task: null })).toEqual([
      { key: 'k-1', value: 'late', at: '2026-10-02T00:00:00.000Z' },
      { key: 'k-4', value: 'x', at: new Date(nowMs).toISOString() },
    ])
  })
})

/** Of several of one time the last. */
function latestOf<Row extends { at: string }>(rows: Row[]): Row | undefined {
  const latest = rows
    .map(({ at }) => at)
    .toSorted()
    .at(-1)
  return rows.findLast(({ at }) => at === latest)
}

describe('importing labels again', () => {
  it.each([
    ['with', 'at', 'k-1,good,2026-10-03\nk-1,bad,2026-10-02\nk-1,good,2026-10-01\nk-2,bad,2030-01-01\n'],
    ['without', undefined, 'k-1,good\nk-2,bad\nk-1,good\n'],
  ])('%s times, changes nothing', async (_, at, lines) => {
    await predict('k-1', 'k-2')
    await take(`key,label,at\n${lines}`, { at })
    const before = await history()
    const { rows, repeated } = await take(`key,label,at\n${lines}`, { at })
    expect(repeated).toBe(rows)
    expect(await history()).toEqual(before)
  })

  it('leaves the label of the last line, whatever was said in between', async () => {
    const [first, second] = ['key,label\nk-1,good\n', 'key,label\nk-1,bad\n']
    expect(countsOf(await take(first))).toMatchObject({ stored: 1, contradicting: 0 })
    expect(countsOf(await take(second))).toMatchObject({ stored: 1, contradicting: 1 })
    // The same line of the same file, and a correction all the same.
    expect(countsOf(await take(first))).toMatchObject({ stored: 1, contradicting: 1 })
    expect(await labelOf('k-1')).toBe('good')
    expect(countsOf(await take(first))).toMatchObject({ stored: 0, repeated: 1, contradicting: 0 })
  })

  it('says which label counts where the clock was set back since the one before', async () => {
    await take('key,label\nk-1,good\n')
    nowMs -= 2 * 60 * 60_000
    const { contradictions } = await take('key,label\nk-1,bad\n')
    expect(contradictions).toEqual([{ line: 2, reason: `"good" was ${STILL_COUNTS}` }])
    expect(await labelOf('k-1')).toBe('good')
  })

  const anyTable = fc.array(
    fc.record({
      key: fc.constantFrom('k-1', 'k-2'),
      label: fc.constantFrom('good', 'bad'),
      at: fc.constantFrom('2026-10-01', '2026-10-02'),
    }),
    { maxLength: 8 },
  )

  it.each([['with', 'at'] as const, ['without', undefined] as const])(
    'holds what the last line of each key says, %s times, whatever was taken in before and however often',
    async (_, at) => {
      let run = 0
      await fc.assert(
        fc.asyncProperty(anyTable, anyTable, fc.integer({ min: 1, max: 3 }), async (before, rows, times) => {
          run += 1
          const write = (some: typeof rows) =>
            ['key,label,at', ...some.map(({ key, label, at: time }) => `${key} of ${run},${label},${time}`)].join('\n')
          await take(write(before), { at })
          for (let time = 0; time < times; time += 1) {
            await take(write(rows), { at })
            const all = [...before, ...rows]
            for (const key of ['k-1', 'k-2']) {
              const own = all.filter((row) => row.key === key)
              const last = at === undefined ? own.at(-1) : latestOf(own)
              expect(await labelOf(`${key} of ${run}`)).toBe(last?.label ?? null)
            }
          }
        }),
        { numRuns: 60 },
      )
    },
  )
})

describe('labels that were taken in by mistake', () => {
  it('are taken back by a retraction for each key, and may be said anew', async () => {
    await predict('k-1')
    await take('key,label\nk-1,good\nk-2,good\n')
    nowMs += 1000
    const feedback = ['k-1', 'k-2'].map((key) => {
      return { key, kind: 'retraction', of: { kind: 'label' }, source: 'ground_truth' } as const
    })
    await ingest.submit({ kind: 'feedback', feedback })
    expect([await labelOf('k-1'), await labelOf('k-2')]).toEqual([null, null])
    expect((await opinions())?.map(({ label }) => label)).toEqual([null])
    expect(await take('key,label\nk-1,good\n')).toMatchObject({ stored: 1, contradicting: 0 })
    expect((await opinions())?.map(({ label }) => label)).toEqual(['good'])
  })
})

describe('many labels', () => {
  const table = (count: number, label: (number: number) => string) =>
    ['key,label', ...Array.from({ length: count }, (_, number) => `k-${number % 2500},${label(number)}`)].join('\n')

  it('go in parcels of a thousand, in the order of the file where they speak of the same', async () => {
    const sizes: number[] = []
    const slow: Pick<Ingest, 'submit'> = {
      submit: async (parcel) => {
        sizes.push((parcel as Extract<Parcel, { kind: 'feedback' }>).feedback.length)
        // The first ones last longest.
        if (sizes.length < 3) await new Promise((resolve) => setTimeout(resolve, 30 / sizes.length))
        return ingest.submit(parcel)
      },
    }
    const report = await take(
      table(5000, (number) => (number < 2500 ? 'first' : 'last')),
      { through: slow },
    )
    expect(sizes).toEqual([1000, 1000, 1000, 1000, 1000])
    expect(countsOf(report)).toEqual({ ...NOTHING, rows: 5000, stored: 5000, contradicting: 2500, waiting: 5000 })
    expect([report.contradictions, report.unmatched].map((lines) => lines.length)).toEqual([
      TRUTH_LINES_NAMED_MAX,
      TRUTH_LINES_NAMED_MAX,
    ])
    expect(report.contradictions[0]?.line).toBe(2502)
    const known = await store.rows.truths({ keys: ['k-0', 'k-999', 'k-1000', 'k-2499'], task: null })
    expect(known.map(({ value }) => value)).toEqual(['last', 'last', 'last', 'last'])
  })

  it('come again where the door is busy, and stop where nothing can be stored', async () => {
    let asked = 0
    const busy: Pick<Ingest, 'submit'> = {
      submit: async (parcel) => ((asked += 1) === 1 ? { outcome: 'busy' } : ingest.submit(parcel)),
    }
    expect(await take('key,label\nk-1,good\n', { through: busy })).toMatchObject({ stored: 1 })
    const cause = new Error('the disk is full')
    const full: Pick<Ingest, 'submit'> = {
      submit: () => Promise.resolve((asked += 1) > 3 ? { outcome: 'unavailable', cause } : { outcome: 'busy' }),
    }
    await expect(
      take(
        table(2600, () => 'x'),
        { through: full },
      ),
    ).rejects.toBe(cause)
  })

  it('that break off half-way are stored as far as they came, and all of them the next time', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Promise.resolve(Buffer.from(`${table(1500, () => 'good')}\nk-1`))
      throw new Error('the line went dead')
    }
    let progress: TruthProgress | undefined
    const options = { columns: { key: 'key', label: 'label' }, areNumbers: false }
    const taken = importTruth({
      truths: readTruthTable(broken(), options),
      ingest,
      rows: store.rows,
      clock: () => NOW,
      task: null,
      mayReadLabels: true,
      onProgress: (told) => (progress = told),
    })
    await expect(taken).rejects.toThrow('the line went dead')
    expect(progress).toMatchObject({ report: { rows: 1500, stored: 1500 }, line: 1501 })
    expect(countsOf(await take(table(2500, () => 'good')))).toEqual({
      ...NOTHING,
      rows: 2500,
      stored: 1000,
      repeated: 1500,
      waiting: 1000,
    })
  })
})
