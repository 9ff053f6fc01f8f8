import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFilling } from '../../store/fixtures/review-queues.ts'
import { idOf, openReviewing, type Reviewing } from '../fixtures/reviewing.ts'
import { chancesOf } from './chance.ts'
import { readPage } from './pages-of-queue.ts'

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index)

let reviewing: Reviewing

beforeEach(() => {
  reviewing = openReviewing()
})
afterEach(() => reviewing.store.close())

describe('a page of news', () => {
  it('says what came and was not looked at before, and of what something was only said', async () => {
    const queue = await reviewing.makeQueue()
    await reviewing.predict([1])
    await reviewing.fill()
    await reviewing.predict([2])
    await reviewing.say([{ prediction: idOf(1), value: false }])
    const { filling = makeFilling() } = (await reviewing.store.state.filling('q-1')) ?? {}
    const page = await readPage({ rows: reviewing.store.rows, queue, filling, limit: 10 })
    expect(page.looked.map(({ prediction, isFirst }) => [prediction.id, isFirst])).toEqual([
      [idOf(2), true],
      [idOf(1), false],
    ])
  })

  it('reads only what could be picked where shares are given, and counts the others', async () => {
    const all = range(0, 40)
    const read: string[] = []
    const { rows } = reviewing.store
    const watched = {
      ...rows,
      predictionsOf: (ids: string[]) => {
        read.push(...ids)
        return rows.predictionsOf(ids)
      },
    }
    const given = await reviewing.makeQueue({
      rules: [
        { reason: 'random', share: 0.1 },
        { reason: 'thumbs_down', share: 0.3 },
      ],
    })
    const { filling = makeFilling() } = (await reviewing.store.state.filling('q-1')) ?? {}
    await reviewing.predict(all)
    await reviewing.say([{ prediction: idOf(3), value: false }])
    const page = await readPage({ rows: watched, queue: given, filling, limit: 100 })
    const expected = all.map(idOf).filter((id) => chancesOf('q-1', id).pick < 0.3)
    expect(read.toSorted()).toEqual(expected.toSorted())
    expect([page.passed, page.move(filling).considered]).toEqual([40 - read.length, 40 - read.length])
    await reviewing.fill()
    expect(await reviewing.store.state.fillingProgress('q-1')).toMatchObject({ considered: 40 })
    for (const said of [{ perDay: 5 }, { rules: [{ reason: 'new_category' as const, share: 0.1 }] }]) {
      read.length = 0
      await readPage({ rows: watched, queue: { ...given, ...said }, filling, limit: 100 })
      expect(read).toHaveLength(40)
    }
  })
})

describe('a page of what is stored', () => {
  it('begins anew where its cursor is of another store', async () => {
    const queue = await reviewing.makeQueue({ since: '2026-11-01T00:00:00.000Z' })
    await reviewing.predict(range(0, 5))
    const filling = makeFilling({ phase: 'looking_back', cursor: 'of another store', considered: 3 })
    const asked = { rows: reviewing.store.rows, queue, limit: 10 }
    const page = await readPage({ ...asked, filling })
    expect([page.looked, page.isAll]).toEqual([[], false])
    const moved = page.move(filling)
    expect(moved).toEqual({ ...filling, cursor: null })
    expect((await readPage({ ...asked, filling: moved })).looked).toHaveLength(5)
  })
})
