import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOverview } from '../../aggregates/overview.ts'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../../fixtures/predictions.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'

let folder: string

beforeEach(() => {
  folder = makeFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

const version = {
  name: 'replies',
  recipe: { name: 'replies', select: { task: 'support.reply', feedback: 'thumbs-up' } },
  asOf: '2026-11-21T10:00:00.000Z',
  builtAt: '2026-11-21T10:00:00.000Z',
  selected: 1,
  kept: { train: 0, validation: 0, test: 0 },
  dropped: {},
} as const

describe('a store in a folder', () => {
  it('keeps everything when it is closed and opened again', async () => {
    const first = openStoreAt(folder)
    await first.rows.add(
      makeBatch({
        predictions: [makeRow(1, { key: 'k' }), makeRow(2)],
        feedback: [makeFeedback('f-1', { key: 'k' }), makeFeedback('f-2', { key: 'later' })],
      }),
    )
    const { dataset } = await first.state.addDatasetVersion(version, [])
    const before = [
      await readOverview(first.rows, START),
      await first.rows.predictions({ limit: 10 }),
      await first.state.datasets(),
    ]
    first.close()

    const second = openStoreAt(folder)
    expect([
      await readOverview(second.rows, START),
      await second.rows.predictions({ limit: 10 }),
      await second.state.datasets(),
    ]).toEqual(before)
    await second.rows.add(makeBatch({ predictions: [makeRow(3, { key: 'later' })] }))
    expect((await second.rows.prediction(makeFacts(3).id))?.opinion.thumbs).toBe('up')
    expect((await second.state.addDatasetVersion(version, [])).version).toBe(2)
    expect(await second.state.datasetVersion(dataset, 1)).toMatchObject(version)
    second.close()
  })

  it('gives out cursors that outlive it', async () => {
    const first = openStoreAt(folder)
    await first.rows.add(makeBatch({ predictions: [makeRow(1), makeRow(2), makeRow(3)] }))
    const page = await first.rows.predictions({ limit: 2 })
    first.close()
    const second = openStoreAt(folder)
    const rest = await second.rows.predictions({ limit: 2, cursor: page?.nextCursor ?? '' })
    expect(rest?.predictions.map(({ id }) => id)).toEqual([makeFacts(1).id])
    second.close()
  })

  it('has what it acknowledged on disk before it is closed: another connection sees it', async () => {
    const writer = openStoreAt(folder)
    await writer.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    const reader = openStoreAt(folder)
    expect((await readOverview(reader.rows, START)).predictions).toBe(1)
    reader.close()
    writer.close()
  })

  it('leaves one file behind when it is closed', async () => {
    const store = openStoreAt(folder)
    await store.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    store.close()
    expect(existsSync(join(folder, 'trimtab.db'))).toBe(true)
    expect(existsSync(join(folder, 'trimtab.db-wal'))).toBe(false)
  })

  it('takes nothing more once its file is gone: what it wrote would go with it', async () => {
    const store = openStoreAt(folder)
    expect(store.isReady()).toBe(true)
    renameSync(join(folder, 'trimtab.db'), join(folder, 'moved.db'))
    expect(store.isReady()).toBe(false)
    await expect(store.rows.add(makeBatch({ predictions: [] }))).rejects.toThrow('was moved or removed')
    store.close()
  })

  it('takes nothing more once it is closed', async () => {
    const store = openStoreAt(folder)
    store.close()
    await expect(store.rows.add(makeBatch({ predictions: [makeRow(1)] }))).rejects.toThrow('not open')
  })
})
