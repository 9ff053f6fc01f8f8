// What goes to disk and when. Feedback always, before it is sent; predictions, where that is asked for, when the collector
// is away or memory fills up. What the disk does not take stays in memory, and is sent from there.
import type { Spool, SpoolFile } from '../platform/platform.ts'
import type { Envelope } from './otlp-json.ts'
import { belongTogether, type Parcel, parcelOf, parcelOfFiles } from './parcel.ts'
import type { BatchLimits, Queue } from './queue.ts'

/** What a recorder does with its disk; without one, nothing. */
export interface Spooling {
  /** Brings to disk what has to be there by now. */
  store: () => Promise<void>
  /** All that is in memory, at once: the process is ending. What is on its way may not have arrived. */
  storeNow: (inFlight: Parcel | undefined) => void
  /** Brings the parcel to disk, or back to where it came from; false when it has to stay in memory. */
  setAside: (parcel: Parcel) => Promise<boolean>
  /** Of files that have arrived in part, leaves only the rest on disk. */
  trim: () => Promise<void>
  /** What waits on disk, oldest first, as much as fits into one request. */
  take: () => Promise<Parcel | undefined>
}

export interface SpoolingHost {
  spool: Spool
  queue: Queue
  /** Parcels in memory that the disk did not take. */
  kept: Parcel[]
  envelope: Envelope
  batch: BatchLimits
  /** Everything that waits has to be on disk by now. */
  mustStore: () => boolean
}

export function createSpooling({ spool, queue, kept, envelope, batch, mustStore }: SpoolingHost): Spooling {
  /** On its way to disk: not there yet, should the process end now. */
  let storedNext: Parcel | undefined
  let storing: Promise<void> | undefined
  let next: SpoolFile | undefined

  async function storeAll(): Promise<void> {
    while (!queue.isEmpty() && mustStore()) {
      const parcel = parcelOf(queue.take(batch), envelope)
      storedNext = parcel
      const isWritten = await write(parcel, { spool, queue })
      storedNext = undefined
      if (!isWritten) kept.push(parcel)
    }
  }

  return {
    store: () => {
      storing ??= storeAll().finally(() => {
        storing = undefined
      })
      return storing
    },
    storeNow: (inFlight) => {
      for (const parcel of [storedNext, inFlight, ...kept]) if (parcel !== undefined) writeNow(parcel, { spool, queue })
      while (!queue.isEmpty()) {
        const parcel = parcelOf(queue.take(batch), envelope)
        if (!writeNow(parcel, { spool, queue })) return void kept.push(parcel)
        for (const file of parcel.source?.files ?? []) file.putBack()
      }
    },
    setAside: async (parcel) => {
      const { source } = parcel
      if (source === undefined) return write(parcel, { spool, queue })
      // The other half may have arrived: its file would send it again.
      if (source.open > 1 || parcel.batch.items.length < countItems(source.files)) return false
      // Many small files become one, or there would be more and more of them.
      if (source.files.length > 1 && (await spool.write(parcel.batch, source.files))) return true
      for (const file of source.files) file.putBack()
      return true
    },
    trim: async () => {
      for (const source of new Set(kept.map((parcel) => parcel.source))) {
        const [first, ...others] = kept.filter((parcel) => parcel.source === source)
        if (source === undefined || first === undefined) continue
        const items = [first, ...others].flatMap(({ batch: { items: rest } }) => rest)
        if (items.length < countItems(source.files)) await spool.write({ ...first.batch, items }, source.files)
      }
    },
    take: async () => {
      const first = next ?? (await spool.take())
      next = undefined
      if (first === undefined) return undefined
      const files: [SpoolFile, ...SpoolFile[]] = [first]
      let { bytes } = first
      let count = first.batch.items.length
      for (let file = await spool.take(); file !== undefined; file = await spool.take()) {
        bytes += file.bytes
        count += file.batch.items.length
        if (bytes > batch.bytesMax || count > batch.itemsMax || !belongTogether(first, file)) {
          next = file
          break
        }
        files.push(file)
      }
      return parcelOfFiles(files)
    },
  }
}

async function write(parcel: Parcel, { spool, queue }: Pick<SpoolingHost, 'spool' | 'queue'>): Promise<boolean> {
  const isWritten = await spool.write(parcel.batch)
  // Somebody was in more of a hurry meanwhile: one of the two is enough.
  if (parcel.source !== undefined) {
    for (const file of parcel.source.files) {
      if (isWritten) await file.remove()
      else file.putBack()
    }
    return true
  }
  if (isWritten) queue.release(parcel.items)
  return isWritten
}

/** It has a file from now on, which goes when it has arrived, and takes up no room in memory's account. */
function writeNow(parcel: Parcel, { spool, queue }: Pick<SpoolingHost, 'spool' | 'queue'>): boolean {
  if (parcel.source !== undefined) return true
  const file = spool.writeNow(parcel.batch)
  if (file === undefined) return false
  queue.release(parcel.items)
  parcel.items = []
  parcel.source = { files: [file], open: 1 }
  return true
}

function countItems(files: readonly SpoolFile[]): number {
  return files.reduce((count, file) => count + file.batch.items.length, 0)
}
