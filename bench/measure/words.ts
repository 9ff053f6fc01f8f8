// Text that is different every time and the same in every run, so that nobody measured here is flattered by repetition.

const WORDS =
  'order parcel refund invoice account password delivery customer branch window paper river answer question morning evening number letter payment return address street garden winter summer contract machine engine bottle pocket ticket station'.split(
    ' ',
  )

/** A generator of whole numbers below 2^32 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

export function makeWords(count: number, random: () => number): string {
  return Array.from({ length: count }, () => WORDS[random() % WORDS.length]).join(' ')
}
