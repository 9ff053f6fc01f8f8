// The laws of forgetting in datasets, whatever engine keeps the state.
import type { DatasetRow, Split } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewDatasetVersion, State } from './state.ts'

type DatasetHalf = Pick<
  State,
  'addDatasetVersion' | 'datasets' | 'datasetVersion' | 'datasetRows' | 'recordExport' | 'pinned' | 'forgetRows'
>

function versionOf(name: string, train: number): NewDatasetVersion {
  return {
    name,
    recipe: { name, select: { task: 'support.reply', feedback: 'thumbs-up' } },
    asOf: '2026-11-21T10:00:00.000Z',
    builtAt: '2026-11-21T10:00:00.000Z',
    selected: train,
    kept: { train, validation: 0, test: 0 },
    dropped: {},
  }
}

function rowOf(prediction: string, line: number, split: Split = 'train'): DatasetRow {
  return {
    example: {
      system: null,
      messages: [{ role: 'user', parts: [{ type: 'text', text: `A secret of ${prediction}` }] }],
      tools: null,
      target: { role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] },
    },
    lineage: { line, split, prediction, feedback: [`f-${prediction}`], group: `user:${prediction}` },
  }
}

const at = '2026-11-21T11:00:00.000Z'

export function testDatasetTombstones(engine: string, open: () => { state: DatasetHalf; close: () => void }): void {
  let store: { state: DatasetHalf; close: () => void }
  let state: DatasetHalf

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  async function build(name: string, ...rows: DatasetRow[]): Promise<string> {
    return (await state.addDatasetVersion(versionOf(name, rows.length), rows)).dataset
  }

  const linesOf = async (dataset: string, version = 1, split: Split = 'train') =>
    (await state.datasetRows(dataset, version, split)).map(({ lineage }) => lineage.line)

  describe(`dataset rows of a person who is forgotten in ${engine}`, () => {
    it('are gone from every version, whose other rows keep their lines, and the versions say how many', async () => {
      const dataset = await build('replies', rowOf('p-1', 1), rowOf('p-2', 2), rowOf('p-3', 3))
      await build('replies', rowOf('p-1', 1), rowOf('p-2', 2), rowOf('p-3', 1, 'test'))
      const other = await build('other', rowOf('p-2', 1))
      const told = await state.forgetRows(['p-1', 'p-3', 'p-9'])
      expect(told.datasetVersions).toEqual([
        { dataset, version: 1, rows: 2 },
        { dataset, version: 2, rows: 2 },
      ])
      expect([await linesOf(dataset), await linesOf(dataset, 2), await linesOf(dataset, 2, 'test')]).toEqual([
        [2],
        [2],
        [],
      ])
      expect(await linesOf(other)).toEqual([1])
      expect([
        (await state.datasetVersion(dataset, 1))?.forgotten,
        (await state.datasetVersion(dataset, 2))?.forgotten,
        (await state.datasetVersion(other))?.forgotten,
      ]).toEqual([2, 2, undefined])
      expect((await state.datasets()).map(({ name, rows }) => [name, rows])).toEqual(
        expect.arrayContaining([
          ['replies', 1],
          ['other', 1],
        ]),
      )
    })

    it('are the same told twice, half-way and then whole, or whole at once', async () => {
      const dataset = await build('replies', rowOf('p-1', 1), rowOf('p-2', 2), rowOf('p-3', 3))
      await state.recordExport({ dataset, version: 1, format: 'openai-sft', split: null, rows: 3, at })
      await state.forgetRows(['p-1'])
      const whole = await state.forgetRows(['p-1', 'p-2'])
      expect(whole).toEqual({
        datasetVersions: [{ dataset, version: 1, rows: 2 }],
        exported: [{ dataset, version: 1, format: 'openai-sft', at }],
        reviews: 0,
      })
      const version = await state.datasetVersion(dataset)
      expect(await state.forgetRows(['p-2', 'p-1'])).toEqual(whole)
      expect(await state.datasetVersion(dataset)).toEqual(version)
    })

    it('are as many as they are: a thousand are told as one', async () => {
      const ids = Array.from({ length: 1000 }, (_, index) => `p-${index}`)
      const dataset = await build('replies', ...ids.map((id, index) => rowOf(id, index + 1)))
      expect((await state.forgetRows(ids.slice(1))).datasetVersions).toEqual([{ dataset, version: 1, rows: 999 }])
      expect(await linesOf(dataset)).toEqual([1])
    })

    it('were exported where an export of their split was made before, and not where it was made after', async () => {
      const dataset = await build('replies', rowOf('p-1', 1), rowOf('p-2', 1, 'test'))
      const other = await build('other', rowOf('p-2', 1))
      const exported = { dataset, version: 1, format: 'openai-sft', rows: 1 }
      await state.recordExport({ ...exported, split: 'train', at: '2026-11-21T11:00:00.000Z' })
      await state.recordExport({ ...exported, split: 'test', at: '2026-11-21T12:00:00.000Z' })
      await state.recordExport({ ...exported, split: null, at: '2026-11-21T13:00:00.000Z' })
      await state.recordExport({ ...exported, dataset: other, split: null, at: '2026-11-21T14:00:00.000Z' })
      const before = await state.forgetRows(['p-1'])
      expect(before.exported.map(({ at: when }) => when)).toEqual([
        '2026-11-21T11:00:00.000Z',
        '2026-11-21T13:00:00.000Z',
      ])
      await state.recordExport({ ...exported, split: null, at: '2026-11-21T15:00:00.000Z' })
      expect(await state.forgetRows(['p-1'])).toEqual(before)
    })

    it('are none where no version has any', async () => {
      await build('replies', rowOf('p-1', 1))
      const nothing = { datasetVersions: [], exported: [], reviews: 0 }
      expect([await state.forgetRows([]), await state.forgetRows(['p-2', "'"])]).toEqual([nothing, nothing])
    })
  })

  describe(`what a dataset version uses in ${engine}`, () => {
    it('is pinned, once however many versions use it, until it is forgotten', async () => {
      await build('replies', rowOf('p-1', 1), rowOf('p-2', 2))
      await build('replies', rowOf('p-1', 1))
      expect(await state.pinned(['p-1', 'p-2', 'p-3'])).toEqual(new Set(['p-1', 'p-2']))
      expect(await state.pinned(['p-3'])).toEqual(new Set())
      await state.forgetRows(['p-1'])
      expect(await state.pinned(['p-1', 'p-2', 'p-3'])).toEqual(new Set(['p-2']))
    })
  })
}
