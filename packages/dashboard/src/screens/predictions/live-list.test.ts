import type { ServerResponse } from 'node:http'
import type { PredictionPage } from '@trimtab/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { filterBy } from '../../api/filters.ts'
import type { Page } from '../../api/page.ts'
import { type PageServer, startPageServer } from '../../fixtures/page-server.ts'
import { examplePrediction } from '../../prediction/example-prediction.ts'
import { type LiveList, createLiveList } from './live-list.ts'

const page: Page = {
  nowMs: () => 0,
  later: () => () => undefined,
  isVisible: () => true,
  onVisible: () => () => undefined,
  news: { isOpen: () => false, onNews: () => () => undefined },
}

/** Newest first; prediction number 7 started at second 7. */
let stored: number[] = []
let olderAsked: ServerResponse[] = []
let server: PageServer
let lists: LiveList[] = []

function pageOf(numbers: number[], nextCursor: string | null): PredictionPage {
  const at = (number: number): string => new Date(number * 1000).toISOString()
  return {
    predictions: numbers.map((number) => examplePrediction({ id: `p${number}`, startedAt: at(number) })),
    nextCursor,
  }
}

/** Answers the oldest request for an older page. */
function answerOlder(answer: PredictionPage | 'refused'): void {
  const response = olderAsked.shift()
  if (answer === 'refused') response?.writeHead(500).end()
  else response?.end(JSON.stringify(answer))
}

async function open(task: string | null = null): Promise<LiveList> {
  const live = createLiveList(filterBy('task', task), page)
  lists.push(live)
  await vi.waitFor(() => expect(live.list.value.rows).not.toEqual([]))
  return live
}

/** Settles when the request has come to the server; the answer settles the promise in it. */
async function askOlder(live: LiveList): Promise<{ read: Promise<void> }> {
  const before = olderAsked.length
  const read = live.readOlder()
  await vi.waitFor(() => expect(olderAsked).toHaveLength(before + 1))
  return { read }
}

function shown(live: LiveList): string[] {
  return live.list.value.rows.map(({ id }) => id)
}

beforeEach(async () => {
  stored = [5, 4]
  olderAsked = []
  lists = []
  server = await startPageServer(({ searchParams }, response) => {
    if (searchParams.has('cursor')) return void olderAsked.push(response)
    const numbers = searchParams.has('task') ? [9, 8] : stored
    response.end(JSON.stringify(pageOf(numbers, `after ${numbers.at(-1)}`)))
  })
})

afterEach(async () => {
  for (const live of lists) live.stop()
  await server.close()
})

test('an older page goes below what is shown', async () => {
  const live = await open()
  const { read } = await askOlder(live)
  answerOlder(pageOf([3, 2], null))
  await read
  expect(shown(live)).toEqual(['p5', 'p4', 'p3', 'p2'])
})

test('an older page that comes after the filters changed is in no list of the new ones', async () => {
  const before = await open()
  const { read } = await askOlder(before)
  before.stop()
  const after = await open('support.reply')
  answerOlder(pageOf([3, 2], null))
  await read
  expect(shown(after)).toEqual(['p9', 'p8'])
  expect(after.list.value.olderCursor).toBe('after 8')
})

test('an older page that comes after the list started anew is ignored, refused or not', async () => {
  for (const answer of [pageOf([3, 2], null), 'refused'] as const) {
    stored = [5, 4]
    const live = await open()
    const { read } = await askOlder(live)
    stored = [99, 98]
    await live.newest.refresh()
    live.showWaiting()
    answerOlder(answer)
    await read
    expect(shown(live)).toEqual(['p99', 'p98'])
    expect(live.list.value.olderCursor).toBe('after 98')
    expect(live.whyNotOlder.value).toBeNull()
  }
})

test('the slower answer of two presses does not move the end back up', async () => {
  const live = await open()
  const first = await askOlder(live)
  const second = await askOlder(live)
  answerOlder(pageOf([3, 2], 'after 2'))
  await first.read
  const third = await askOlder(live)
  const slow = olderAsked.shift()
  answerOlder(pageOf([1], null))
  await third.read
  slow?.end(JSON.stringify(pageOf([3, 2], 'after 2')))
  await second.read
  expect(shown(live)).toEqual(['p5', 'p4', 'p3', 'p2', 'p1'])
  expect(live.list.value.olderCursor).toBeNull()
})
