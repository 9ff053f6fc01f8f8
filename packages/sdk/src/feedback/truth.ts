// Late truth, one or a whole table of it. A table is handed over a slice at a time, as fast as the queue has room, so
// that it neither holds up the app nor overflows.
import { clearRealTimeout, realClock, setRealTimeout } from '../clock.ts'
import type { Recorder } from '../telemetry/recorder.ts'
import { type FeedbackDetails, type FeedbackHost, recordFeedback } from './feedback.ts'

/** What turned out to be true, joined to predictions by their business key. */
export interface Truth extends Omit<FeedbackDetails, 'source'> {
  key: string
  label: string | number
  /** Only predictions of this task. */
  task?: string | undefined
}

export interface TruthHost extends FeedbackHost {
  recorder: Recorder
  /** A timer that never keeps the process alive; returns how to stop it. */
  startTimer: (delayMs: number, ring: () => void) => () => void
}

export interface TruthTeller {
  tell: (truth: Truth | readonly Truth[]) => void
  /** Waits until every truth told so far is in the queue, at most that long. */
  settled: (timeoutMs: number) => Promise<void>
  /** Puts what is left into the queue at once: the process is ending. */
  finish: () => void
  /** The recorder of the host, but flushed, left, saved and closed only with all truths in it, and counting them. */
  recorder: Recorder
}

/** Writing one takes some microseconds. */
export const TRUTH_SLICE_ITEMS_MAX = 100

/** What may wait to be sent before a table waits too; far below what the queue holds, which others fill as well. */
export const TRUTH_QUEUED_MAX = 8000

/** A table beyond that is more than memory should hold; what is told then is lost and counted. */
export const TRUTH_WAITING_MAX = 1_000_000

const ROOM_MS = 50
const STALL_MS = 2000

export function createTruthTeller(host: TruthHost): TruthTeller {
  const { recorder } = host
  const rows = createRows()
  let cancelNext: (() => void) | undefined
  let lastQueued = 0
  let lastMovedMs = 0
  const whenSettled: (() => void)[] = []

  function handOver(count: number): void {
    for (let left = Math.min(count, rows.count()); left > 0; left -= 1) recordTruth(rows.take(), host)
  }

  /** As it is now: the app may go on to change it. */
  function queueTable(table: readonly Truth[]): void {
    const room = TRUTH_WAITING_MAX - rows.count()
    if (table.length > room) recorder.drop('queue_full', table.length - room)
    rows.add(table.slice(0, room))
    if (cancelNext === undefined) goOn()
  }

  function goOn(): void {
    cancelNext = undefined
    const { queued } = recorder.stats()
    const hasRoom = queued < TRUTH_QUEUED_MAX
    if (hasRoom) handOver(TRUTH_SLICE_ITEMS_MAX)
    if (rows.count() === 0) return settle()
    const nowMs = realClock.monotonicMs()
    if (queued !== lastQueued) lastMovedMs = nowMs
    lastQueued = queued
    // A script that ends waits while somebody takes what it tells. Nobody does: then no timer keeps it alive.
    const isMoving = nowMs - lastMovedMs < STALL_MS
    cancelNext = hasRoom || isMoving ? goOnAfter(hasRoom ? 0 : ROOM_MS) : host.startTimer(ROOM_MS, goOn)
  }

  function goOnAfter(delayMs: number): () => void {
    const timer = setRealTimeout(goOn, delayMs)
    return () => clearRealTimeout(timer)
  }

  function settle(): void {
    for (const tell of whenSettled.splice(0)) tell()
  }

  async function settled(timeoutMs: number): Promise<void> {
    if (rows.count() === 0) return
    let deadline: ReturnType<typeof setTimeout> | undefined
    await new Promise<void>((resolve) => {
      whenSettled.push(resolve)
      deadline = setRealTimeout(resolve, timeoutMs)
    })
    clearRealTimeout(deadline)
  }

  function finish(): void {
    cancelNext?.()
    cancelNext = undefined
    handOver(rows.count())
    settle()
  }

  return {
    tell: (truth) => {
      if (Array.isArray(truth)) queueTable(truth as readonly Truth[])
      else recordTruth(truth as Truth, host)
    },
    settled,
    finish,
    recorder: afterTruths(recorder, { settled, finish, count: rows.count }),
  }
}

interface WaitingTruths extends Pick<TruthTeller, 'settled' | 'finish'> {
  count: () => number
}

function afterTruths(recorder: Recorder, truths: WaitingTruths): Recorder {
  /** What is left of a time after the truths have had theirs. */
  async function settledWithin(timeoutMs: number): Promise<number> {
    const startedMs = realClock.monotonicMs()
    // The queue may be full because a collector that was away is given a pause, and now somebody waits.
    if (truths.count() > 0) void recorder.flush(0)
    await truths.settled(timeoutMs)
    return Math.max(0, timeoutMs - (realClock.monotonicMs() - startedMs))
  }

  return {
    ...recorder,
    flush: async (timeoutMs) => recorder.flush(await settledWithin(timeoutMs)),
    leave: async (timeoutMs) => recorder.leave(await settledWithin(timeoutMs)),
    save: () => {
      truths.finish()
      recorder.save()
    },
    close: async (timeoutMs) => {
      const leftMs = await settledWithin(timeoutMs)
      truths.finish()
      await recorder.close(leftMs)
    },
    stats: () => {
      const stats = recorder.stats()
      return { ...stats, queued: stats.queued + truths.count() }
    },
  }
}

interface Rows {
  add: (table: readonly Truth[]) => void
  /** The oldest; not where there is none. */
  take: () => Truth
  count: () => number
}

/** What is taken goes in large pieces, so that every row costs the same however many there are. */
function createRows(): Rows {
  let rows: Truth[] = []
  let takenCount = 0
  return {
    add: (table) => {
      for (const row of table) rows.push(row)
    },
    take: () => {
      const row = rows[takenCount] as Truth
      takenCount += 1
      if (2 * takenCount < rows.length) return row
      rows = rows.slice(takenCount)
      takenCount = 0
      return row
    },
    count: () => rows.length - takenCount,
  }
}

function recordTruth(truth: Truth, host: FeedbackHost): void {
  try {
    const { key, label, task, ...details } = truth
    recordFeedback({ key, task }, { kind: 'label', value: label }, { ...details, source: 'ground_truth' }, host)
  } catch {
    host.recorder.drop('unreadable')
  }
}
