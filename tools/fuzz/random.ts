// A source of chance that says the same again for the same seed: each input of the fuzzer has one of its own, so that
// any of them can be made again from its number alone.

export interface Random {
  /** A whole number from 0, below `bound`. */
  below: (bound: number) => number
  chance: (probability: number) => boolean
  pick: <Item>(items: readonly Item[]) => Item
  bytes: (count: number) => Buffer
}

/** Mulberry32 by Tommy Ettinger, whose state is one number of 32 bits. */
export function createRandom(seed: number, number: number): Random {
  let state = Math.imul(seed ^ 0x9e_37_79_b9, 0x85_eb_ca_6b) ^ Math.imul(number + 1, 0xc2_b2_ae_35)
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound: number): number => Math.floor(next() * bound)
  return {
    below,
    chance: (probability) => next() < probability,
    pick: <Item>(items: readonly Item[]): Item => {
      const item = items[below(items.length)]
      if (item === undefined && items.length === 0) throw new Error('there is nothing to pick from')
      return item as Item
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  }
}
