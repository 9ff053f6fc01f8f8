// The files of a spool that are ours, oldest first, and what they take up. Knows names and numbers, touches no disk.

export interface ShelvedFile {
  path: string
  bytes: number
  /** Items in it. */
  count: number
  /** When it was written, and the order among those of one moment. */
  name: string
  isInHand: boolean
}

export interface Shelf {
  add: (file: ShelvedFile) => void
  remove: (file: ShelvedFile) => void
  oldest: () => ShelvedFile | undefined
  files: () => number
  bytes: () => number
  items: () => number
}

export function createShelf(): Shelf {
  let sorted: ShelvedFile[] = []
  let bytes = 0
  let items = 0
  return {
    add: (file) => {
      bytes += file.bytes
      items += file.count
      const last = sorted.at(-1)
      if (last === undefined || last.name <= file.name) sorted.push(file)
      else sorted = [...sorted, file].toSorted((one, other) => (one.name < other.name ? -1 : 1))
    },
    remove: (file) => {
      const index = sorted.indexOf(file)
      if (index === -1) return
      sorted.splice(index, 1)
      bytes -= file.bytes
      items -= file.count
    },
    oldest: () => sorted.find((file) => !file.isInHand),
    files: () => sorted.length,
    bytes: () => bytes,
    items: () => items,
  }
}

const NAME = /^\d{14}-\d{8}-(\d{1,9})\.batch$/

/** Sorts by age. */
export function nameFile({ nowMs, sequence, count }: { nowMs: number; sequence: number; count: number }): string {
  return `${String(nowMs).padStart(14, '0')}-${String(sequence % 1e8).padStart(8, '0')}-${count}.batch`
}

/** How many items a file of that name has; undefined when it is none of ours. */
export function readCount(name: string): number | undefined {
  const count = NAME.exec(name)?.[1]
  return count === undefined ? undefined : Number(count)
}
