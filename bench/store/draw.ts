// Everything of the corpus is drawn with this: the same seed draws the same again.
import { createRandom } from '../measure/words.ts'

export interface Draw {
  /** From 0 up to 1. */
  share: () => number
  /** A whole number from 0 up to this. */
  below: (limit: number) => number
  chance: (share: number) => boolean
  pick: <Item>(items: readonly Item[]) => Item
  /** One of the items, each as often as its weight says. */
  weigh: <Item>(items: readonly (readonly [item: Item, weight: number])[]) => Item
  /** So many random bytes, a multiple of four. */
  hex: (bytes: number) => string
  /** Around a median, with a long tail upwards. */
  spread: (median: number, sigma: number) => number
}

export function createDraw(seed: number): Draw {
  const random = createRandom(seed)
  const share = (): number => random() / 2 ** 32
  const below = (limit: number): number => Math.floor(share() * limit)
  return {
    share,
    below,
    chance: (wanted) => share() < wanted,
    pick: (items) => at(items, below(items.length)),
    weigh: (items) => {
      let left = share() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) {
        left -= weight
        if (left < 0) return item
      }
      return at(items, items.length - 1)[0]
    },
    hex: (bytes) => {
      let text = ''
      for (let count = 0; count < bytes / 4; count += 1) text += random().toString(16).padStart(8, '0')
      return text
    },
    spread: (median, sigma) => {
      const normal = Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share())
      return median * Math.exp(sigma * normal)
    },
  }
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error('there is nothing to draw from')
  return item
}
