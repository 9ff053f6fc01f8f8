// Until when what was answered is rated as much as it ever will be.

import type { Watch, WatchedSignal } from '../../store/state-watch.ts'
import { shareComeMs } from '../../watch/minutes.ts'

/** Of all feedback so much has come by then. */
const SHARE_COME = 0.9
/** Signals that every prediction has, and that change with what is said of it later. */
const OF_ALL: readonly string[] = ['rated', 'corrected']

/** Predictions that began before it are counted; all where it makes no difference. */
export function ratedUntil(watch: Watch, { name, group }: WatchedSignal, nowMs: number): number {
  if (group !== 'feedback' || !OF_ALL.includes(name)) return Infinity
  return nowMs - (shareComeMs(watch.delays, SHARE_COME) ?? 0)
}
