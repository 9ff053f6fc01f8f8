// How much of what arrives is held in memory at once, in the whole process. A body holds its bytes from the first one
// read until its answer is sent, and whatever does not fit is refused at once: memory stays flat under any load.

import { ProblemError } from '../problem.ts'

const BYTES_UNDER_WAY_MAX = 96 * 1024 * 1024

/** What a request costs besides its body, so that their number is bounded too. */
const REQUEST_BYTES = 16 * 1024

/**
 * How long bytes that are only announced have a place. Without one, a flood of large bodies would be let in together and
 * none could finish; with one for good, whoever only announces would keep out those who send.
 */
const ANNOUNCED_MS_MAX = 2_000

export interface Holding {
  /** Throws `collector.busy` where there is no room. */
  take: (bytes: number) => void
  give: (bytes: number) => void
}

export interface ByteBudget {
  /** Gives back what `use` took once it has ended, however it ends. */
  hold: <Result>(bytesAnnounced: number, use: (holding: Holding) => Promise<Result>) => Promise<Result>
  bytesHeld: () => number
}

interface BudgetOptions {
  bytesMax?: number
  announcedMsMax?: number
}

export function createByteBudget({
  bytesMax = BYTES_UNDER_WAY_MAX,
  announcedMsMax = ANNOUNCED_MS_MAX,
}: BudgetOptions = {}): ByteBudget {
  let bytesHeld = 0

  const reserve = (bytes: number): void => {
    if (bytesHeld + bytes > bytesMax) throw new ProblemError('collector.busy')
    bytesHeld += bytes
  }

  return {
    hold: async (bytesAnnounced, use) => {
      reserve(REQUEST_BYTES + bytesAnnounced)
      let taken = REQUEST_BYTES
      let announced = bytesAnnounced
      const forget = (): void => {
        bytesHeld -= announced
        announced = 0
      }
      const take = (bytes: number): void => {
        const ofAnnounced = Math.min(bytes, announced)
        reserve(bytes - ofAnnounced)
        announced -= ofAnnounced
        taken += bytes
      }
      const give = (bytes: number): void => {
        taken -= bytes
        bytesHeld -= bytes
      }
      const deadline = bytesAnnounced > 0 ? setTimeout(forget, announcedMsMax) : undefined
      try {
        return await use({ take, give })
      } finally {
        clearTimeout(deadline)
        forget()
        give(taken)
      }
    },
    bytesHeld: () => bytesHeld,
  }
}
