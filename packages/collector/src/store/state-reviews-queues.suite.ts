// The laws of review queues themselves: their names, their number, and what the audit log says of them.
import { REVIEW_QUEUES_MAX } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import {
  addQueue,
  changedBy,
  fill,
  lease,
  makeFilling,
  makeItem,
  makeQueue,
  savingOf,
  timeAt,
} from './fixtures/review-queues.ts'
import type { State } from './state.ts'

export function testReviewQueues(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  const entries = async () =>
    (await state.changes(50)).map(({ action, target, detail }) => ({ action, target, detail }))

  describe(`a review queue in ${engine}`, () => {
    it('comes back as it was, whatever its letters, and queues are listed by name', async () => {
      const second = makeQueue('a', { name: 'Zoo', guidelines: 'half \ud83d of a pair \u0000', reviewers: ['Ann'] })
      const first = makeQueue('b', { name: 'Alp', rules: [{ reason: 'low_confidence', below: 0.3, share: 1 }] })
      const filling = makeFilling({
        mark: 'm',
        seen: { [timeAt(0)]: [1, 2] },
        categories: { label: ['yes', '\ud83d'] },
      })
      expect(await state.addReviewQueue(second, filling, changedBy())).toBe('added')
      expect(await state.addReviewQueue(first, makeFilling(), changedBy())).toBe('added')
      expect(await state.reviewQueues()).toEqual([first, second])
      expect(await state.reviewQueue('a')).toEqual(second)
      expect(await state.filling('a')).toEqual({ queue: second, filling, step: 0 })
      expect([await state.reviewQueue('c'), await state.filling('c'), await state.fillingProgress('c')]).toEqual([
        null,
        null,
        null,
      ])
    })

    it('is the only one of its name, whatever the case and the width of its letters, its own name excepted', async () => {
      await state.addReviewQueue(makeQueue('a', { name: 'Refunds' }), makeFilling(), changedBy())
      const like = makeQueue('b', { name: 'REFＵNDS' })
      expect(await state.addReviewQueue(like, makeFilling(), changedBy())).toBe('name-taken')
      await state.addReviewQueue({ ...like, name: 'Other' }, makeFilling(), changedBy())
      expect(await state.changeReviewQueue(like, null, changedBy())).toBe('name-taken')
      expect(await state.changeReviewQueue(makeQueue('a', { name: 'refunds' }), null, changedBy())).toBe('changed')
      expect((await state.reviewQueues()).map(({ name }) => name)).toEqual(['Other', 'refunds'])
    })

    it('is one of as many as there may be, and one that is deleted makes room', async () => {
      for (let count = 0; count < REVIEW_QUEUES_MAX; count++) await addQueue(state, `${count}`)
      expect(await state.addReviewQueue(makeQueue('more'), makeFilling(), changedBy())).toBe('too-many')
      await state.deleteReviewQueue('7', changedBy())
      expect(await state.addReviewQueue(makeQueue('more'), makeFilling(), changedBy())).toBe('added')
    })

    it('is filled anew where a filling comes with its change, and what is in it stays', async () => {
      await addQueue(state, 'a', [makeItem('1')])
      const next = makeFilling({ mark: 'new' })
      const change = makeQueue('a', { rules: [{ reason: 'thumbs_down', share: 1 }], updatedAt: timeAt(5) })
      expect(await state.changeReviewQueue(change, next, changedBy(5))).toBe('changed')
      expect(await state.filling('a')).toEqual({ queue: change, filling: next, step: 2 })
      const late = {
        queue: 'a',
        step: 1,
        filling: makeFilling({ mark: 'late' }),
        items: [makeItem('2')],
        at: timeAt(6),
      }
      expect(await state.moveFilling(late)).toBe(false)
      expect(await state.changeReviewQueue({ ...change, isPaused: true }, null, changedBy(7))).toBe('changed')
      expect(await state.filling('a')).toEqual({ queue: { ...change, isPaused: true }, filling: next, step: 2 })
      expect((await state.reviewItems({ queue: 'a', limit: 9 })).map(({ item }) => item.id)).toEqual(['1'])
      expect(await state.changeReviewQueue(makeQueue('b'), makeFilling(), changedBy())).toBe('not-found')
    })

    it('is gone with all its items, leases and reviews, and leaves other queues as they are', async () => {
      await addQueue(state, 'a', [makeItem('1'), makeItem('2')])
      await addQueue(state, 'b', [makeItem('3', { prediction: 'p-1' })])
      await lease(state, 'a', 'ann')
      await state.saveReview(savingOf('2', 'ann'))
      expect(await state.deleteReviewQueue('a', changedBy())).toBe(true)
      expect(await state.deleteReviewQueue('a', changedBy())).toBe(false)
      expect([
        await state.reviewQueue('a'),
        await state.filling('a'),
        await state.reviewItem('1'),
        await state.review('2', 'ann'),
        await state.saveReview(savingOf('1', 'ann')),
        await lease(state, 'a', 'ann'),
        await state.pickForReview('a', [makeItem('4')], timeAt(0)),
        await fill(state, 'a', [makeItem('5')]),
      ]).toEqual([null, null, null, null, null, null, null, false])
      expect([
        await state.reviews('a', 9),
        await state.reviewItems({ queue: 'a', limit: 9 }),
        await state.reviewItems({ queue: 'a', state: 'open', limit: 9 }),
        await state.reviewStrata('a'),
      ]).toEqual([[], [], [], []])
      const nothing = { open: 0, leased: 0, done: 0, dropped: 0, skipped: 0 }
      expect(await state.reviewProgress('a', timeAt(1))).toEqual(nothing)
      while (await state.tidyReviews());
      expect((await state.forgetRows(['p-2'])).reviews).toBe(0)
      expect(await state.reviewItem('3')).toMatchObject({ queue: 'b' })
    })
  })

  describe(`what the audit log says of review queues in ${engine}`, () => {
    it('is which settings and how many, and neither what people wrote nor who they are', async () => {
      const queue = makeQueue('a', { name: 'SECRET', guidelines: 'SECRET', reviewers: ['SECRET', 'SECRET 2'] })
      await state.addReviewQueue(queue, makeFilling(), changedBy())
      await fill(state, 'a', [makeItem('1')])
      const fields = [{ name: 'SECRET', kind: 'comment' as const, question: 'SECRET?' }]
      const after = { ...queue, fields, guidelines: 'SECRET too', isPaused: true, updatedAt: timeAt(1) }
      await state.changeReviewQueue(after, null, changedBy(1))
      await state.deleteReviewQueue('a', changedBy(2))
      const said = await entries()
      expect(JSON.stringify(said)).not.toContain('SECRET')
      expect(said).toMatchObject([
        { action: 'queue.deleted', target: 'a', detail: { task: 'support.reply', open: 1, done: 0, dropped: 0 } },
        {
          action: 'queue.changed',
          target: 'a',
          detail: { changed: ['guidelines', 'fields', 'isPaused'], fields: 1, reviewers: 2, isPaused: true },
        },
        { action: 'queue.created', target: 'a', detail: { rules: 1, fields: 0, perDay: null, isPaused: false } },
      ])
    })

    it('is nothing where nothing changed', async () => {
      await addQueue(state, 'a')
      await state.changeReviewQueue(makeQueue('a', { updatedAt: timeAt(9) }), null, changedBy(9))
      await state.addReviewQueue(makeQueue('b', { name: 'Queue a' }), makeFilling(), changedBy())
      await state.deleteReviewQueue('nothing', changedBy())
      expect((await entries()).map(({ action }) => action)).toEqual(['queue.created'])
    })
  })
}
