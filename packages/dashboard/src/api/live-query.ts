// Keeps one answer of the collector up to date while the page is looked at. What was read stays when the collector goes
// away: a figure grows old, it never goes blank.
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Problem } from '@trimtab/contract'
import type { Answer } from './client.ts'
import { type Page, browserPage } from './page.ts'

export interface Reading<Value> {
  /** The newest that was read; null before the first. */
  value: Value | null
  etag: string | null
  /** The minute of the last answer: shown as 06:45, so that an unchanged answer is no change to draw. */
  readAtMs: number | null
  /** Why the last try was refused. */
  problem: Problem | null
  /** Tries in a row that got no answer. */
  misses: number
  /** Set while the collector does not answer. */
  retryAtMs: number | null
}

export interface LiveQuery<Value> {
  reading: ReadonlySignal<Reading<Value>>
  /** Reads now, and settles when that is drawn. */
  refresh: () => Promise<void>
  stop: () => void
}

const POLL_MS = 2_000
/** Where the collector says what is new, an answer still grows old by itself: the last hours go on. */
const QUIET_MS = 10_000
/** Between an answer and the next question where something was new while it came. */
const AGAIN_MS = 500
const RETRY_MS_MAX = 30_000
const MINUTE_MS = 60_000

export const UNREAD: Reading<never> = {
  value: null,
  etag: null,
  readAtMs: null,
  problem: null,
  misses: 0,
  retryAtMs: null,
}

/** What is known after an answer. The same object when nothing a reader could see has changed. */
export function settle<Value>(before: Reading<Value>, answer: Answer<Value>, nowMs: number): Reading<Value> {
  if (answer.kind === 'no-answer') {
    const misses = before.misses + 1
    return { ...before, misses, retryAtMs: nowMs + retryDelayMs(misses) }
  }
  const answered = { ...before, readAtMs: Math.floor(nowMs / MINUTE_MS) * MINUTE_MS, misses: 0, retryAtMs: null }
  if (answer.kind === 'problem') return { ...answered, problem: answer.problem }
  if (answer.kind === 'value') return { ...answered, problem: null, value: answer.value, etag: answer.etag }
  const isSame = before.readAtMs === answered.readAtMs && before.misses === 0 && before.problem === null
  return isSame ? before : { ...answered, problem: null }
}

/** 4 s after the first miss, then twice as long each time. */
export function retryDelayMs(misses: number): number {
  return Math.min(POLL_MS * 2 ** misses, RETRY_MS_MAX)
}

export function createLiveQuery<Value>(
  read: (knownEtag: string | null) => Promise<Answer<Value>>,
  page: Page = browserPage,
): LiveQuery<Value> {
  const reading = signal<Reading<Value>>(UNREAD)
  let turn = 0
  let isAsking = false
  let isNew = false
  let cancelNext = (): void => undefined

  async function refresh(): Promise<void> {
    turn++
    const mine = turn
    cancelNext()
    isAsking = true
    isNew = false
    const answer = await read(reading.peek().etag)
    // A slower, older answer must not overwrite a newer one.
    if (mine !== turn) return
    isAsking = false
    reading.value = settle(reading.peek(), answer, page.nowMs())
    cancelNext = page.later(nextDelayMs(), refreshIfSeen)
  }

  function nextDelayMs(): number {
    const { misses } = reading.peek()
    if (misses > 0) return retryDelayMs(misses)
    if (isNew) return AGAIN_MS
    return page.news.isOpen() ? QUIET_MS : POLL_MS
  }

  function refreshIfSeen(): void {
    if (page.isVisible()) void refresh()
  }

  function hearNews(): void {
    // To ask again before the answer is there would put it off for as long as there is news.
    if (isAsking) isNew = true
    else refreshIfSeen()
  }

  const stopWatching = page.onVisible(refreshIfSeen)
  const stopListening = page.news.onNews(hearNews)
  refreshIfSeen()

  function stop(): void {
    turn++
    cancelNext()
    stopWatching()
    stopListening()
  }
  return { reading, refresh, stop }
}
