// The laws of filling a review queue, and of what is read of its items.
import { REVIEW_ITEMS_OPEN_MAX } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import { addQueue, fill, makeFilling, makeItem, savingOf, timeAt } from './fixtures/review-queues.ts'
import type { State } from './state.ts'

export function testReviewFilling(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(async () => {
    store = open()
    state = store.state
    await addQueue(state, 'q')
  })
  afterEach(() => store.close())

  const idsOf = async (query: Partial<Parameters<State['reviewItems']>[0]> = {}) =>
    (await state.reviewItems({ queue: 'q', limit: 100, ...query })).map(({ item }) => item.id)

  describe(`the filling of a review queue in ${engine}`, () => {
    it('is stored with its items or not at all, and one of two that go on from the same place does', async () => {
      const filling = makeFilling({ phase: 'following', considered: 7 })
      const moveOf = (id: string) => ({ queue: 'q', step: 1, filling, items: [makeItem(id)], at: timeAt(3) })
      expect(await Promise.all([state.moveFilling(moveOf('1')), state.moveFilling(moveOf('2'))])).toEqual([true, false])
      expect(await state.filling('q')).toMatchObject({ filling, step: 2 })
      expect(await state.fillingProgress('q')).toEqual({ considered: 7, phase: 'following' })
      expect(await idsOf()).toEqual(['1'])
      const twice = { ...moveOf('3'), step: 2, items: [makeItem('3'), makeItem('3', { prediction: 'p-4' })] }
      await expect(state.moveFilling(twice)).rejects.toThrow('constraint')
      expect([(await state.filling('q'))?.step, await idsOf(), await state.openReviewItems('q')]).toEqual([2, ['1'], 1])
    })

    it('gives an item that is there the higher probability, and leaves it its id, reviews and state', async () => {
      await fill(state, 'q', [makeItem('1', { probability: 0.2, reviewersWanted: 2 })])
      await state.saveReview(savingOf('1', 'ann'))
      const again = { prediction: 'p-1', reason: 'thumbs_down' as const, detail: 'more', position: 9 }
      await fill(state, 'q', [makeItem('2', { ...again, probability: 0.1 })])
      expect(await state.reviewItem('1')).toMatchObject({ inclusionProbability: 0.2, reason: 'random', detail: null })
      await fill(state, 'q', [makeItem('2', { ...again, probability: 0.4, reviewersWanted: 1 })], timeAt(9))
      expect(await state.reviewItem('1')).toEqual({
        id: '1',
        queue: 'q',
        prediction: 'p-1',
        reason: 'thumbs_down',
        detail: 'more',
        inclusionProbability: 0.4,
        state: 'open',
        reviewersWanted: 2,
        reviewersDone: 1,
        addedAt: timeAt(0),
      })
      expect([await idsOf(), await state.reviewItem('2'), await state.review('1', 'ann')]).toEqual([
        ['1'],
        null,
        expect.objectContaining({ decision: 'good' }),
      ])
    })

    it('makes an item that was picked by hand one of chance, and never the other way round', async () => {
      const picked = { reason: 'picked' as const, probability: null }
      expect(await state.pickForReview('q', [makeItem('1', picked), makeItem('2', picked)], timeAt(1))).toEqual({
        added: 2,
        known: 0,
      })
      await fill(state, 'q', [makeItem('3', { prediction: 'p-1', probability: 0.1 })])
      expect(await state.reviewItem('1')).toMatchObject({ reason: 'random', inclusionProbability: 0.1 })
      const again = [makeItem('4', { ...picked, prediction: 'p-1' }), makeItem('5', picked)]
      expect(await state.pickForReview('q', again, timeAt(2))).toEqual({ added: 1, known: 1 })
      expect(await state.reviewItem('1')).toMatchObject({ reason: 'random', inclusionProbability: 0.1 })
      expect(await state.reviewItem('2')).toMatchObject({ reason: 'picked', inclusionProbability: null })
    })

    it('has room for so many open items, of which one that is done is none', async () => {
      const items = Array.from({ length: REVIEW_ITEMS_OPEN_MAX - 1 }, (_, index) => makeItem(`${index}`))
      await fill(state, 'q', items)
      expect(await state.openReviewItems('q')).toBe(REVIEW_ITEMS_OPEN_MAX - 1)
      const two = [makeItem('a'), makeItem('b')]
      expect(await state.pickForReview('q', two, timeAt(1))).toBeNull()
      expect(await state.openReviewItems('q')).toBe(REVIEW_ITEMS_OPEN_MAX - 1)
      await state.saveReview(savingOf('5', 'ann'))
      expect(await state.pickForReview('q', two, timeAt(1))).toEqual({ added: 2, known: 0 })
      expect(await state.pickForReview('q', two, timeAt(1))).toEqual({ added: 0, known: 2 })
    })
  })

  describe(`the items of a review queue in ${engine}`, () => {
    it('are listed newest first, page by page, all of them or those of a state', async () => {
      await fill(state, 'q', [makeItem('1'), makeItem('2')])
      await addQueue(state, 'other', [makeItem('x')])
      await fill(state, 'q', [makeItem('3'), makeItem('4')])
      await state.saveReview(savingOf('2', 'ann'))
      await state.dropReviewItem('3')
      expect(await idsOf()).toEqual(['4', '3', '2', '1'])
      const [, last] = await state.reviewItems({ queue: 'q', limit: 2 })
      expect(await idsOf({ before: last?.sequence })).toEqual(['2', '1'])
      expect([
        await idsOf({ state: 'open' }),
        await idsOf({ state: 'done' }),
        await idsOf({ state: 'dropped' }),
      ]).toEqual([['4', '1'], ['2'], ['3']])
      expect(await idsOf({ state: 'open', before: last?.sequence })).toEqual(['1'])
    })

    it('come with what reviewers decided, the oldest first, and so do all reviews of a queue, up to a bound', async () => {
      await fill(state, 'q', [makeItem('1', { reviewersWanted: 2 }), makeItem('2')])
      await state.saveReview(savingOf('2', 'ann', 'skipped', 1))
      await state.saveReview({ ...savingOf('1', 'ben', 'bad'), at: timeAt(2) })
      await state.saveReview({ ...savingOf('1', 'ann', 'good'), at: timeAt(3) })
      const found = await state.reviewItems({ queue: 'q', limit: 9 })
      expect(found.map(({ reviews }) => reviews.map(({ reviewer, decision }) => [reviewer, decision]))).toEqual([
        [['ann', 'skipped']],
        [
          ['ben', 'bad'],
          ['ann', 'good'],
        ],
      ])
      const item = (await state.reviewItem('1')) ?? undefined
      expect((await state.reviews('q', 9)).map((each) => [each.id, each.reviewer])).toEqual([
        ['2', 'ann'],
        ['1', 'ben'],
        ['1', 'ann'],
      ])
      const [, ofBen] = await state.reviews('q', 2)
      expect(ofBen).toEqual({ ...(await state.review('1', 'ben')), item })
      expect(await state.reviews('q', 2)).toHaveLength(2)
    })

    it('stand for as many predictions as the inverses of their chances, by reason, those picked by hand for none', async () => {
      await fill(state, 'q', [
        makeItem('1', { probability: 0.5 }),
        makeItem('2', { probability: 0.25 }),
        makeItem('3', { probability: 1, reason: 'thumbs_down' }),
      ])
      await state.pickForReview('q', [makeItem('4', { probability: null, reason: 'picked' })], timeAt(0))
      await state.saveReview(savingOf('2', 'ann'))
      const strata = await state.reviewStrata('q')
      expect(strata.toSorted((left, right) => left.picked - right.picked)).toEqual([
        { reason: 'thumbs_down', picked: 1, population: 1 },
        { reason: 'random', picked: 2, population: 6 },
      ])
      expect(await state.reviewStrata('nothing')).toEqual([])
    })

    it('are asked for no more where their prediction is gone, unless they are done', async () => {
      await fill(state, 'q', [makeItem('1'), makeItem('2')])
      await state.saveReview(savingOf('1', 'ann'))
      for (const id of ['1', '2', '2', 'nothing']) await state.dropReviewItem(id)
      expect(await state.reviewProgress('q', timeAt(0))).toEqual({
        open: 0,
        leased: 0,
        done: 1,
        dropped: 1,
        skipped: 0,
      })
      await fill(state, 'q', [makeItem('3', { prediction: 'p-2', probability: 0.9 })])
      expect(await state.reviewItem('2')).toMatchObject({ state: 'dropped', inclusionProbability: 0.9 })
    })
  })
}
