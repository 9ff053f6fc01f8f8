// Chance that says the same again for the same seed, so that an interval worked out by chance stays as it is until its
// data change.

/** Each from 0, below 1: mulberry32 by Tommy Ettinger, whose state is one number of 32 bits. Not for secrets. */
export function createRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
