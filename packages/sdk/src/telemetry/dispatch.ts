// Decides what is sent next, from memory or from disk, and keeps account of where everything is. One delivery and one
// writing to disk at a time.
import type { Platform, Spool } from '../platform/platform.ts'
import { createAlarm, NOW, SOON_MS } from './alarm.ts'
import { deliverAll, type DeliveryHost } from './delivery.ts'
import type { Exporter } from './exporter.ts'
import type { Envelope } from './otlp-json.ts'
import { type Parcel, parcelOf } from './parcel.ts'
import type { Progress } from './progress.ts'
import type { BatchLimits, Queue } from './queue.ts'
import { pause } from './retry.ts'
import { createSpooling, type Spooling } from './spooling.ts'
import type { Tally } from './tally.ts'

export interface Dispatch {
  /** Something has been put into the queue. */
  notice: () => void
  /** Starts a delivery, or another one after that which is under way. */
  wake: (delayMs: number | typeof NOW) => void
  /** The same before the call returns, and without a pause if the collector is away: somebody waits for it. */
  hurry: () => void
  /** Tells when an attempt has found the collector away, and nothing waits for it in memory. */
  onAway: (tell: () => void) => void
  /** What is in memory goes to disk at once. */
  save: () => void
  /** Ends for good. What is left goes to disk; what cannot is returned. */
  stop: () => Promise<Parcel[]>
}

export interface DispatchHost {
  queue: Queue
  tally: Tally
  progress: Progress
  send: Exporter
  envelope: Envelope
  spool: Spool | undefined
  /** Everything is on disk before it is sent; else only when the collector is away, or memory fills up. */
  isDiskFirst: boolean
  limits: { batch: BatchLimits; delayMs: number }
  random: () => number
  platform: Pick<Platform, 'detach' | 'startTimer'>
  onUnsaved?: ((isUnsaved: boolean) => void) | undefined
  /** The disk does not take what should be there. */
  onUnspooled?: ((reason: string) => void) | undefined
}

/** What `kill -9` can lose of what is brought to disk first. */
const STORE_DELAY_MS = 10
/** After so long, a disk that could not be read may be in a better state. */
const REREAD_DELAY_MS = 5000

export function createDispatch(host: DispatchHost): Dispatch {
  const { queue, spool, limits, platform } = host
  const givingUp = new AbortController()
  const desk: Desk = { kept: [], inFlight: undefined, isAway: false, askedUpTo: 0 }
  /** Somebody has asked for a delivery while one was under way. */
  let isAsked = false
  let delivering: Promise<void> | undefined
  let tellAway = (): void => {}

  const mustStore = (): boolean => spool?.isUsable() === true && (host.isDiskFirst || desk.isAway || queue.isCrowded())
  const spooling =
    spool && createSpooling({ spool, queue, kept: desk.kept, envelope: host.envelope, batch: limits.batch, mustStore })
  const wake = createAlarm(() => {
    isAsked = true
    desk.askedUpTo = queue.pushedCount()
    delivering ??= deliver()
  }, platform)
  const wakeStore = createAlarm(() => void store(), platform)
  let pausing = new AbortController()

  function tellUnsaved(): void {
    host.onUnsaved?.(spool !== undefined && queue.count() > 0)
  }

  async function store(): Promise<void> {
    await spooling?.store()
    tellUnsaved()
    const failure = spool?.lossReason()
    if (failure !== undefined) host.onUnspooled?.(failure)
    // What waits on disk can wait for the next process.
    if (desk.isAway && queue.count() === 0) tellAway()
  }

  const delivery = createDelivery(host, {
    desk,
    spooling,
    mustStore,
    givingUp: givingUp.signal,
    pause: (durationMs) => {
      pausing = new AbortController()
      return pause(durationMs, pausing.signal, platform.startTimer)
    },
    onAway: () => void store(),
  })

  async function deliver(): Promise<void> {
    while (isAsked && !givingUp.signal.aborted) {
      isAsked = false
      await deliverAll(delivery)
      tellUnsaved()
    }
    delivering = undefined
    if (desk.isAway && !givingUp.signal.aborted) await store()
    // It could not be read just now.
    if (spool !== undefined && spool.count() > 0) wake(REREAD_DELAY_MS)
  }

  return {
    wake,
    hurry: () => {
      pausing.abort()
      wake(NOW)
    },
    notice: () => {
      const hasBatch = queue.hasBatch(limits.batch)
      // Even a full batch not at once: compressing it is no work for the middle of someone's call.
      wake(hasBatch ? SOON_MS : limits.delayMs)
      if (spool === undefined) return
      if (host.isDiskFirst) wakeStore(STORE_DELAY_MS)
      else if (mustStore()) wakeStore(hasBatch ? SOON_MS : limits.delayMs)
      host.onUnsaved?.(true)
    },
    onAway: (tell) => void (tellAway = tell),
    save: () => {
      spooling?.storeNow(desk.inFlight)
      tellUnsaved()
    },
    stop: async () => {
      givingUp.abort()
      pausing.abort()
      await delivering
      await spooling?.store()
      spooling?.storeNow(undefined)
      await spooling?.trim()
      host.onUnsaved?.(false)
      return [...desk.kept.splice(0), ...takeAll(host)]
    },
  }
}

/** Where things are that are neither in the queue nor on disk alone. */
interface Desk {
  /** To be sent next. */
  kept: Parcel[]
  inFlight: Parcel | undefined
  isAway: boolean
  /**
   * What is pushed after that waits for its own turn, or for a full batch: an app that is busy would otherwise send each
   * request as soon as the one before is answered, with ten predictions in it instead of a thousand, at twice the cost.
   */
  askedUpTo: number
}

interface DeliveryParts {
  desk: Desk
  spooling: Spooling | undefined
  mustStore: () => boolean
  givingUp: AbortSignal
  pause: DeliveryHost['pause']
  onAway: () => void
}

function createDelivery(host: DispatchHost, parts: DeliveryParts): DeliveryHost {
  const { desk, spooling, mustStore } = parts

  async function takeNext(): Promise<Parcel | undefined> {
    // The collector is away or has been: what waits for it the longest goes first.
    if (desk.isAway) return (await spooling?.take()) ?? takeDue()
    return takeDue() ?? spooling?.take()
  }

  function takeDue(): Parcel | undefined {
    const isDue = host.queue.takenCount() < desk.askedUpTo || host.queue.hasBatch(host.limits.batch)
    return isDue ? takeOne(host) : undefined
  }

  return {
    send: host.send,
    tally: host.tally,
    random: host.random,
    givingUp: parts.givingUp,
    pause: parts.pause,
    next: async () => {
      if (mustStore()) await spooling?.store()
      desk.inFlight = desk.kept.shift() ?? (await takeNext())
      return desk.inFlight
    },
    keep: (...parcels) => {
      desk.inFlight = undefined
      desk.kept.unshift(...parcels)
    },
    setAside: async (parcel) => {
      const isAside = (await spooling?.setAside(parcel)) ?? false
      if (isAside) desk.inFlight = undefined
      return isAside
    },
    release: async ({ batch, items, source }) => {
      desk.inFlight = undefined
      host.queue.release(items)
      if (source !== undefined) {
        source.open -= 1
        if (source.open === 0) for (const file of source.files) await file.remove()
      }
      // Last: whoever waits for it finds nothing left on disk.
      host.progress.advance(batch.items.length)
    },
    tellPresence: (isAway) => {
      desk.isAway = isAway
      if (isAway) parts.onAway()
    },
  }
}

function takeOne({ queue, limits, envelope }: DispatchHost): Parcel | undefined {
  return queue.isEmpty() ? undefined : parcelOf(queue.take(limits.batch), envelope)
}

function takeAll(host: DispatchHost): Parcel[] {
  const all: Parcel[] = []
  for (let parcel = takeOne(host); parcel !== undefined; parcel = takeOne(host)) all.push(parcel)
  return all
}
