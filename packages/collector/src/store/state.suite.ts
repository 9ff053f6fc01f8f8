// The laws that the state half of the port holds to, whatever engine keeps the state.
import type { DatasetRow, Split } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import { testKeys } from './keys.suite.ts'
import { testAlarms } from './state-alarms.suite.ts'
import { testAudit } from './state-audit.suite.ts'
import { testJobs } from './state-jobs.suite.ts'
import { testReviews } from './state-reviews.suite.ts'
import { testSettings } from './state-settings.suite.ts'
import { testViews } from './state-views.suite.ts'
import { testWatching } from './state-watch.suite.ts'
import type { NewDatasetVersion, State } from './state.ts'

function versionOf(name: string, said: Partial<NewDatasetVersion> = {}): NewDatasetVersion {
  return {
    name,
    recipe: { name, select: { task: 'support.reply', feedback: 'thumbs-up' } },
    asOf: '2026-11-21T10:00:00.000Z',
    builtAt: '2026-11-21T10:00:00.000Z',
    selected: 3,
    kept: { train: 2, validation: 1, test: 0 },
    dropped: {},
    ...said,
  }
}

function rowOf(split: Split, line: number, text = 'Hello'): DatasetRow {
  return {
    example: {
      system: null,
      messages: [{ role: 'user', parts: [{ type: 'text', text }] }],
      tools: null,
      target: { role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] },
    },
    lineage: { line, split, prediction: `p-${line}`, feedback: ['f-1'], group: 'user:u-1' },
  }
}

/** Opens an empty store each time. */
export function testState(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  // Each by itself, or each test would open the stores of all.
  describe('keys', () => {
    testKeys(engine, open)
  })
  describe('audit', () => {
    testAudit(engine, open)
  })
  describe('views', () => {
    testViews(engine, open)
  })
  describe('settings', () => {
    testSettings(engine, open)
  })
  describe('jobs', () => {
    testJobs(engine, open)
  })
  describe('reviews', () => {
    testReviews(engine, open)
  })
  describe('watching', () => {
    testWatching(engine, open)
  })
  describe('alarms', () => {
    testAlarms(engine, open)
  })

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  describe(`a dataset version in ${engine}`, () => {
    it('gets the next number of the dataset of its name, which the first one makes', async () => {
      const first = await state.addDatasetVersion(versionOf('replies'), [])
      const second = await state.addDatasetVersion(versionOf('replies'), [])
      const other = await state.addDatasetVersion(versionOf('Replies'), [])
      expect([first.version, second.version, other.version]).toEqual([1, 2, 1])
      expect(second.dataset).toBe(first.dataset)
      expect(other.dataset).not.toBe(first.dataset)
    })

    it('is never changed by a later one', async () => {
      const first = await state.addDatasetVersion(versionOf('replies', { dropped: { no_consent: 2 } }), [
        rowOf('train', 1),
      ])
      await state.addDatasetVersion(versionOf('replies', { selected: 9 }), [
        rowOf('train', 1, 'Changed'),
        rowOf('train', 2),
      ])
      expect(await state.datasetVersion(first.dataset, 1)).toEqual(first)
      expect(first).toEqual({
        dataset: first.dataset,
        version: 1,
        ...versionOf('replies', { dropped: { no_consent: 2 } }),
      })
      expect(await state.datasetRows(first.dataset, 1, 'train')).toEqual([rowOf('train', 1)])
    })

    it('is the newest unless another is asked for, and null where there is none', async () => {
      const { dataset } = await state.addDatasetVersion(versionOf('replies'), [])
      await state.addDatasetVersion(versionOf('replies', { selected: 9 }), [])
      expect(await state.datasetVersion(dataset)).toMatchObject({ version: 2, selected: 9 })
      expect(await state.datasetVersion(dataset, 1)).toMatchObject({ version: 1, selected: 3 })
      expect(await state.datasetVersion(dataset, 3)).toBeNull()
      expect(await state.datasetVersion('nothing')).toBeNull()
    })

    it('gives its rows by split, in the order of their lines and whole', async () => {
      const rows = [rowOf('train', 2), rowOf('validation', 1, '\ud83d\ude00'), rowOf('train', 10), rowOf('train', 1)]
      const { dataset } = await state.addDatasetVersion(versionOf('replies'), rows)
      expect((await state.datasetRows(dataset, 1, 'train')).map(({ lineage }) => lineage.line)).toEqual([1, 2, 10])
      expect(await state.datasetRows(dataset, 1, 'validation')).toEqual([rowOf('validation', 1, '\ud83d\ude00')])
      expect(await state.datasetRows(dataset, 1, 'test')).toEqual([])
      expect(await state.datasetRows(dataset, 2, 'train')).toEqual([])
    })

    it('is stored whole or not at all, and a failed one uses up no number', async () => {
      await expect(
        state.addDatasetVersion(versionOf('replies'), [rowOf('train', 1), rowOf('train', 1)]),
      ).rejects.toThrow('constraint')
      expect(await state.datasets()).toEqual([])
      expect((await state.addDatasetVersion(versionOf('replies'), [])).version).toBe(1)
    })

    it('does not wait for the others: versions that are added at once each get a number of their own', async () => {
      const added = await Promise.all(
        ['a', 'b', 'a', 'a', 'b'].map((name) => state.addDatasetVersion(versionOf(name), [])),
      )
      expect(added.map(({ name, version }) => `${name}${version}`).toSorted()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2'])
    })
  })

  describe(`the datasets in ${engine}`, () => {
    it('are none at first', async () => {
      expect(await state.datasets()).toEqual([])
    })

    it('are listed once each with their newest version, newest build first', async () => {
      const hour = (hours: number) => ({ builtAt: `2026-11-21T1${hours}:00:00.000Z` })
      const { dataset: first } = await state.addDatasetVersion(versionOf('first', hour(0)), [])
      const { dataset: second } = await state.addDatasetVersion(versionOf('second', hour(1)), [])
      await state.addDatasetVersion(versionOf('first', { ...hour(2), kept: { train: 5, validation: 1, test: 1 } }), [])
      expect(await state.datasets()).toEqual([
        { id: first, name: 'first', version: 2, rows: 7, ...hour(2) },
        { id: second, name: 'second', version: 1, rows: 3, ...hour(1) },
      ])
    })

    it('have the version of the highest number as their newest, also when the clock was set back', async () => {
      await state.addDatasetVersion(versionOf('replies', { builtAt: '2026-11-21T12:00:00.000Z' }), [])
      await state.addDatasetVersion(versionOf('replies', { builtAt: '2026-11-21T11:00:00.000Z' }), [])
      expect(await state.datasets()).toMatchObject([{ version: 2, builtAt: '2026-11-21T11:00:00.000Z' }])
    })
  })
}
