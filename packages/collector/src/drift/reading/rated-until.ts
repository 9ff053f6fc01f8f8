// Until when what was answered is rated as much as it ever will be.

import type { Watch, WatchedSignal } from '../../store/state-watch.ts'
import { shareComeMs } from '../../sketches/minutes.ts'

/** Of all feedback so much has come by then: late words may be others than early ones, and a tenth of them is a change. */
const SHARE_COME = 0.99
/** Signals that every prediction has, and that change with what is said of it later. */
const OF_ALL: readonly string[] = ['rated', 'corrected']

/** Predictions that began before it are counted; all where it makes no difference. */
export function ratedUntil({ delays }: Watch, signal: WatchedSignal, nowMs: number): number {
  return isRatedLater(signal) ? nowMs - ratedWithinMs(delays) : Infinity
}

/** What people say comes later than what they say it of. */
export function isRatedLater({ group }: Pick<WatchedSignal, 'group'>): boolean {
  return group === 'feedback'
}

export function isOfAll({ name, group }: Pick<WatchedSignal, 'name' | 'group'>): boolean {
  return group === 'feedback' && OF_ALL.includes(name)
}

/** After it began. */
export function ratedWithinMs(delays: Watch['delays']): number {
  return shareComeMs(delays, SHARE_COME) ?? 0
}
