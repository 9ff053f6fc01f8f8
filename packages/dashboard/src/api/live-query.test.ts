import type { Problem } from '@trimtab/contract'
import { expect, test } from 'vitest'
import type { Answer } from './client.ts'
import { type Reading, UNREAD, createLiveQuery, retryDelayMs, settle } from './live-query.ts'
import type { Page } from './page.ts'

const problem: Problem = {
  type: 'about:blank',
  title: 'Failed',
  status: 500,
  code: 'internal',
  detail: 'The collector failed.',
}
const read: Reading<string> = settle(UNREAD, { kind: 'value', value: 'figures', etag: '"1"' }, 90_000)

test('what was read stays while the collector is away, with the minute it is from', () => {
  const away = settle(read, { kind: 'no-answer' }, 200_000)
  expect(away).toMatchObject({ value: 'figures', readAtMs: 60_000, misses: 1, retryAtMs: 204_000 })
})

test('what was read stays when the collector refuses', () => {
  expect(settle(read, { kind: 'problem', problem }, 95_000)).toMatchObject({ value: 'figures', problem })
})

test('an answer ends the absence and the refusal', () => {
  const away = settle(settle(read, { kind: 'problem', problem }, 95_000), { kind: 'no-answer' }, 96_000)
  expect(settle(away, { kind: 'unchanged' }, 97_000)).toMatchObject({ problem: null, misses: 0, retryAtMs: null })
})

test('an unchanged answer within the minute is no change to draw', () => {
  expect(settle(read, { kind: 'unchanged' }, 100_000)).toBe(read)
  expect(settle(read, { kind: 'unchanged' }, 121_000)).not.toBe(read)
})

test('tries grow rarer up to half a minute', () => {
  expect([1, 2, 3, 4, 9].map(retryDelayMs)).toEqual([4_000, 8_000, 16_000, 30_000, 30_000])
})

interface FakePage extends Page {
  isSeen: boolean
  isTold: boolean
  show: () => void
  pass: () => void
  tell: () => void
  waiting: (() => void)[]
  delaysMs: number[]
}

function fakePage(): FakePage {
  const page = {
    isSeen: true,
    isTold: false,
    waiting: [] as (() => void)[],
    delaysMs: [] as number[],
    tell: () => undefined as void,
    show: () => undefined as void,
    pass: () => {
      for (const callback of page.waiting.splice(0)) callback()
    },
    nowMs: () => 0,
    later: (delayMs: number, callback: () => void) => {
      page.delaysMs.push(delayMs)
      page.waiting.push(callback)
      return () => void (page.waiting = page.waiting.filter((other) => other !== callback))
    },
    isVisible: () => page.isSeen,
    onVisible: (callback: () => void) => {
      page.show = callback
      return () => undefined
    },
    news: {
      isOpen: () => page.isTold,
      onNews: (listener: () => void) => {
        page.tell = listener
        return () => undefined
      },
    },
  }
  return page
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('a page nobody looks at asks nothing, and asks at once when it is seen again', async () => {
  const page = fakePage()
  let asked = 0
  const query = createLiveQuery<string>(
    () => Promise.resolve({ kind: 'value', value: `answer ${++asked}`, etag: null }),
    page,
  )
  await settled()
  page.isSeen = false
  page.pass()
  await settled()
  expect(asked).toBe(1)
  page.isSeen = true
  page.show()
  await settled()
  expect(query.reading.value.value).toBe('answer 2')
  query.stop()
  expect(page.waiting).toEqual([])
})

test('a slow old answer never overwrites a newer one', async () => {
  const answers: ((answer: Answer<string>) => void)[] = []
  const query = createLiveQuery<string>(() => new Promise((resolve) => answers.push(resolve)), fakePage())
  const refreshed = query.refresh()
  answers[1]?.({ kind: 'value', value: 'new', etag: null })
  await refreshed
  answers[0]?.({ kind: 'value', value: 'old', etag: null })
  await settled()
  expect(query.reading.value.value).toBe('new')
})

test('a page that is told what is new asks then, and hardly otherwise', async () => {
  const page = fakePage()
  page.isTold = true
  let asked = 0
  const query = createLiveQuery<string>(
    () => Promise.resolve({ kind: 'value', value: `answer ${++asked}`, etag: null }),
    page,
  )
  await settled()
  expect(page.delaysMs).toEqual([10_000])
  page.tell()
  await settled()
  expect(query.reading.value.value).toBe('answer 2')
  query.stop()
})

test('what is new while an answer comes is asked for after it', async () => {
  const page = fakePage()
  page.isTold = true
  const answers: ((answer: Answer<string>) => void)[] = []
  const query = createLiveQuery<string>(() => new Promise((resolve) => answers.push(resolve)), page)
  for (let count = 0; count < 9; count += 1) page.tell()
  expect(answers).toHaveLength(1)
  answers[0]?.({ kind: 'value', value: 'first', etag: null })
  await settled()
  expect([query.reading.value.value, page.delaysMs]).toEqual(['first', [500]])
  page.pass()
  expect(answers).toHaveLength(2)
  query.stop()
})
