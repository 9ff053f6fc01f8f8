// Takes encoded items from the app at any speed and brings them to the collector in the background, until it has them.
// Never throws, never blocks, and by itself never keeps the process alive.
import { OTLP_BATCH_BYTES_MAX, OTLP_BODY_BYTES_MAX } from '@trimtab/contract'
import { clearRealTimeout, realClock, setRealTimeout } from '../clock.ts'
import type { Platform, Spool, SpoolOptions } from '../platform/platform.ts'
import { NOW, SOON_MS } from './alarm.ts'
import { createDispatch } from './dispatch.ts'
import type { Exporter } from './exporter.ts'
import type { Envelope } from './otlp-json.ts'
import { createProgress } from './progress.ts'
import { type BatchLimits, createQueue, type QueueLimits } from './queue.ts'
import { createTally, type DeliveryStats } from './tally.ts'

export interface Recorder {
  record: (json: string) => void
  /** Counts so many as lost. One, when not given. */
  drop: (reason: string, count?: number) => void
  /** Waits until everything recorded so far is delivered or dropped, at most that long. */
  flush: (timeoutMs: number) => Promise<void>
  /** The same for a process that is ending: it need not wait for a collector that is away. */
  leave: (timeoutMs: number) => Promise<void>
  /** What would be lost with the process goes to disk, at once. */
  save: () => void
  /** Flushes, then takes nothing more; what is left goes to disk, or is given up where there is none. */
  close: (timeoutMs: number) => Promise<void>
  stats: () => DeliveryStats
}

export interface RecorderLimits {
  queue: QueueLimits
  batch: BatchLimits
  /** How long the first item of a batch waits for others. */
  delayMs: number
}

/** Room for a burst of 100,000 predictions of a kilobyte while the collector is slow. */
export const RECORDER_LIMITS: RecorderLimits = {
  queue: { itemsMax: 262_144, bytesMax: 128 * 1024 * 1024 },
  batch: { itemsMax: 2048, bytesMax: OTLP_BATCH_BYTES_MAX },
  delayMs: 1000,
}

/** Room for the request around the items. */
const ITEM_BYTES_MAX: number = OTLP_BODY_BYTES_MAX - 64 * 1024
/** A new process has better things to do than to look for what an old one has left. */
const ADOPT_DELAY_MS = 500
const ADOPT_EVERY_MS = 60_000
/** Of the time for closing: whatever was to be waited for before the next attempt, one is made before giving up. */
const LAST_ATTEMPT_MS_MAX = 1000

/** What a recorder does with the disk. */
export interface Disk {
  /** `first`: an item is on disk before it is sent. `overflow`: when the collector is away, or memory fills up. */
  use: 'first' | 'overflow'
  open: (events: Pick<SpoolOptions, 'onAdopted' | 'onUnreadable'>) => Spool
}

export interface RecorderHost {
  send: Exporter
  envelope: Envelope
  platform: Pick<Platform, 'countBytes' | 'detach' | 'startTimer'>
  disk?: Disk | undefined
  limits?: RecorderLimits
  random?: () => number
  /** Told of every loss. */
  onDropped?: (reason: string, count: number) => void
  /** Told of every attempt that found no collector. */
  onRetried?: ((reason: string) => void) | undefined
  /** Told why the collector rejected something. */
  onRejected?: ((explanation: string) => void) | undefined
  /** There is something that would be lost with the process and need not be, or no longer. */
  onUnsaved?: ((isUnsaved: boolean) => void) | undefined
  /** The disk does not take what should be there. */
  onUnspooled?: ((reason: string) => void) | undefined
  /** Something has been recorded. */
  onRecorded?: (() => void) | undefined
}

export function createRecorder(host: RecorderHost): Recorder {
  const { platform, disk, limits = RECORDER_LIMITS, random = Math.random } = host
  const queue = createQueue(limits.queue)
  const tally = createTally(host)
  const progress = createProgress()
  let isClosed = false

  const spool = disk?.open({
    onAdopted: (count) => progress.add(count),
    onUnreadable: (count) => {
      tally.addDropped('spool_unreadable', count)
      progress.advance(count)
    },
  })
  const isDiskFirst = disk?.use === 'first'
  const dispatch = createDispatch({ ...host, queue, tally, progress, spool, isDiskFirst, limits, random })

  function look(): void {
    if (spool === undefined || isClosed) return
    void spool.adopt().then(() => spool.count() > 0 && dispatch.wake(SOON_MS))
    platform.startTimer(ADOPT_EVERY_MS, look)
  }
  if (spool !== undefined) platform.startTimer(ADOPT_DELAY_MS, look)

  async function flush(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    const endMs = realClock.monotonicMs() + timeoutMs
    dispatch.hurry()
    if (spool !== undefined && timeoutMs > 0) {
      await withinTime(spool.adopt(), timeoutMs)
      dispatch.wake(NOW)
    }
    await progress.reach(progress.added(), Math.max(endMs - realClock.monotonicMs(), 0), signal)
  }

  return {
    record: (json) => {
      if (isClosed) return tally.addDropped('closed', 1)
      const item = { json, bytes: platform.countBytes(json) + 1 }
      if (item.bytes > Math.min(ITEM_BYTES_MAX, limits.queue.bytesMax)) return tally.addDropped('too_large', 1)
      if (!queue.push(item)) return tally.addDropped(spool?.lossReason() ?? 'queue_full', 1)
      progress.add(1)
      dispatch.notice()
      host.onRecorded?.()
    },
    drop: (reason, count = 1) => tally.addDropped(reason, count),
    flush: (timeoutMs) => flush(timeoutMs),
    leave: async (timeoutMs) => {
      const away = new AbortController()
      dispatch.onAway(() => away.abort())
      await flush(timeoutMs, away.signal)
    },
    save: dispatch.save,
    close: async (timeoutMs) => {
      isClosed = true
      const lastAttemptMs = Math.min(LAST_ATTEMPT_MS_MAX, timeoutMs / 4)
      await flush(timeoutMs - lastAttemptMs)
      dispatch.hurry()
      await progress.reach(progress.added(), lastAttemptMs)
      for (const { batch, items, source } of await dispatch.stop()) {
        // Those that lie on disk wait there.
        if (source !== undefined) continue
        tally.addDropped('closed', batch.items.length)
        queue.release(items)
        progress.advance(batch.items.length)
      }
      await spool?.close()
    },
    stats: () => tally.read({ queued: queue.count(), spooled: spool?.count() ?? 0 }),
  }
}

async function withinTime(work: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setRealTimeout(resolve, timeoutMs)
  })
  await Promise.race([work, late])
  clearRealTimeout(timer)
}
