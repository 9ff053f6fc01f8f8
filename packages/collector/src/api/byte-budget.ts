// How much of what arrives is held in memory at once, in the whole process. A body holds its bytes from the first one
// read until its answer is sent, and whatever does not fit is refused at once: memory stays flat under any load.

import { ProblemError } from './problem.ts'

export const BYTES_UNDER_WAY_MAX: number = 128 * 1024 * 1024

/** What a request costs besides its body, so that their number is bounded too. */
const REQUEST_BYTES = 16 * 1024

export interface Holding {
  /** Throws `collector.busy` where there is no room. */
  take: (bytes: number) => void
  give: (bytes: number) => void
}

export interface ByteBudget {
  /** Gives back what `use` took once it has ended, however it ends. */
  hold: <Result>(bytesExpected: number, use: (holding: Holding) => Promise<Result>) => Promise<Result>
  bytesHeld: () => number
}

export function createByteBudget(bytesMax: number = BYTES_UNDER_WAY_MAX): ByteBudget {
  let bytesHeld = 0

  const refuseBeyond = (bytes: number): void => {
    if (bytesHeld + bytes > bytesMax) throw new ProblemError('collector.busy')
  }

  return {
    hold: async (bytesExpected, use) => {
      let mine = 0
      const take = (bytes: number): void => {
        refuseBeyond(bytes)
        mine += bytes
        bytesHeld += bytes
      }
      const give = (bytes: number): void => {
        mine -= bytes
        bytesHeld -= bytes
      }
      // What is expected is not taken: whoever only promises bytes would keep out those who send them.
      refuseBeyond(REQUEST_BYTES + bytesExpected)
      take(REQUEST_BYTES)
      try {
        return await use({ take, give })
      } finally {
        give(mine)
      }
    },
    bytesHeld: () => bytesHeld,
  }
}
