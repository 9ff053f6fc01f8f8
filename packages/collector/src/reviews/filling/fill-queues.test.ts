import { REVIEW_ITEMS_OPEN_MAX, type ReviewItemFacts } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { START } from '../../fixtures/predictions.ts'
import { idOf, openReviewing, type Reviewing } from '../fixtures/reviewing.ts'
import { changedReviewQueue } from '../queues/new-queue.ts'
import { createQueueFiller } from './fill-queues.ts'

const BY = { actor: 'Ann', at: '2026-11-21T10:00:00.000Z' }
const HOUR_MS = 3_600_000
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index)
const ofWhom = (items: readonly ReviewItemFacts[]): string[] => items.map(({ prediction }) => prediction).toSorted()
const ids = (numbers: readonly number[]): string[] => numbers.map(idOf).toSorted()

let reviewing: Reviewing

beforeEach(() => {
  reviewing = openReviewing()
})
afterEach(() => reviewing.store.close())

describe('filling a queue', () => {
  it('without a beginning picks what comes from now on, and nothing else', async () => {
    await reviewing.predict(range(1, 10))
    await reviewing.makeQueue()
    await reviewing.predict(range(10, 20))
    await reviewing.predict(range(20, 30), { task: 'other' })
    await reviewing.fill()
    expect(ofWhom(await reviewing.items())).toEqual(ids(range(10, 20)))
    expect(reviewing.told).toEqual(['q-1'])
  })

  it('with a beginning picks what is stored since then and what comes, each once and whatever comes meanwhile', async () => {
    await reviewing.predict(range(1, 351))
    await reviewing.makeQueue({ since: new Date(START + 101).toISOString() })
    const filler = reviewing.startFiller()
    await filler.step(50)
    await reviewing.predict(range(400, 420))
    await reviewing.fill(filler)
    expect(ofWhom(await reviewing.items())).toEqual(ids([...range(101, 351), ...range(400, 420)]))
    expect((await reviewing.store.state.filling('q-1'))?.filling).toMatchObject({ phase: 'following', cursor: null })
  })

  it('looks again at what something is said of, and raises its probability', async () => {
    await reviewing.makeQueue({
      rules: [
        { reason: 'random', share: 0.2 },
        { reason: 'thumbs_down', share: 1 },
      ],
    })
    await reviewing.predict(range(0, 100))
    await reviewing.fill()
    const first = await reviewing.items()
    await reviewing.say(range(0, 50).map((number) => ({ prediction: idOf(number), value: false })))
    await reviewing.fill()
    const items = await reviewing.items()
    expect(ofWhom(items)).toEqual([...new Set([...ofWhom(first), ...ids(range(0, 50))])].toSorted())
    const down = new Set(ids(range(0, 50)))
    for (const { prediction, reason, inclusionProbability } of items)
      expect([reason, inclusionProbability]).toEqual(down.has(prediction) ? ['thumbs_down', 1] : ['random', 0.2])
  })

  it('is not moved by what reviews of its own say', async () => {
    await reviewing.makeQueue({
      rules: [
        { reason: 'random', share: 0.5 },
        { reason: 'disagreement', share: 1 },
      ],
    })
    await reviewing.predict(range(0, 40))
    await reviewing.say(range(0, 40).map((number) => ({ prediction: idOf(number), value: false })))
    await reviewing.fill()
    const before = await reviewing.items()
    const own = before.map(({ id, prediction }) => ({ prediction, metadata: { queue: 'q-1', item: id } }))
    await reviewing.say(own.map((said) => ({ ...said, source: 'reviewer', actor: 'Ann', value: true })))
    await reviewing.fill()
    expect(await reviewing.items()).toEqual(before)
    await reviewing.say([{ prediction: before[0]?.prediction ?? '', source: 'system', value: true }])
    await reviewing.fill()
    const raised = (await reviewing.items()).filter(({ inclusionProbability }) => inclusionProbability === 1)
    expect(raised.map(({ prediction }) => prediction)).toEqual([before[0]?.prediction])
  })

  it('keeps the chance of what was reviewed, also where the shares have grown since', async () => {
    const queue = await reviewing.makeQueue({ rules: [{ reason: 'random', share: 0.3 }] })
    await reviewing.predict(range(0, 40))
    await reviewing.fill()
    const before = await reviewing.items()
    const input = { ...queue, rules: [{ reason: 'random' as const, share: 0.9 }], since: undefined }
    const changed = await changedReviewQueue(queue, input, { at: BY.at, ...reviewing.store })
    await reviewing.store.state.changeReviewQueue(changed.queue, changed.filling, BY)
    const own = before.map(({ id, prediction }) => ({ prediction, metadata: { queue: 'q-1', item: id } }))
    await reviewing.say(own.map((said) => ({ ...said, source: 'reviewer', actor: 'Ann', value: true })))
    await reviewing.fill()
    expect(await reviewing.items()).toEqual(before)
  })

  it('takes no late word for a reason to look at what is older than the queue: the silent would be missing', async () => {
    await reviewing.predict(range(0, 10))
    reviewing.now.ms = START + 100
    await reviewing.makeQueue({ rules: [{ reason: 'thumbs_down', share: 1 }] })
    await reviewing.predict(range(100, 110))
    await reviewing.say(range(5, 105).map((number) => ({ prediction: idOf(number), value: false })))
    await reviewing.fill()
    expect(ofWhom(await reviewing.items())).toEqual(ids(range(100, 105)))
  })

  it('looks at both of two variants that answer one key differently', async () => {
    await reviewing.makeQueue({ rules: [{ reason: 'disagreement', share: 1 }] })
    const answer = (label: string) => ({ output: { ...EMPTY_OUTPUT, label } })
    await reviewing.predict([1], { key: 'k-1', variant: 'a', ...answer('cat') })
    await reviewing.predict([2], { key: 'k-2', variant: 'a', ...answer('cat') })
    await reviewing.fill()
    expect(await reviewing.items()).toEqual([])
    await reviewing.predict([3], { key: 'k-1', variant: 'b', ...answer('dog') })
    await reviewing.predict([4], { key: 'k-2', variant: 'b', ...answer('cat') })
    await reviewing.fill()
    const details = new Map((await reviewing.items()).map(({ prediction, detail }) => [prediction, detail]))
    expect(details).toEqual(
      new Map([
        [idOf(1), 'variant b'],
        [idOf(3), 'variant a'],
      ]),
    )
  })

  it('knows the categories of what is stored, and picks the first of each new one', async () => {
    const answer = (label: string) => ({ output: { ...EMPTY_OUTPUT, label } })
    await reviewing.predict([1], answer('cat'))
    await reviewing.predict([2], answer('dog'))
    reviewing.now.ms = START + 3
    await reviewing.makeQueue({ rules: [{ reason: 'new_category', share: 1 }] })
    await reviewing.predict([3], answer('cat'))
    await reviewing.predict([4], answer('cow'))
    await reviewing.predict([5], answer('cow'))
    await reviewing.fill()
    expect((await reviewing.items()).map(({ prediction, detail }) => [prediction, detail])).toEqual([
      [idOf(4), 'label cow'],
    ])
  })

  it('passes over what gave no answer: nobody can judge it', async () => {
    await reviewing.makeQueue({ rules: [{ reason: 'random', share: 1 }] })
    await reviewing.predict([1], { output: EMPTY_OUTPUT, status: 'error' })
    await reviewing.predict([2])
    await reviewing.fill()
    expect((await reviewing.items()).map(({ prediction }) => prediction)).toEqual([idOf(2)])
  })

  it('rests while it is paused, and goes on from where it was', async () => {
    const queue = await reviewing.makeQueue({ isPaused: true })
    await reviewing.predict([1])
    expect(await reviewing.fill()).toBe(0)
    await reviewing.store.state.changeReviewQueue({ ...queue, isPaused: false, updatedAt: BY.at }, null, BY)
    await reviewing.fill()
    expect(ofWhom(await reviewing.items())).toEqual([idOf(1)])
  })

  it('rests while it is full, and loses nothing', async () => {
    await reviewing.makeQueue()
    await reviewing.predict(range(0, 3))
    let open = REVIEW_ITEMS_OPEN_MAX
    const { state, rows } = reviewing.store
    const full = { ...state, openReviewItems: () => Promise.resolve(open) }
    const parts = { rows, clock: () => reviewing.now.ms, makeId: () => crypto.randomUUID(), onQueue: () => undefined }
    const filler = createQueueFiller({ ...parts, state: full })
    expect([await filler.step(50), (await reviewing.items()).length]).toEqual([false, 0])
    open -= 1
    await reviewing.fill(filler)
    expect((await reviewing.items()).length).toBe(3)
  })

  it('goes on from where somebody else moved it, and ends where it was deleted', async () => {
    await reviewing.makeQueue()
    const [one, other] = [reviewing.startFiller(), reviewing.startFiller()]
    for (const number of range(0, 6)) {
      await reviewing.predict([number])
      await reviewing.fill(number % 2 === 0 ? one : other)
      await reviewing.fill(number % 2 === 0 ? other : one)
    }
    expect(ofWhom(await reviewing.items())).toEqual(ids(range(0, 6)))
    await reviewing.store.state.deleteReviewQueue('q-1', BY)
    await reviewing.predict([9])
    expect([await one.step(50), await one.step(50)]).toEqual([false, false])
  })

  it('goes by the rules of the filling that it goes on from, whoever changed them when', async () => {
    const queue = await reviewing.makeQueue({ rules: [{ reason: 'random', share: 1 }] })
    const [one, other] = [reviewing.startFiller(), reviewing.startFiller()]
    await reviewing.predict([1])
    await reviewing.fill(one)
    await reviewing.predict([2])
    await reviewing.fill(other)
    const { state, rows } = reviewing.store
    const input = { name: 'q-1', task: queue.task, rules: [{ reason: 'thumbs_down' as const, share: 1 }] }
    const changed = await changedReviewQueue(queue, input, { at: BY.at, state, rows })
    await state.changeReviewQueue(changed.queue, changed.filling, BY)
    await reviewing.predict(range(3, 20))
    // Neither was told, and each finds out only by what it may not store.
    for (const filler of [one, other, one, other, one]) await filler.step(50)
    expect(ofWhom(await reviewing.items())).toEqual(ids([1, 2]))
  })

  it('takes turns among its queues', async () => {
    await reviewing.predict(range(0, 400))
    const since = new Date(START).toISOString()
    await reviewing.makeQueue({ since }, 'q-1')
    await reviewing.makeQueue({ since }, 'q-2')
    const filler = reviewing.startFiller()
    await filler.step(50)
    await filler.step(50)
    const { state } = reviewing.store
    expect([await state.openReviewItems('q-1'), await state.openReviewItems('q-2')]).toEqual([100, 100])
  })

  it('starts anew where the rules are others, and keeps what is there', async () => {
    await reviewing.predict(range(0, 20))
    const since = new Date(START).toISOString()
    const queue = await reviewing.makeQueue({ since, rules: [{ reason: 'random', share: 0.3 }] })
    await reviewing.fill()
    const few = ofWhom(await reviewing.items())
    const { state, rows } = reviewing.store
    const input = { name: 'q-1', task: queue.task, since }
    const same = await changedReviewQueue(queue, { ...input, rules: queue.rules }, { at: BY.at, state, rows })
    expect(same.filling).toBeNull()
    const rules = [{ reason: 'random' as const, share: 1 }]
    const changed = await changedReviewQueue(queue, { ...input, rules }, { at: BY.at, state, rows })
    await state.changeReviewQueue(changed.queue, changed.filling, BY)
    await reviewing.fill()
    expect(few.length).toBeLessThan(20)
    expect(ofWhom(await reviewing.items())).toEqual(ids(range(0, 20)))
  })

  it('of so many a day takes about so many of each day that is stored', async () => {
    const day = (number: number) => ({ startedAt: new Date(START - number * 24 * HOUR_MS - HOUR_MS).toISOString() })
    await reviewing.predict(range(0, 300), day(1))
    await reviewing.predict(range(300, 600), day(2))
    await reviewing.makeQueue({ rules: [{ reason: 'random' }], perDay: 60, since: '2026-11-01T00:00:00.000Z' })
    await reviewing.fill()
    const { length } = await reviewing.items()
    expect(length).toBeGreaterThan(90)
    expect(length).toBeLessThan(150)
  })

  it('of so many a day takes at once what few there are, of a burst a few times as many, and then about so many', async () => {
    await reviewing.makeQueue({ rules: [{ reason: 'random' }], perDay: 48 })
    const filler = reviewing.startFiller()
    await reviewing.predict(range(0, 26))
    await reviewing.fill(filler)
    expect(await reviewing.items()).toHaveLength(26)
    await reviewing.predict(range(26, 1_000))
    await reviewing.fill(filler)
    const burst = (await reviewing.items()).length
    // 48 * (1 + ln(1000 / 48)) is 194.
    expect(burst).toBeGreaterThan(140)
    expect(burst).toBeLessThan(250)
    for (const hour of range(1, 25)) {
      reviewing.now.ms = START + hour * HOUR_MS
      await reviewing.predict(range(hour * 1_000, hour * 1_000 + 40))
      await reviewing.fill(filler)
    }
    const later = (await reviewing.items()).length - burst
    expect(later).toBeGreaterThan(10)
    expect(later).toBeLessThan(72)
  })
})

const EMPTY_OUTPUT = {
  messages: null,
  text: null,
  finishReason: null,
  label: null,
  score: null,
  probabilities: null,
  value: null,
}
