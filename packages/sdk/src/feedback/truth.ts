// Late truth, one or a whole table of it. A table is handed over a slice at a time, as fast as the queue has room, so
// that it neither holds up the app nor overflows.
import { type FeedbackDetails, type FeedbackHost, recordFeedback } from './feedback.ts'

/** What turned out to be true, joined to predictions by their business key. */
export interface Truth extends Omit<FeedbackDetails, 'source'> {
  key: string
  label: string | number
  /** Only predictions of this task. */
  task?: string | undefined
}

export interface TruthTeller {
  tell: (truth: Truth | readonly Truth[]) => void
  /** Waits until every truth told so far is in the queue, at most that long. */
  settled: (timeoutMs: number) => Promise<void>
  /** Puts what is left into the queue at once: the process is ending. */
  finish: () => void
}

/** Writing one takes some microseconds. */
export const TRUTH_SLICE_ITEMS_MAX = 250

/** What may wait to be sent before a table waits too; far below what the queue holds, which others fill as well. */
export const TRUTH_QUEUED_MAX = 8000

const NEXT_SLICE_MS = 0
const ROOM_MS = 50

export function createTruthTeller(host: FeedbackHost): TruthTeller {
  let waiting: Truth[] = []
  let next: ReturnType<typeof setTimeout> | undefined
  const whenSettled: (() => void)[] = []

  function handOver(count: number): void {
    for (const truth of waiting.splice(0, count)) recordTruth(truth, host)
  }

  function goOn(): void {
    next = undefined
    const hasRoom = host.recorder.stats().queued < TRUTH_QUEUED_MAX
    if (hasRoom) handOver(TRUTH_SLICE_ITEMS_MAX)
    if (waiting.length === 0) return settle()
    next = setTimeout(goOn, hasRoom ? NEXT_SLICE_MS : ROOM_MS)
    // Work to be done now may go on; waiting for a collector never keeps a process alive.
    if (!hasRoom) (next as { unref?: () => void }).unref?.()
  }

  function settle(): void {
    for (const tell of whenSettled.splice(0)) tell()
  }

  return {
    tell: (truth) => {
      if (!Array.isArray(truth)) return recordTruth(truth as Truth, host)
      waiting = [...waiting, ...(truth as readonly Truth[])]
      if (next === undefined) goOn()
    },
    settled: async (timeoutMs) => {
      if (waiting.length === 0) return
      let deadline: ReturnType<typeof setTimeout> | undefined
      await new Promise<void>((resolve) => {
        whenSettled.push(resolve)
        deadline = setTimeout(resolve, timeoutMs)
      })
      clearTimeout(deadline)
    },
    finish: () => {
      clearTimeout(next)
      next = undefined
      handOver(waiting.length)
      settle()
    },
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
