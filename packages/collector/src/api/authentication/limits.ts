// How much one key, and one address without a key, may ask for in a second. What a request holds is known only after it
// was read, so bytes and items are paid afterwards: who is in debt is refused until it is paid.

import type { ApiKey } from '@trimtab/contract'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { networkOf } from './network-of.ts'
import { createPlaceOf } from './place-of.ts'

/** Of one key, where the key itself says nothing: far above what one app sends, far below what stops the others. */
export const REQUESTS_PER_SECOND_MAX = 2_000
export const BYTES_PER_SECOND_MAX: number = 256 * 1024 * 1024

/** Of one address that gives feedback with a token or a public key: a proxy in front is one address. */
export const ANONYMOUS_ITEMS_PER_SECOND_MAX = 100

/** Of one address that shows keys nobody made. More than a client at its wits' end, and too few to fill a log. */
export const FAILURES_PER_SECOND_MAX = 10

/** Nobody is made to wait longer than this for what one request brought. */
export const DEBT_SECONDS_MAX = 60

/** Addresses are counted in so many places; those that share one share its limit. It bounds the memory. */
const ADDRESS_PLACES_MAX = 65_536

export interface Load {
  bytes: number
  items: number
}

export interface Limits {
  /** Whether this key may ask now; the asking counts. */
  admit: (key: ApiKey) => Promise<boolean>
  /** What an admitted request brought. */
  charge: (key: ApiKey, load: Load) => Promise<void>
  /** Whether this address may bring so many items without a key of its own; to ask counts. */
  admitAddress: (address: string, items: number) => Promise<boolean>
  /** Counts a key that is not good; false where the address has shown too many. */
  admitFailure: (address: string) => Promise<boolean>
}

export function createLimits(): Limits {
  const requests = perSecond(REQUESTS_PER_SECOND_MAX)
  const bytes = perSecond(BYTES_PER_SECOND_MAX)
  const items = perSecond(Number.MAX_SAFE_INTEGER)
  const anonymous = perSecond(ANONYMOUS_ITEMS_PER_SECOND_MAX)
  const failures = perSecond(FAILURES_PER_SECOND_MAX)
  const numberOf = createPlaceOf(ADDRESS_PLACES_MAX)
  const placeOf = (address: string) => String(numberOf(networkOf(address)))

  return {
    admit: async (key) => {
      const inDebt =
        (await isOver(bytes, key.id, BYTES_PER_SECOND_MAX)) || (await isOver(items, key.id, itemsPerSecond(key)))
      return !inDebt && consume(requests, key.id)
    },
    charge: async (key, load) => {
      await pay(bytes, { name: key.id, points: load.bytes, perSecondMax: BYTES_PER_SECOND_MAX })
      await pay(items, { name: key.id, points: load.items, perSecondMax: itemsPerSecond(key) })
    },
    admitAddress: (address, bringing) => consume(anonymous, placeOf(address), bringing),
    admitFailure: (address) => consume(failures, placeOf(address)),
  }
}

function perSecond(points: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: 1 })
}

function itemsPerSecond(key: ApiKey): number {
  return key.limits.itemsPerSecond ?? Number.POSITIVE_INFINITY
}

async function consume(limiter: RateLimiterMemory, name: string, points = 1): Promise<boolean> {
  try {
    await limiter.consume(name, points)
    return true
  } catch (refused) {
    // The limiter rejects with what is left, and with an error only where it failed itself.
    if (refused instanceof Error) throw refused
    return false
  }
}

async function isOver(limiter: RateLimiterMemory, name: string, perSecondMax: number): Promise<boolean> {
  const used = await limiter.get(name)
  return used !== null && used.msBeforeNext > 0 && used.consumedPoints >= perSecondMax
}

interface Payment {
  name: string
  points: number
  perSecondMax: number
}

/** What goes beyond a second's worth holds the key up for as long as it is worth. */
async function pay(limiter: RateLimiterMemory, { name, points, perSecondMax }: Payment): Promise<void> {
  if (points <= 0) return
  const { consumedPoints } = await limiter.penalty(name, points)
  if (consumedPoints <= perSecondMax) return
  await limiter.set(name, consumedPoints, Math.min(consumedPoints / perSecondMax, DEBT_SECONDS_MAX))
}
