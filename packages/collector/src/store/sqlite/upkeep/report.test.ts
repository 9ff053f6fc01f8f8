import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBatch, makeRow } from '../../../fixtures/predictions.ts'
import { makeFolder, openInMemory, openStoreAt } from '../fixtures/open-store.ts'
import { prepareCountPredictions } from './count-predictions.ts'
import { countPageOwners } from './page-owners.ts'

let folder: string

beforeEach(() => {
  folder = makeFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

async function fill(predictions: number, characters: number): Promise<void> {
  const store = openStoreAt(folder)
  const rows = Array.from({ length: predictions }, (_, index) =>
    makeRow(index + 1, { session: `s-${index % 9}`, metadata: { story: `${index}`.padEnd(characters, 'x') } }),
  )
  await store.rows.add(makeBatch({ predictions: rows }))
  store.close()
}

/** What SQLite says when it reads all of the file. */
function pagesBySqlite(): { [name: string]: number } {
  const client = new Database(join(folder, 'trimtab.db'), { readonly: true })
  const rows = client
    .prepare<[], { name: string; pages: number }>('SELECT name, count(*) AS pages FROM dbstat GROUP BY name')
    .all()
  client.close()
  return Object.fromEntries(rows.map(({ name, pages }) => [name, pages]))
}

function pagesBySample(): { [name: string]: number } {
  const file = join(folder, 'trimtab.db')
  const client = new Database(file, { readonly: true })
  const name = client.prepare<[number], string>('SELECT name FROM sqlite_schema WHERE rootpage = ?').pluck()
  const owners = [...countPageOwners(file, 16_384)].filter(([root]) => root > 0)
  const named = owners.map(([root, pages]): [string, number] => [
    root === 1 ? 'sqlite_schema' : (name.get(root) ?? ''),
    pages,
  ])
  client.close()
  return Object.fromEntries(named)
}

describe('whose the pages are', () => {
  it('is known exactly of a small file, overflowing rows included', async () => {
    await fill(500, 40_000)
    expect(pagesBySample()).toEqual(pagesBySqlite())
  })

  it('is known nearly of a large one, of which only some pages are looked at', async () => {
    await fill(5000, 22_000)
    const [sampled, whole] = [pagesBySample(), pagesBySqlite()]
    expect(whole['prediction']).toBeGreaterThan(4096)
    const total = (pages: { [name: string]: number }) => Object.values(pages).reduce((sum, count) => sum + count, 0)
    expect(Math.abs(total(sampled) - total(whole)) / total(whole)).toBeLessThan(0.01)
    expect(Math.abs((sampled['prediction'] ?? 0) - (whole['prediction'] ?? 0)) / total(whole)).toBeLessThan(0.03)
  })
})

describe('the number of predictions', () => {
  /** Rows of the one index that is counted in; nothing else of them is looked at. */
  function countedOf(...ranges: [first: number, last: number][]) {
    openStoreAt(folder).close()
    const client = new Database(join(folder, 'trimtab.db'))
    for (const [first, last] of ranges) {
      client.exec(
        `WITH RECURSIVE ids(id) AS (SELECT ${first} UNION ALL SELECT id + 1 FROM ids WHERE id < ${last})
         INSERT INTO prediction (id, trace, span, started, task, source, status, body, bytes)
         SELECT id, x'00', x'00', id, 1, 1, 0, '', 0 FROM ids`,
      )
    }
    const count = prepareCountPredictions(client)
    return { count, close: () => client.close() }
  }

  it('is exact over runs that have gaps', () => {
    const { count, close } = countedOf([10, 20_000], [40_000, 40_010], [100_000, 100_000])
    expect([count(), count(15), count(20_000), count(40_009), count(100_000)]).toEqual([20_003, 19_997, 12, 2, 0])
    close()
  })

  it('is nothing where nothing is', () => {
    const { count, close } = countedOf()
    expect(count()).toBe(0)
    close()
  })
})

describe('the report', () => {
  it.each([
    ['in memory', () => openInMemory()],
    ['in a file', () => openStoreAt(folder)],
  ])('says of a store %s what it holds and what waits', async (_, open) => {
    const store = open()
    expect(await store.rows.report()).toMatchObject({ predictions: 0, oldestAt: null, unfolded: 0, waiting: 0 })
    await store.rows.add(makeBatch({ predictions: [makeRow(1), makeRow(2), makeRow(3)] }))
    const report = await store.rows.report()
    expect(report).toMatchObject({
      engine: 'sqlite',
      predictions: 3,
      oldestAt: '2026-11-21T10:00:00.001Z',
      unfolded: 3,
    })
    expect(report.bytes).toBeGreaterThan(0)
    store.close()
  })

  it('names the parts of a file, the largest first, which add up to nearly all of it', async () => {
    await fill(2000, 9000)
    const store = openStoreAt(folder)
    const { bytes, freeBytes, parts } = await store.rows.report()
    store.close()
    expect(parts[0]).toMatchObject({ name: 'predictions', rows: 2000 })
    expect(parts.map((part) => part.bytes)).toEqual(parts.map((part) => part.bytes).toSorted((a, b) => b - a))
    const sum = parts.reduce((total, part) => total + part.bytes, 0)
    expect((sum + freeBytes) / bytes).toBeGreaterThan(0.97)
    expect(sum + freeBytes).toBeLessThanOrEqual(bytes)
  })
})
