import { describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import {
  createTruthTeller,
  type Truth,
  type TruthHost,
  TRUTH_QUEUED_MAX,
  TRUTH_SLICE_ITEMS_MAX,
  TRUTH_WAITING_MAX,
} from './truth.ts'

interface Desk {
  host: TruthHost
  recorded: string[]
  dropped: string[]
  lostCount: () => number
  take: (count: number) => void
}

/** Where truths arrive: it counts what nobody has taken away yet. */
function openDesk(): Desk {
  const recorded: string[] = []
  const dropped: string[] = []
  let queued = 0
  let made = 0
  let lost = 0
  const host: TruthHost = {
    clock: systemClock,
    makeId: () => `made-${(made += 1)}`,
    recorder: {
      record: (json) => {
        recorded.push(json)
        queued += 1
      },
      drop: (reason, count = 1) => {
        dropped.push(reason)
        lost += count
      },
      stats: () => ({ sent: 0, queued, spooled: 0, retried: {}, dropped: {} }),
      flush: () => Promise.resolve(void (queued = 0)),
      leave: () => Promise.resolve(void (queued = 0)),
      save: () => (queued = 0),
      close: () => Promise.resolve(void (queued = 0)),
    },
    startTimer: (delayMs, ring) => {
      const timer = setTimeout(ring, delayMs)
      return () => clearTimeout(timer)
    },
  }
  return { host, recorded, dropped, lostCount: () => lost, take: (count) => (queued -= count) }
}

function table(length: number): Truth[] {
  return Array.from({ length }, (_, index) => ({ key: `loan-${index}`, label: 'repaid' }))
}

describe('a table of truths', () => {
  it('arrives whole and in its order, and other work gets its turn between the slices', async () => {
    const { host, recorded } = openDesk()
    const truths = createTruthTeller(host)
    truths.tell(table(TRUTH_SLICE_ITEMS_MAX * 4))
    expect(recorded).toHaveLength(TRUTH_SLICE_ITEMS_MAX)
    let turns = 0
    const others = setInterval(() => (turns += 1), 0)
    await truths.settled(5000)
    clearInterval(others)
    expect(turns).toBeGreaterThan(1)
    expect(recorded).toHaveLength(TRUTH_SLICE_ITEMS_MAX * 4)
    expect(recorded.at(-1)).toContain(`loan-${TRUTH_SLICE_ITEMS_MAX * 4 - 1}`)
  })

  it('that was changed after it was told is told as it was', async () => {
    const { host, recorded } = openDesk()
    const truths = createTruthTeller(host)
    const rows = table(TRUTH_SLICE_ITEMS_MAX * 2)
    truths.tell(rows)
    rows.length = 0
    await truths.settled(5000)
    expect(recorded).toHaveLength(TRUTH_SLICE_ITEMS_MAX * 2)
  })

  it('waits where the queue is full, and goes on when there is room', async () => {
    const { host, recorded, take } = openDesk()
    const truths = createTruthTeller(host)
    truths.tell(table(TRUTH_QUEUED_MAX * 2))
    await truths.settled(500)
    expect(recorded.length).toBeLessThan(TRUTH_QUEUED_MAX + TRUTH_SLICE_ITEMS_MAX)
    take(recorded.length)
    await truths.settled(5000)
    expect(recorded).toHaveLength(TRUTH_QUEUED_MAX * 2)
  })

  it('is counted as queued until it is, whether in the queue already or not', async () => {
    const { host, recorded } = openDesk()
    const { tell, recorder, settled, finish } = createTruthTeller(host)
    tell(table(TRUTH_QUEUED_MAX * 2))
    await settled(100)
    expect(recorded.length).toBeLessThan(TRUTH_QUEUED_MAX * 2)
    expect(recorder.stats().queued).toBe(TRUTH_QUEUED_MAX * 2)
    finish()
    expect(recorder.stats().queued).toBe(TRUTH_QUEUED_MAX * 2)
  })

  it('waits in a memory that has a bound, and what is beyond is counted', () => {
    const { host, dropped, lostCount } = openDesk()
    const { tell, recorder } = createTruthTeller(host)
    const row = { key: 'loan', label: 'repaid' }
    tell(Array.from({ length: TRUTH_WAITING_MAX + 7 }, () => row))
    expect(dropped).toEqual(['queue_full'])
    expect(lostCount()).toBe(7)
    expect(recorder.stats().queued).toBe(TRUTH_WAITING_MAX)
  })

  it('costs the same however many wait before it', async () => {
    const { host, recorded, take } = openDesk()
    take(-TRUTH_QUEUED_MAX)
    const { tell, settled } = createTruthTeller(host)
    const row = table(1)
    const startMs = performance.now()
    for (let count = 0; count < 100_000; count += 1) tell(row)
    take(Infinity)
    await settled(10_000)
    expect(recorded).toHaveLength(100_000)
    expect(performance.now() - startMs).toBeLessThan(5000)
  })

  it('takes no more of the time for a flush when the time of day is put back', async () => {
    const { host } = openDesk()
    let nowMs = 1e12
    const timesMs: number[] = []
    const flush = (timeoutMs: number): Promise<void> => Promise.resolve(void timesMs.push(timeoutMs))
    const clock = { ...systemClock, nowMs: () => (nowMs -= 3_600_000) }
    const { tell, recorder } = createTruthTeller({ ...host, clock, recorder: { ...host.recorder, flush } })
    tell(table(TRUTH_SLICE_ITEMS_MAX * 2))
    await recorder.flush(5000)
    expect(timesMs[0]).toBeLessThanOrEqual(5000)
  })

  it('behind a full queue asks for the queue to be sent when somebody waits for it', async () => {
    const { host, recorded } = openDesk()
    const { tell, recorder, settled } = createTruthTeller(host)
    tell(table(TRUTH_QUEUED_MAX * 2))
    await settled(200)
    const startMs = performance.now()
    await recorder.flush(5000)
    expect(performance.now() - startMs).toBeLessThan(3000)
    expect(recorded).toHaveLength(TRUTH_QUEUED_MAX * 2)
  })

  it('is handed over at once when the process is ending', async () => {
    const { host, recorded } = openDesk()
    const truths = createTruthTeller(host)
    truths.tell(table(TRUTH_QUEUED_MAX * 2))
    truths.finish()
    expect(recorded).toHaveLength(TRUTH_QUEUED_MAX * 2)
    await truths.settled(0)
  })

  it('is waited for before the recorder is flushed, and left out of nothing when it is closed', async () => {
    const { host, recorded } = openDesk()
    const { tell, recorder } = createTruthTeller(host)
    tell(table(TRUTH_SLICE_ITEMS_MAX * 4))
    await recorder.flush(5000)
    expect(recorded).toHaveLength(TRUTH_SLICE_ITEMS_MAX * 4)
    tell(table(TRUTH_QUEUED_MAX * 2))
    await recorder.close(0)
    expect(recorded).toHaveLength(TRUTH_SLICE_ITEMS_MAX * 4 + TRUTH_QUEUED_MAX * 2)
  })

  it('is saved with what the recorder saves when the process is gone in a moment', () => {
    const { host, recorded } = openDesk()
    const { tell, recorder } = createTruthTeller(host)
    tell(table(TRUTH_QUEUED_MAX * 2))
    recorder.save()
    expect(recorded).toHaveLength(TRUTH_QUEUED_MAX * 2)
  })

  it('loses only the rows that say nothing, and counts them', () => {
    const { host, recorded, dropped } = openDesk()
    const rows = [{ key: 'a', label: 'yes' }, undefined, { key: 'b', label: Number.NaN }, { key: '', label: 'yes' }]
    createTruthTeller(host).tell(rows as Truth[])
    expect(recorded).toHaveLength(1)
    expect(dropped).toEqual(['unreadable', 'value_invalid', 'target_invalid'])
  })
})
