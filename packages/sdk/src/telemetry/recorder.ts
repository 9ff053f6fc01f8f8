// Takes encoded items from the app at any speed and sends them in the background, one batch at a time, until the
// collector has them. Never throws, never blocks, and by itself never keeps the process alive.
import { OTLP_BATCH_BYTES_MAX, OTLP_BODY_BYTES_MAX } from '@trimtab/contract'
import type { Platform } from '../platform/platform.ts'
import { deliver, type Fate } from './delivery.ts'
import type { Exporter } from './exporter.ts'
import { type BatchLimits, createQueue, type QueueLimits } from './queue.ts'
import { createAlarm, NOW, SOON_MS } from './alarm.ts'
import { countUtf8Bytes } from './utf8-bytes.ts'
import { createProgress } from './progress.ts'
import { createTally, type DeliveryStats } from './tally.ts'

export interface Recorder {
  record: (json: string) => void
  drop: (reason: string) => void
  /** Waits until everything recorded so far is delivered or dropped, at most that long. */
  flush: (timeoutMs: number) => Promise<void>
  /** Flushes, then gives up what is left and takes nothing more. */
  close: (timeoutMs: number) => Promise<void>
  stats: () => DeliveryStats
}

export interface RecorderLimits {
  queue: QueueLimits
  batch: BatchLimits
  /** How long the first item of a batch waits for others. */
  delayMs: number
}

export const RECORDER_LIMITS: RecorderLimits = {
  queue: { itemsMax: 65_536, bytesMax: 32 * 1024 * 1024 },
  batch: { itemsMax: 2048, bytesMax: OTLP_BATCH_BYTES_MAX },
  delayMs: 1000,
}

/** Room for the request around the items. */
const ITEM_BYTES_MAX: number = OTLP_BODY_BYTES_MAX - 64 * 1024

export interface RecorderHost {
  send: Exporter
  platform: Pick<Platform, 'detach' | 'startTimer'>
  limits?: RecorderLimits
  random?: () => number
}

export function createRecorder({
  send,
  platform,
  limits = RECORDER_LIMITS,
  random = Math.random,
}: RecorderHost): Recorder {
  const queue = createQueue(limits.queue)
  const tally = createTally()
  const progress = createProgress()
  const givingUp = new AbortController()
  const delivery = { send, random, startTimer: platform.startTimer, givingUp: givingUp.signal, settle }
  let isClosed = false
  let pumping: Promise<void> | undefined
  const wakeUp = createAlarm(() => {
    // With nothing to send the pump would end before it is remembered as running, and be taken for running ever after.
    if (pumping === undefined && !queue.isEmpty()) pumping = pump()
  }, platform)

  async function pump(): Promise<void> {
    while (!queue.isEmpty()) {
      await deliver(queue.take(limits.batch), delivery)
    }
    pumping = undefined
  }

  function settle({ items, sent, lossReason, explanation }: Fate): void {
    tally.addSent(sent)
    tally.addDropped(lossReason, items.length - sent)
    tally.explain(explanation)
    queue.release(items)
    progress.advance(items.length)
  }

  async function flush(timeoutMs: number): Promise<void> {
    wakeUp(NOW)
    await progress.reach(progress.added(), timeoutMs)
  }

  return {
    record: (json) => {
      const item = { json, bytes: countUtf8Bytes(json) + 1 }
      if (isClosed) return tally.addDropped('closed', 1)
      if (item.bytes > Math.min(ITEM_BYTES_MAX, limits.queue.bytesMax)) return tally.addDropped('too_large', 1)
      if (!queue.push(item)) return tally.addDropped('queue_full', 1)
      progress.add()
      // Even a full batch not at once: compressing it is no work for the middle of someone's call.
      if (pumping === undefined) wakeUp(queue.hasBatch(limits.batch) ? SOON_MS : limits.delayMs)
    },
    drop: (reason) => tally.addDropped(reason, 1),
    flush,
    close: async (timeoutMs) => {
      isClosed = true
      await flush(timeoutMs)
      givingUp.abort()
      await pumping
    },
    stats: () => tally.read(queue.count()),
  }
}
