// How much of what arrives is held in memory at once, in the whole process. A body holds its bytes from the first one
// read until its answer is sent, and whatever does not fit is refused at once: memory stays flat under any load.

import { ProblemError } from '../problem.ts'

const BYTES_UNDER_WAY_MAX = 96 * 1024 * 1024

/** Of those who show nothing before their body, or only what any page shows: they never take the room of the others. */
export const STRANGERS_BYTES_MAX: number = 24 * 1024 * 1024

/** What one caller may hold of it all, so that there is room for another. */
const CALLER_SHARE_MAX = 0.75

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
  /** Gives back what `use` took once it has ended, however it ends. Without a name a caller's share is not bounded. */
  hold: <Result>(
    bytesAnnounced: number,
    use: (holding: Holding) => Promise<Result>,
    caller?: string | null,
  ) => Promise<Result>
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

  /** Those that hold something now; the budget itself bounds how many. */
  const heldBy = new Map<string, number>()

  const add = (bytes: number, caller: string | null): void => {
    bytesHeld += bytes
    if (caller === null) return
    const ofCaller = (heldBy.get(caller) ?? 0) + bytes
    if (ofCaller === 0) heldBy.delete(caller)
    else heldBy.set(caller, ofCaller)
  }

  return {
    hold: async (bytesAnnounced, use, caller = null) => {
      const reserve = (bytes: number): void => {
        const callerBytesMax = caller === null ? bytesMax : bytesMax * CALLER_SHARE_MAX
        const ofCaller = caller === null ? 0 : (heldBy.get(caller) ?? 0)
        if (bytesHeld + bytes > bytesMax || ofCaller + bytes > callerBytesMax) throw new ProblemError('collector.busy')
        add(bytes, caller)
      }
      reserve(REQUEST_BYTES + bytesAnnounced)
      let taken = REQUEST_BYTES
      let announced = bytesAnnounced
      const forget = (): void => {
        add(-announced, caller)
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
        add(-bytes, caller)
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
