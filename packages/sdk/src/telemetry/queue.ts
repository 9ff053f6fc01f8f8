// Encoded items that wait for the collector: first in, first out, bounded in count and in bytes. Every step costs the
// same however many there are.

export interface QueueLimits {
  itemsMax: number
  bytesMax: number
}

export interface BatchLimits {
  itemsMax: number
  bytesMax: number
}

export interface Item {
  readonly json: string
  readonly bytes: number
}

export interface Queue {
  /** False when it would not fit: the newest is lost, because what waits longer has already been promised room. */
  push: (item: Item) => boolean
  /** The oldest items that fit into one batch, at least one. They take up room until they are released. */
  take: (limits: BatchLimits) => Item[]
  release: (items: readonly Item[]) => void
  hasBatch: (limits: BatchLimits) => boolean
  /** Half full or more. */
  isCrowded: () => boolean
  isEmpty: () => boolean
  /** How many were ever pushed, and how many of them were taken. */
  pushedCount: () => number
  takenCount: () => number
  /** Items that wait or were taken and not released. */
  count: () => number
}

interface Link {
  item: Item
  next: Link | undefined
}

export function createQueue(limits: QueueLimits): Queue {
  let first: Link | undefined
  let last: Link | undefined
  let waitingCount = 0
  let waitingBytes = 0
  let pushedCount = 0
  let heldCount = 0
  let heldBytes = 0

  return {
    push: (item) => {
      if (heldCount >= limits.itemsMax || heldBytes + item.bytes > limits.bytesMax) return false
      const link = { item, next: undefined }
      if (last === undefined) first = link
      else last.next = link
      last = link
      pushedCount += 1
      waitingCount += 1
      waitingBytes += item.bytes
      heldCount += 1
      heldBytes += item.bytes
      return true
    },
    take: (batch) => {
      const taken: Item[] = []
      let bytes = 0
      for (; first !== undefined; first = first.next) {
        bytes += first.item.bytes
        if (taken.length > 0 && (taken.length >= batch.itemsMax || bytes > batch.bytesMax)) break
        taken.push(first.item)
        waitingBytes -= first.item.bytes
      }
      if (first === undefined) last = undefined
      waitingCount -= taken.length
      return taken
    },
    release: (items) => {
      heldCount -= items.length
      for (const item of items) heldBytes -= item.bytes
    },
    hasBatch: (batch) => waitingCount >= batch.itemsMax || waitingBytes >= batch.bytesMax,
    isCrowded: () => 2 * heldCount >= limits.itemsMax || 2 * heldBytes >= limits.bytesMax,
    isEmpty: () => first === undefined,
    pushedCount: () => pushedCount,
    takenCount: () => pushedCount - waitingCount,
    count: () => heldCount,
  }
}
