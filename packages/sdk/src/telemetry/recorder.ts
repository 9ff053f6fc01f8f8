// Takes encoded items from the app at any speed and brings them to the collector in the background, until it has them.
// Never throws, never blocks, and by itself never keeps the process alive.
import { OTLP_BATCH_BYTES_MAX, OTLP_BODY_BYTES_MAX } from '@trimtab/contract'
import type { Platform, Spool, SpoolOptions } from '../platform/platform.ts'
import { createAlarm, NOW, SOON_MS } from './alarm.ts'
import { deliverAll } from './delivery.ts'
import type { Exporter } from './exporter.ts'
import type { Envelope } from './otlp-json.ts'
import { type Parcel, parcelOf } from './parcel.ts'
import { createProgress } from './progress.ts'
import { type BatchLimits, createQueue, type QueueLimits } from './queue.ts'
import { createSpooling } from './spooling.ts'
import { createTally, type DeliveryStats } from './tally.ts'

export interface Recorder {
  record: (json: string) => void
  drop: (reason: string) => void
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
/** What `kill -9` can lose of what is brought to disk first. */
const STORE_DELAY_MS = 10
/** A new process has better things to do than to look for what an old one has left. */
const ADOPT_DELAY_MS = 500
const ADOPT_EVERY_MS = 60_000

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
  /** There is something that would be lost with the process and need not be, or no longer. */
  onUnsaved?: (isUnsaved: boolean) => void
  /** Something has been recorded. */
  onRecorded?: (() => void) | undefined
}

export function createRecorder(host: RecorderHost): Recorder {
  const { platform, envelope, disk, limits = RECORDER_LIMITS, onRecorded, onUnsaved } = host
  const queue = createQueue(limits.queue)
  const tally = createTally(host.onDropped)
  const progress = createProgress()
  const givingUp = new AbortController()
  const kept: Parcel[] = []
  let isClosed = false
  let isAway = false
  /** Somebody has asked for a delivery while one was under way. */
  let isAsked = false
  let delivering: Promise<void> | undefined
  let inFlight: Parcel | undefined
  let leaving: AbortController | undefined

  const spool = disk?.open({
    onAdopted: (count) => progress.add(count),
    onUnreadable: (count) => {
      tally.addDropped('spool_unreadable', count)
      progress.advance(count)
    },
  })
  const mustStore = (): boolean => spool?.isUsable() === true && (disk?.use === 'first' || isAway || queue.isCrowded())
  const spooling = spool && createSpooling({ spool, queue, kept, envelope, batch: limits.batch, mustStore })

  const wakeDelivery = createAlarm(() => {
    isAsked = true
    delivering ??= deliver()
  }, platform)
  const wakeStore = createAlarm(() => void store(), platform)

  async function store(): Promise<void> {
    await spooling?.store()
    tellUnsaved()
  }

  async function deliver(): Promise<void> {
    while (isAsked && !givingUp.signal.aborted) {
      isAsked = false
      await deliverAll(delivery)
      tellUnsaved()
    }
    delivering = undefined
  }

  const delivery = {
    send: host.send,
    tally,
    random: host.random ?? Math.random,
    startTimer: platform.startTimer,
    givingUp: givingUp.signal,
    next: async (): Promise<Parcel | undefined> => {
      if (mustStore()) await spooling?.store()
      inFlight = kept.shift() ?? (await takeNext())
      return inFlight
    },
    keep: (...parcels: Parcel[]) => {
      inFlight = undefined
      kept.unshift(...parcels)
    },
    setAside: async (parcel: Parcel) => {
      const isAside = (await spooling?.setAside(parcel)) ?? false
      if (isAside) inFlight = undefined
      return isAside
    },
    release: async ({ batch, items, source }: Parcel) => {
      inFlight = undefined
      queue.release(items)
      progress.advance(batch.items.length)
      if (source === undefined) return
      source.open -= 1
      if (source.open === 0) for (const file of source.files) await file.remove()
    },
    tellPresence: (isAwayNow: boolean) => {
      isAway = isAwayNow
      if (isAway) void store().then(endLeaving)
    },
  }

  async function takeNext(): Promise<Parcel | undefined> {
    // The collector is away or has been: what waits for it the longest goes first.
    if (isAway) return (await spooling?.take()) ?? fromQueue()
    return fromQueue() ?? spooling?.take()
  }

  function fromQueue(): Parcel | undefined {
    return queue.isEmpty() ? undefined : parcelOf(queue.take(limits.batch), envelope)
  }

  /** What waits on disk can wait for the next process. */
  function endLeaving(): void {
    if (queue.count() > 0) return
    leaving?.abort()
  }

  function tellUnsaved(): void {
    onUnsaved?.(spool !== undefined && queue.count() > 0)
  }

  async function flush(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    const endMs = Date.now() + timeoutMs
    wakeDelivery(NOW)
    if (spool !== undefined && timeoutMs > 0) {
      await withinTime(spool.adopt(), timeoutMs)
      wakeDelivery(NOW)
    }
    await progress.reach(progress.added(), Math.max(endMs - Date.now(), 0), signal)
  }

  if (spool !== undefined) {
    const look = (): void => {
      if (isClosed) return
      void spool.adopt().then(() => spool.count() > 0 && wakeDelivery(SOON_MS))
      platform.startTimer(ADOPT_EVERY_MS, look)
    }
    platform.startTimer(ADOPT_DELAY_MS, look)
  }

  return {
    record: (json) => {
      if (isClosed) return tally.addDropped('closed', 1)
      const item = { json, bytes: platform.countBytes(json) + 1 }
      if (item.bytes > Math.min(ITEM_BYTES_MAX, limits.queue.bytesMax)) return tally.addDropped('too_large', 1)
      if (!queue.push(item)) return tally.addDropped(spool?.lossReason() ?? 'queue_full', 1)
      progress.add(1)
      // Even a full batch not at once: compressing it is no work for the middle of someone's call.
      wakeDelivery(queue.hasBatch(limits.batch) ? SOON_MS : limits.delayMs)
      if (spool !== undefined) {
        if (disk?.use === 'first') wakeStore(STORE_DELAY_MS)
        else if (mustStore()) wakeStore(queue.hasBatch(limits.batch) ? SOON_MS : limits.delayMs)
        onUnsaved?.(true)
      }
      onRecorded?.()
    },
    drop: (reason) => tally.addDropped(reason, 1),
    flush: (timeoutMs) => flush(timeoutMs),
    leave: async (timeoutMs) => {
      leaving = new AbortController()
      if (isAway) void store().then(endLeaving)
      await flush(timeoutMs, leaving.signal)
    },
    save: () => spooling?.storeNow(inFlight),
    close: async (timeoutMs) => {
      isClosed = true
      await flush(timeoutMs)
      givingUp.abort()
      await delivering
      await spooling?.store()
      spooling?.storeNow(undefined)
      giveUp()
      await spool?.close()
      onUnsaved?.(false)
    },
    stats: () => tally.read({ queued: queue.count(), spooled: spool?.count() ?? 0 }),
  }

  /** Those that lie on disk wait there. */
  function giveUp(): void {
    for (const parcel of [...kept.splice(0), ...drainQueue()]) {
      if (parcel.source !== undefined) continue
      tally.addDropped('closed', parcel.batch.items.length)
      queue.release(parcel.items)
      progress.advance(parcel.batch.items.length)
    }
  }

  function drainQueue(): Parcel[] {
    const drained: Parcel[] = []
    for (let parcel = fromQueue(); parcel !== undefined; parcel = fromQueue()) drained.push(parcel)
    return drained
  }
}

async function withinTime(work: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
