// How far a queue is, as a row of ticks: what is done, what this reviewer did and skipped in this sitting, the one in
// hand, and what waits. A long queue has a tick for several items. Pure.

export type Tick = 'done' | 'skipped' | 'now' | 'waiting'

export interface Sitting {
  /** Of the whole queue. */
  done: number
  open: number
  /** What became of each item of this sitting that is behind the reviewer, in order. */
  behind: ('done' | 'skipped')[]
  isAnyInHand: boolean
}

/** More would be thinner than a pixel on a phone. */
const TICKS_MAX = 60

export function ticksOf({ done, open, behind, isAnyInHand }: Sitting): Tick[] {
  // What was skipped waits for others and is open still.
  const skipped = behind.filter((each) => each === 'skipped').length
  const total = done + open
  const earlier = Math.max(0, done - (behind.length - skipped))
  const inHand = isAnyInHand ? 1 : 0
  const waiting = Math.max(0, open - skipped - inHand)
  const now: Tick[] = isAnyInHand ? ['now'] : []
  if (total <= TICKS_MAX) return [...fill('done', earlier), ...behind, ...now, ...fill('waiting', waiting)]
  const behindNow = Math.min(TICKS_MAX - inHand, Math.round(((earlier + behind.length) / total) * TICKS_MAX))
  return [...fill('done', behindNow), ...now, ...fill('waiting', TICKS_MAX - behindNow - inHand)]
}

/** What is told of it to who cannot see it. */
export function ticksInWords(ticks: readonly Tick[], { done, open, behind }: Sitting): string {
  const skipped = behind.filter((each) => each === 'skipped').length
  const scale = done + open > ticks.length ? `, a tick for about ${Math.round((done + open) / ticks.length)}` : ''
  return `${done} done, ${skipped} skipped, ${Math.max(0, open - skipped)} to go${scale}`
}

/** "about 16 min left", from what the items of this sitting took; null before it can be told. */
export function timeLeft(tookMs: readonly number[], open: number): string | null {
  if (tookMs.length < 3 || open === 0) return null
  const median = tookMs.toSorted((left, right) => left - right)[Math.floor(tookMs.length / 2)] ?? 0
  const minutes = Math.max(1, Math.round((median * open) / 60_000))
  if (minutes < 90) return `about ${minutes} min left`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `about ${hours} h left` : `about ${Math.round(hours / 24)} days left`
}

function fill(tick: Tick, count: number): Tick[] {
  return Array.from({ length: count }, () => tick)
}
