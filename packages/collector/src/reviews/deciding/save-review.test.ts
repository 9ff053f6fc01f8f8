import type { FeedbackInput, ReviewInput, ReviewItem, ReviewQueue } from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { currentFeedback } from '../../feedback/opinion.ts'
import { START } from '../../fixtures/predictions.ts'
import { idOf, openReviewing, type Reviewing } from '../fixtures/reviewing.ts'
import { pickByHand } from '../queues/pick-by-hand.ts'
import { nextReview } from './next-review.ts'
import { saveReview, takeBackReview } from './save-review.ts'

const MINUTE_MS = 60_000
let reviewing: Reviewing
let queue: ReviewQueue

beforeEach(async () => {
  reviewing = openReviewing()
  queue = await reviewing.makeQueue({
    overlapShare: 0,
    fields: [
      { name: 'wrong', kind: 'label', question: 'What is wrong?', options: ['policy', 'price'], isMany: true },
      { name: 'clear', kind: 'score', question: 'How clear?', min: 1, max: 5 },
      { name: 'why', kind: 'comment', question: 'Why?' },
    ],
  })
  await reviewing.predict([1, 2, 3])
  await reviewing.fill()
})
afterEach(() => reviewing.store.close())

const next = (reviewer: string, of = queue) =>
  nextReview({ ...reviewing.parts, queue: of, reviewer, nowMs: reviewing.now.ms })
const save = (item: string, input: Partial<ReviewInput>) =>
  saveReview(reviewing.parts, { item, input: { reviewer: 'Ann', decision: 'good', ...input } })
const opinionOf = async (prediction: string) => (await reviewing.store.rows.prediction(prediction))?.opinion
const pass = () => (reviewing.now.ms += MINUTE_MS)

async function take(reviewer = 'Ann'): Promise<ReviewItem> {
  const { item } = await next(reviewer)
  if (item === null) throw new Error('nothing is left')
  return item
}

/** What a review said of a prediction that still holds, in short. */
async function wordsOf(prediction: string): Promise<string[]> {
  const { feedback = [] } = (await reviewing.store.rows.prediction(prediction)) ?? {}
  return feedback.map(({ kind, name, value, comment, of }) =>
    [kind, name, of?.kind, JSON.stringify(value), comment]
      .filter((word) => word !== null && word !== undefined)
      .join(' '),
  )
}

describe('the next item', () => {
  it('is the lowest position, kept for who asks, and another for another', async () => {
    const first = await take('Ann')
    const items = await reviewing.items()
    expect(first).toMatchObject({ leasedUntil: new Date(START + 15 * MINUTE_MS).toISOString(), review: null })
    expect((await take('Ann')).id).toBe(first.id)
    expect((await take('Ben')).id).not.toBe(first.id)
    expect(items.map(({ id }) => id)).toContain(first.id)
    expect((await next('Ann')).progress).toMatchObject({ open: 3, leased: 2, considered: 3, isFull: false })
  })

  it('passes over what is gone, and says when nothing is left', async () => {
    const rows = {
      prediction: (id: string) => (id === idOf(2) ? reviewing.store.rows.prediction(id) : Promise.resolve(null)),
    }
    const ask = () => nextReview({ state: reviewing.store.state, rows, queue, reviewer: 'Ann', nowMs: START })
    expect((await ask()).item?.prediction.id).toBe(idOf(2))
    await save((await take()).id, {})
    expect(await ask()).toMatchObject({ item: null, progress: { open: 0, done: 1, dropped: 2 } })
  })

  it('is for nobody whom the queue does not name', async () => {
    await expect(next('Cleo', { ...queue, reviewers: ['Ann', 'Ben'] })).rejects.toThrow(
      'Cleo is not among those who review in the queue q-1.',
    )
  })
})

describe('a review', () => {
  it('becomes feedback of the reviewer, with the item', async () => {
    const { id, prediction } = await take()
    const input = { decision: 'corrected' as const, correction: 'Thirty days.', note: 'see the policy' }
    const saved = await save(id, { ...input, answers: { wrong: ['policy', 'price'], clear: 2, why: 'so' } })
    expect((await wordsOf(prediction.id)).toSorted()).toEqual([
      'comment why null so',
      'correction "Thirty days."',
      'label wrong.policy "policy"',
      'label wrong.price "price"',
      'score clear 2',
      'thumbs false see the policy',
    ])
    expect(saved.feedback).toHaveLength(6)
    expect(saved.feedback[0]).toMatchObject({
      source: 'reviewer',
      actor: 'Ann',
      metadata: { queue: 'q-1', item: id },
    })
    expect(saved.review).toMatchObject({ decision: 'corrected', revision: 1, note: 'see the policy' })
    expect(saved.review?.feedback.toSorted()).toEqual(saved.feedback.map((said) => said.id).toSorted())
    expect(saved.progress).toMatchObject({ open: 2, done: 1 })
  })

  it('of who cannot tell says nothing of the whole, and of who skips nothing at all', async () => {
    const { id, prediction } = await take()
    await save(id, { decision: 'skipped', answers: { clear: 3 } })
    expect(await wordsOf(prediction.id)).toEqual([])
    await save(id, { decision: 'unsure', answers: { clear: 3 } })
    expect(await wordsOf(prediction.id)).toEqual(['score clear 3'])
  })

  it('saved again takes the place of the first, and what it says no longer is taken back', async () => {
    const { id, prediction } = await take()
    await save(id, { decision: 'corrected', correction: 'Thirty.', answers: { wrong: ['policy'], clear: 2 } })
    expect(await opinionOf(prediction.id)).toMatchObject({
      thumbs: 'down',
      correction: 'Thirty.',
      // What the queue asks besides is of that alone.
      score: null,
      label: null,
    })
    const { feedback } = await save(id, { decision: 'good', answers: { clear: 5 } })
    expect(feedback.map(({ kind }) => kind).toSorted()).toEqual(['retraction', 'retraction', 'score', 'thumbs'])
    expect(await opinionOf(prediction.id)).toMatchObject({ thumbs: 'up', correction: null })
  })

  it('saved twice the same is one', async () => {
    const { id, prediction } = await take()
    const first = await save(id, { answers: { clear: 5 } })
    pass()
    const second = await save(id, { answers: { clear: 5 } })
    expect([second.review, second.feedback]).toEqual([first.review, []])
    expect(await wordsOf(prediction.id)).toHaveLength(2)
  })

  it('whose saving broke off after its words were stored says the same words again, or takes them back', async () => {
    const { id, prediction } = await take()
    const broken = { ...reviewing.store.state, saveReview: () => Promise.reject(new Error('the disk is full')) }
    const input = { reviewer: 'Ann', decision: 'bad' as const, answers: { clear: 1 } }
    await expect(saveReview({ ...reviewing.parts, state: broken }, { item: id, input })).rejects.toThrow('disk')
    pass()
    await save(id, input)
    expect(await wordsOf(prediction.id)).toHaveLength(2)
    const other = await take()
    await expect(saveReview({ ...reviewing.parts, state: broken }, { item: other.id, input })).rejects.toThrow('disk')
    await save(other.id, { decision: 'good' })
    expect(await opinionOf(other.prediction.id)).toMatchObject({ thumbs: 'up', score: null })
  })

  it('is not saved where its words could not be', async () => {
    const { id } = await take()
    const submit = (_said: FeedbackInput[]) => Promise.reject(new Error('busy'))
    const input = { reviewer: 'Ann', decision: 'good' as const }
    await expect(saveReview({ ...reviewing.parts, submit }, { item: id, input })).rejects.toThrow('busy')
    expect(await reviewing.store.state.review(id, 'Ann')).toBeNull()
  })

  it('that comes after its time is kept', async () => {
    const { id } = await take('Ann')
    reviewing.now.ms += 20 * MINUTE_MS
    await save(id, {})
    expect((await save(id, { reviewer: 'Ben' })).review).toMatchObject({ reviewer: 'Ben', revision: 1 })
  })

  it('taken back says nothing more, and can be saved anew, also by a clock that was set back', async () => {
    const { id, prediction } = await take()
    await save(id, { decision: 'bad', answers: { clear: 1 } })
    const back = await takeBackReview(reviewing.parts, { item: id, reviewer: 'Ann' })
    expect(back).toMatchObject({ review: null, progress: { open: 3, done: 0, leased: 1 } })
    expect(await opinionOf(prediction.id)).toMatchObject({ thumbs: null, score: null })
    reviewing.now.ms -= MINUTE_MS
    expect((await save(id, { decision: 'bad' })).review).toMatchObject({ revision: 3 })
    expect(await opinionOf(prediction.id)).toMatchObject({ thumbs: 'down', score: null })
  })

  it('leaves what others and other items said alone', async () => {
    const { id, prediction } = await take()
    await reviewing.say([{ prediction: prediction.id, source: 'reviewer', actor: 'Ben', value: true }])
    await save(id, { decision: 'bad' })
    await takeBackReview(reviewing.parts, { item: id, reviewer: 'Ann' })
    expect(await opinionOf(prediction.id)).toMatchObject({ thumbs: 'up' })
  })

  it('is refused where the item is not there, the reviewer may not, or what is said does not fit', async () => {
    await expect(save('nowhere', {})).rejects.toMatchObject({ code: 'review.not_found' })
    const { id } = await take()
    await expect(save(id, { answers: { clear: 9 } })).rejects.toMatchObject({ code: 'review.invalid' })
    await expect(save(id, { decision: 'corrected', correction: 7 })).rejects.toMatchObject({ code: 'review.invalid' })
    const gone = { ...reviewing.parts, rows: { prediction: () => Promise.resolve(null) } }
    const input = { reviewer: 'Ann', decision: 'good' as const }
    await expect(saveReview(gone, { item: id, input })).rejects.toMatchObject({ code: 'review.gone' })
    expect((await reviewing.store.state.reviewItem(id))?.state).toBe('dropped')
  })
})

describe('a label that somebody corrects', () => {
  it('is a label of the reviewer under no name, and no correction, until the review says something else', async () => {
    queue = await reviewing.makeQueue({ correction: { form: 'label', options: ['refund', 'delivery'] } }, 'q-3')
    await reviewing.predict([4])
    await reviewing.fill()
    const { id, prediction } = await take()
    const saved = await save(id, { decision: 'corrected', correction: 'refund' })
    expect(saved.feedback.toSorted((left, right) => (left.kind < right.kind ? -1 : 1))).toMatchObject([
      { kind: 'label', value: 'refund', name: null, source: 'reviewer', actor: 'Ann' },
      { kind: 'thumbs', value: false, name: null },
    ])
    expect(await opinionOf(prediction.id)).toMatchObject({ thumbs: 'down', label: 'refund', correction: null })
    await save(id, { decision: 'corrected', correction: 'delivery' })
    expect(await opinionOf(prediction.id)).toMatchObject({ label: 'delivery', correction: null })
    await save(id, { decision: 'good' })
    expect(await opinionOf(prediction.id)).toMatchObject({ thumbs: 'up', label: null, correction: null })
  })
})

describe('a review and what was said with it', () => {
  const anySaid = fc.constantFrom('good', 'bad', 'corrected', 'taken back')
  type Parts = typeof reviewing.parts

  function decideAs(said: string, item: string, parts: Parts): Promise<unknown> {
    if (said === 'taken back') return takeBackReview(parts, { item, reviewer: 'Ann' })
    const decision = said as ReviewInput['decision']
    const correction = said === 'corrected' ? 'Thirty days.' : undefined
    const answers = said === 'bad' ? { clear: 1 } : {}
    return saveReview(parts, { item, input: { reviewer: 'Ann', decision, correction, answers } })
  }

  /** Her words that hold are those that her review became, and say what it says. */
  async function readAgreed({ state, rows }: Parts, { id, prediction }: { id: string; prediction: string }) {
    const review = await state.review(id, 'Ann')
    const stored = await rows.prediction(prediction)
    const holding = currentFeedback(stored?.feedback ?? []).map((word) => word.id)
    expect(holding.toSorted()).toEqual((review?.feedback ?? []).toSorted())
    const said = review?.decision ?? 'taken back'
    const thumbs = said === 'taken back' ? null : said === 'good' ? 'up' : 'down'
    const correction = said === 'corrected' ? 'Thirty days.' : null
    expect(stored?.opinion).toMatchObject({ thumbs, correction })
    return said
  }

  it.each([
    'good, bad!, good',
    'good, taken back!, good',
    'bad!, taken back',
    'bad!, good!, bad',
    'good, taken back!, good!, taken back',
    'good, bad, taken back!, good!, taken back!, bad',
  ])('agree where some broke off between the two: %s', async (all) => {
    const { id, prediction } = await take()
    const broken = () => Promise.reject(new Error('the disk is full'))
    const breaking = { ...reviewing.store.state, saveReview: broken, takeBackReview: broken }
    for (const step of all.split(', ')) {
      pass()
      const said = step.replace('!', '')
      const isBroken = said !== step
      const parts = isBroken ? { ...reviewing.parts, state: breaking } : reviewing.parts
      const failure = await decideAs(said, id, parts).then(
        () => null,
        (error: unknown) => error,
      )
      expect(failure).toEqual(isBroken ? new Error('the disk is full') : null)
    }
    expect(await readAgreed(reviewing.parts, { id, prediction: prediction.id })).toBe(all.split(', ').at(-1))
  })

  it('agree whoever says what at once in one name, in whatever order it is read and stored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(anySaid, { minLength: 2, maxLength: 4 }), async (scheduler, all) => {
        const apart = openReviewing()
        try {
          await apart.makeQueue({ fields: queue.fields })
          await apart.predict([1])
          await apart.fill()
          const [item] = await apart.items()
          const { state, rows, submit } = apart.parts
          const turn = () => scheduler.schedule(Promise.resolve())
          const parts: Parts = {
            ...apart.parts,
            rows: { ...rows, prediction: (...asked) => turn().then(() => rows.prediction(...asked)) },
            submit: (...said) => turn().then(() => submit(...said)),
            state: {
              ...state,
              reviewRevision: (...asked) => turn().then(() => state.reviewRevision(...asked)),
              review: (...asked) => turn().then(() => state.review(...asked)),
              saveReview: (...asked) => turn().then(() => state.saveReview(...asked)),
              takeBackReview: (...asked) => turn().then(() => state.takeBackReview(...asked)),
            },
          }
          const deciding = Promise.all(all.map((said) => decideAs(said, item?.id ?? '', parts)))
          await scheduler.waitFor(deciding)
          expect(all).toContain(await readAgreed(apart.parts, item ?? { id: '', prediction: '' }))
        } finally {
          apart.store.close()
        }
      }),
      { numRuns: 25 },
    )
  })

  it('is told that it is changed all the time, where it always is', async () => {
    const { id } = await take()
    const state = { ...reviewing.store.state, saveReview: () => Promise.resolve('changed' as const) }
    await expect(decideAs('good', id, { ...reviewing.parts, state })).rejects.toMatchObject({ code: 'review.busy' })
  })
})

describe('what somebody picks', () => {
  it('comes first, once, stands for nothing else and is of this task', async () => {
    await reviewing.makeQueue({ name: 'by hand', rules: [] }, 'q-2')
    const byHand = { ...queue, id: 'q-2' }
    await reviewing.predict([8], { task: 'other' })
    const pick = (...predictions: string[]) =>
      pickByHand({
        ...reviewing.parts,
        queue: byHand,
        predictions,
        at: queue.createdAt,
        makeId: () => crypto.randomUUID(),
      })
    expect(await pick(idOf(1), idOf(1), idOf(8), idOf(9))).toEqual({ added: 1, known: 0, unknown: [idOf(8), idOf(9)] })
    expect(await pick(idOf(1), idOf(2))).toEqual({ added: 1, known: 1, unknown: [] })
    expect((await next('Ann', byHand)).item).toMatchObject({ reason: 'picked', inclusionProbability: null })
  })

  it('is refused where it has no room', async () => {
    const state = { pickForReview: () => Promise.resolve(null) }
    const picked = { rows: reviewing.store.rows, queue, predictions: [idOf(1)], at: queue.createdAt, makeId: () => 'x' }
    await expect(pickByHand({ state, ...picked })).rejects.toMatchObject({ code: 'queue.full' })
  })
})
