import type { Problem, ReviewInput, ReviewItem, ReviewProgress } from '@trimtab/contract'
import { afterEach, expect, test } from 'vitest'
import type { Page } from '../../../api/page.ts'
import { type PageServer, startPageServer } from '../../../fixtures/page-server.ts'
import { examplePrediction } from '../../../prediction/example-prediction.ts'
import { createDesk } from './desk.ts'
import { createDraftKeeper } from './draft-keeper.ts'
import { shownSeat } from './seats.ts'
import { createSittingCount } from './sitting-count.ts'

const MINUTE_MS = 60_000
const progress: ReviewProgress = {
  open: 2,
  leased: 0,
  done: 0,
  dropped: 0,
  skipped: 0,
  considered: 9,
  phase: 'following',
  isFull: false,
}
const queue = { id: 'q', fields: [], correction: { form: 'text' as const }, leaseMinutes: 10 }
const { output } = examplePrediction()

function itemNamed(id: string, nowMs: number): ReviewItem {
  return {
    id,
    queue: 'q',
    prediction: examplePrediction({ output: { ...output, text: `Answer ${id}.` } }),
    reason: 'random',
    detail: null,
    inclusionProbability: 0.5,
    state: 'open',
    reviewersWanted: 1,
    reviewersDone: 0,
    addedAt: '2026-11-21T10:00:00.000Z',
    leasedUntil: new Date(nowMs + 10 * MINUTE_MS).toISOString(),
    review: null,
  }
}

/** A collector with a few items of one queue, which keeps what is sent to it. */
async function makeWorld(ids: string[]) {
  const waiting = [...ids]
  const world = {
    nowMs: Date.parse('2026-11-21T10:00:00Z'),
    asked: [] as string[],
    bodies: [] as ReviewInput[],
    refusal: null as Problem | null,
    /** What happens while the next item is on its way. */
    meanwhile: (): void => undefined,
  }
  const server: PageServer = await startPageServer((address, response, body) => {
    const { pathname } = address
    world.asked.push(pathname)
    if (world.refusal !== null) return void response.writeHead(world.refusal.status).end(JSON.stringify(world.refusal))
    const [id] = waiting
    if (pathname === '/api/reviews/next') {
      world.meanwhile()
      const item = id === undefined ? null : itemNamed(id, world.nowMs)
      return void response.end(JSON.stringify({ item, progress }))
    }
    if (body === '') waiting.unshift(pathname.split('/').at(-1) ?? '')
    else {
      world.bodies.push(JSON.parse(body) as ReviewInput)
      waiting.splice(waiting.indexOf(pathname.split('/').at(-1) ?? ''), 1)
    }
    response.end(JSON.stringify({ review: null, feedback: [], progress }))
  })
  const page: Page = {
    nowMs: () => world.nowMs,
    later: () => () => undefined,
    isVisible: () => true,
    onVisible: () => () => undefined,
    news: { isOpen: () => false, onNews: () => () => undefined },
  }
  const kept = new Map<string, string>()
  const drawer = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  }
  const keeper = createDraftKeeper('Ann', () => drawer)
  const count = createSittingCount({ queue: 'q', reviewer: 'Ann' }, () => ({ ...drawer, setItem: () => undefined }))
  const desk = createDesk({ queue, reviewer: 'Ann', keeper, count, page })
  const shown = (): string | undefined => shownSeat(desk.view.value)?.item.id
  const decideOn = (decision: 'good' | 'bad'): void => {
    const seat = shownSeat(desk.view.value)
    if (seat !== null) desk.write({ ...seat.draft, decision })
  }
  return { world, server, desk, kept, shown, decideOn }
}

let server: PageServer | undefined
afterEach(() => server?.close())

async function makeDesk(...ids: string[]) {
  const made = await makeWorld(ids)
  server = made.server
  await made.desk.next()
  return made
}

test('what is saved is sent once, forgotten as a draft, and the next is in hand', async () => {
  const { desk, world, kept, shown, decideOn } = await makeDesk('a', 'b')
  expect(shown()).toBe('a')
  decideOn('good')
  expect(kept.size).toBe(1)
  world.nowMs += 4_000
  await Promise.all([desk.save(), desk.save()])
  expect(world.bodies).toEqual([{ reviewer: 'Ann', decision: 'good', tookMs: 4_000 }])
  expect([shown(), kept.size, desk.view.value.sittingCount]).toEqual(['b', 0, 1])
})

test('a key that is pressed while the next is on its way is about neither of the two', async () => {
  const { desk, world, kept, shown, decideOn } = await makeDesk('a', 'b')
  decideOn('good')
  world.meanwhile = () => decideOn('bad')
  await desk.save()
  expect([shown(), shownSeat(desk.view.value)?.draft.decision, kept.size]).toEqual(['b', null, 0])
  expect(desk.view.value.seats[0]?.draft.decision).toBe('good')
})

test('nothing is sent before a judgement', async () => {
  const { desk, world, shown } = await makeDesk('a')
  await desk.save()
  expect([world.bodies, shown(), desk.view.value.gaps.map(({ at }) => at)]).toEqual([[], 'a', ['decision']])
})

test('undo takes the last one back with all that was said of it, and goes on where one was', async () => {
  const { desk, shown, decideOn, world } = await makeDesk('a', 'b')
  decideOn('bad')
  await desk.save()
  await desk.undo()
  expect([shown(), shownSeat(desk.view.value)?.draft.decision]).toEqual(['a', 'bad'])
  expect(desk.view.value.sittingCount).toBe(0)
  decideOn('good')
  await desk.save()
  expect(shown()).toBe('b')
  expect(world.bodies.map(({ decision }) => decision)).toEqual(['bad', 'good'])
})

test('the arrows look back at this sitting and never past its ends', async () => {
  const { desk, shown } = await makeDesk('a', 'b')
  await desk.skip()
  desk.move(-1)
  expect(shown()).toBe('a')
  desk.move(-1)
  desk.move(1)
  desk.move(1)
  expect(shown()).toBe('b')
})

test('when nothing is left it says so, and one can still look back', async () => {
  const { desk, shown, decideOn } = await makeDesk('a')
  decideOn('good')
  await desk.save()
  expect([desk.view.value.isOver, shown()]).toEqual([true, undefined])
  desk.move(-1)
  expect(shown()).toBe('a')
})

test('a refusal and a collector that is away lose nothing that was typed', async () => {
  const { desk, world, kept, shown, decideOn } = await makeDesk('a')
  decideOn('bad')
  const refusal: Problem = { type: '', title: '', status: 410, code: 'review.gone', detail: 'It is gone.' }
  world.refusal = { ...refusal, errors: [{ pointer: '/correction/days', message: 'must be a number' }] }
  await desk.save()
  expect(desk.view.value.failure).toMatchObject({ what: 'save', reason: { code: 'review.gone' } })
  expect(desk.view.value.gaps).toEqual([{ at: 'correction', message: 'days: must be a number' }])
  await server?.close()
  server = undefined
  await desk.save()
  expect(desk.view.value.failure?.reason.detail).toContain('not answering')
  expect([shown(), kept.size, shownSeat(desk.view.value)?.draft.decision]).toEqual(['a', 1, 'bad'])
})

test('an item is asked for again while somebody works at it, and let go when nobody does', async () => {
  const { desk, world, decideOn } = await makeDesk('a')
  const until = (): string | undefined => shownSeat(desk.view.value)?.item.leasedUntil
  const first = until()
  await desk.renew()
  world.nowMs += 6 * MINUTE_MS
  await desk.renew()
  expect(until()).toBe(first)
  decideOn('good')
  await desk.renew()
  expect(until()).not.toBe(first)
  expect(shownSeat(desk.view.value)?.draft.decision).toBe('good')
  expect(world.asked.filter((path) => path === '/api/reviews/next')).toHaveLength(2)
})
