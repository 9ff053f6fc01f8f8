// Encoded items that wait for the collector: first in, first out, bounded in count and in bytes.

export interface QueueLimits {
  itemsMax: number
  bytesMax: number
}

export interface BatchLimits {
  itemsMax: number
  bytesMax: number
}

export interface Item {
  json: string
  bytes: number
}

export interface Queue {
  /** False when it would not fit: the newest is lost, because what waits longer has already been promised room. */
  push: (item: Item) => boolean
  /** The oldest items that fit into one batch, at least one. They take up room until they are released. */
  take: (limits: BatchLimits) => Item[]
  release: (items: readonly Item[]) => void
  hasBatch: (limits: BatchLimits) => boolean
  isEmpty: () => boolean
  /** Items that wait or were taken and not released. */
  count: () => number
}

export function createQueue(limits: QueueLimits): Queue {
  const waiting: Item[] = []
  let waitingBytes = 0
  let heldCount = 0
  let heldBytes = 0

  return {
    push: (item) => {
      if (heldCount >= limits.itemsMax || heldBytes + item.bytes > limits.bytesMax) return false
      waiting.push(item)
      waitingBytes += item.bytes
      heldCount += 1
      heldBytes += item.bytes
      return true
    },
    take: (batch) => {
      const taken = waiting.splice(0, countFitting(waiting, batch))
      waitingBytes -= sumBytes(taken)
      return taken
    },
    release: (items) => {
      heldCount -= items.length
      heldBytes -= sumBytes(items)
    },
    hasBatch: (batch) => waiting.length >= batch.itemsMax || waitingBytes >= batch.bytesMax,
    isEmpty: () => waiting.length === 0,
    count: () => heldCount,
  }
}

function countFitting(waiting: readonly Item[], limits: BatchLimits): number {
  let bytes = 0
  let count = 0
  for (const item of waiting) {
    bytes += item.bytes
    if (count > 0 && (count >= limits.itemsMax || bytes > limits.bytesMax)) break
    count += 1
  }
  return count
}

function sumBytes(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + item.bytes, 0)
}
