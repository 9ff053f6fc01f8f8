// The laws of forgetting in reviews: what is of a prediction that is forgotten, and who reviewed.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import {
  addQueue,
  changedBy,
  lease,
  makeFilling,
  makeItem,
  makeQueue,
  savingOf,
  timeAt,
} from './fixtures/review-queues.ts'
import type { State } from './state.ts'

export function testReviewForgetting(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  describe(`predictions that wait for a person in ${engine}`, () => {
    it('are pinned while they are open, and no longer once they are done, dropped, forgotten or of no queue', async () => {
      const ids = ['1', '2', '3', '4', '5']
      const predictions = ids.map((id) => `p-${id}`)
      await addQueue(
        state,
        'a',
        ids.slice(0, 4).map((id) => makeItem(id)),
      )
      await addQueue(state, 'b', [makeItem('5'), makeItem('6', { prediction: 'p-2' })])
      expect(await state.pinned([...predictions, 'p-9'])).toEqual(new Set(predictions))
      await state.saveReview(savingOf('1', 'ann'))
      await state.saveReview(savingOf('2', 'ann'))
      await state.dropReviewItem('3')
      await state.forgetRows(['p-4'])
      // One of the two queues still waits for it.
      expect(await state.pinned(predictions)).toEqual(new Set(['p-2', 'p-5']))
      await state.deleteReviewQueue('b', changedBy())
      expect(await state.pinned(predictions)).toEqual(new Set())
    })
  })

  describe(`review items of predictions that are forgotten in ${engine}`, () => {
    it('go from every queue with what was decided of them, and the counts stay honest', async () => {
      await addQueue(state, 'a', [makeItem('1', { reviewersWanted: 3 }), makeItem('2'), makeItem('3')])
      await addQueue(state, 'b', [makeItem('4', { prediction: 'p-1' })])
      for (const [item, reviewer, decision] of [
        ['1', 'ann', 'good'],
        ['1', 'ben', 'skipped'],
        ['2', 'ann', 'bad'],
        ['4', 'cid', 'good'],
      ] as const)
        await state.saveReview(savingOf(item, reviewer, decision))
      await lease(state, 'a', 'cid')
      await state.takeBackReview({ item: '4', reviewer: 'cid', revision: 2, at: timeAt(0), until: timeAt(9) })
      expect((await state.forgetRows(['p-1', 'p-9'])).reviews).toBe(2)
      expect((await state.forgetRows(['p-1', 'p-9'])).reviews).toBe(0)
      const none = { open: 0, leased: 0, done: 0, dropped: 0, skipped: 0 }
      expect(await state.reviewProgress('a', timeAt(1))).toEqual({ ...none, open: 1, done: 1 })
      expect(await state.reviewProgress('b', timeAt(1))).toEqual(none)
      expect([await state.reviewItem('1'), await state.reviewItem('4')]).toEqual([null, null])
      expect((await state.reviews('a', 9)).map(({ id }) => id)).toEqual(['2'])
    })
  })

  describe(`a reviewer who is forgotten in ${engine}`, () => {
    beforeEach(() => addQueue(state, 'q', [makeItem('1'), makeItem('2'), makeItem('3', { reviewersWanted: 2 })]))

    it('leaves what was decided under one name that says nothing, and no words', async () => {
      const answers = { tone: true, clarity: 4, wrong: ['policy'], why: 'Ann says so' }
      const review = { reviewer: 'ann', decision: 'corrected' as const, correction: 'A', answers, note: 'B', tookMs: 7 }
      await state.saveReview({ item: '1', review, revision: 1, feedback: ['f-1'], at: timeAt(1) })
      await state.saveReview({ ...savingOf('3', 'ann', 'skipped'), at: timeAt(2) })
      await state.saveReview({ ...savingOf('3', 'ben', 'good'), at: timeAt(3) })
      const ofBen = await state.review('3', 'ben')
      const before = await state.reviewProgress('q', timeAt(0))
      expect(await state.forgetReviewer('ann', changedBy())).toEqual({ reviews: 2, queues: 0 })
      expect(await state.forgetReviewer('ann', changedBy())).toEqual({ reviews: 0, queues: 0 })
      expect(await state.reviewProgress('q', timeAt(0))).toEqual(before)
      const [skipped, other, first] = await state.reviews('q', 9)
      expect(other).toMatchObject({ ...ofBen })
      expect(first?.answers).toEqual({ tone: true, clarity: 4 })
      expect(first).toMatchObject({
        decision: 'corrected',
        correction: null,
        note: null,
        tookMs: null,
        feedback: [],
        at: timeAt(1),
      })
      expect(skipped).toMatchObject({ decision: 'skipped', reviewer: first?.reviewer })
      expect(first?.reviewer).toMatch(/^forgotten-./)
    })

    it('has nothing in hand, and what they took back is gone', async () => {
      await state.saveReview(savingOf('2', 'ann'))
      await state.takeBackReview({ item: '2', reviewer: 'ann', revision: 2, at: timeAt(0), until: timeAt(9) })
      await lease(state, 'q', 'ann')
      expect(await state.forgetReviewer('ann', changedBy())).toEqual({ reviews: 0, queues: 0 })
      expect([(await state.reviewProgress('q', timeAt(0))).leased, await state.reviewRevision('2', 'ann')]).toEqual([
        0, 0,
      ])
    })

    it('is on no list of reviewers, and a list that had nobody else lets nobody else in', async () => {
      const both = makeQueue('both', { reviewers: ['ann', 'ben'] })
      const alone = makeQueue('alone', { reviewers: ['ann'] })
      for (const queue of [both, alone]) await state.addReviewQueue(queue, makeFilling(), changedBy())
      expect(await state.forgetReviewer('ann', changedBy(5))).toEqual({ reviews: 0, queues: 2 })
      expect(await state.reviewQueue('both')).toEqual({ ...both, reviewers: ['ben'], updatedAt: timeAt(5) })
      expect((await state.reviewQueue('alone'))?.reviewers).toEqual([expect.stringMatching(/^forgotten-./)])
      const entries = (await state.changes(2)).map(({ action, detail }) => [action, detail['changed']])
      expect(entries).toEqual([
        ['queue.changed', ['reviewers']],
        ['queue.changed', ['reviewers']],
      ])
    })
  })
}
