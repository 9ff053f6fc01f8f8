// What travels in one request: items from memory, or from files of the spool, and what has to be given back for them once
// they have arrived.
import type { Batch, SpoolFile } from '../platform/platform.ts'
import type { Envelope } from './otlp-json.ts'
import type { Item } from './queue.ts'

export interface Parcel {
  batch: Batch
  /** Where they come from memory: they take up room in the queue. */
  items: readonly Item[]
  /** Where they come from disk, or were brought to it on the way. A parcel that was cut in two shares it with the other half. */
  source: Source | undefined
}

interface Source {
  files: readonly SpoolFile[]
  /** Parcels that are not settled. */
  open: number
}

export function parcelOf(items: readonly Item[], envelope: Envelope): Parcel {
  return { batch: { ...envelope, items: items.map((item) => item.json) }, items, source: undefined }
}

/** Of files that have the same around their items. */
export function parcelOfFiles(files: readonly [SpoolFile, ...SpoolFile[]]): Parcel {
  const [{ batch }] = files
  const items = files.length === 1 ? batch.items : files.flatMap((file) => file.batch.items)
  return { batch: { ...batch, items }, items: [], source: { files, open: 1 } }
}

/** Of a parcel with more than one item. */
export function halve({ batch, items, source }: Parcel): [Parcel, Parcel] {
  if (source !== undefined) source.open += 1
  const middle = Math.ceil(batch.items.length / 2)
  const cut = (from: number, to?: number): Parcel => ({
    batch: { ...batch, items: batch.items.slice(from, to) },
    items: items.slice(from, to),
    source,
  })
  return [cut(0, middle), cut(middle)]
}

export function belongTogether(one: SpoolFile, other: SpoolFile): boolean {
  return one.batch.before === other.batch.before && one.batch.after === other.batch.after
}
