// Makes an incident of a guard that has seen enough: what changed, by how much, and since when.

import { hash } from 'node:crypto'
import type { Alarm } from '@trimtab/contract/drift'
import { type Block, likelyStart } from '../../statistics/sequential/e-detector.ts'
import type { WatchedSignal } from '../../store/state-watch.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import type { Timed } from '../reading/timed.ts'
import { alarmSentence, type SeenAndFine, shareName } from './alarm-sentence.ts'
import { blockOf, type Watched } from './guard.ts'
import type { GuardedAspect } from './lookouts.ts'

/** How far back the beginning of a change is looked for. */
export const BEGAN_MS_MAX: number = 28 * DAY_MS
/** As many bits as a UUID has. */
const ID_CHARS = 22

interface Incident {
  task: string
  signal: Pick<WatchedSignal, 'name' | 'group' | 'grid'>
  aspect: GuardedAspect
  /** What there is most evidence against. */
  strongest: Watched
  /** Of the guard. */
  armedMs: number
  /** Since then, the oldest first. */
  hours: readonly Timed[]
  nowMs: number
}

export function openAlarm({ task, signal, aspect, strongest, armedMs, hours, nowMs }: Incident): Alarm {
  const { share } = strongest
  const blocks = hours.map((hour) => blockOf(strongest, hour))
  const start = likelyStart(blocks)
  const seenAndFine = turn(share.isBelow, seenIn(blocks.slice(start?.first ?? 0)))
  const openedAt = new Date(nowMs).toISOString()
  return {
    id: idOf([task, signal.name, aspect, armedMs]),
    task,
    signal: signal.name,
    aspect,
    group: signal.group,
    state: 'open',
    openedAt,
    beganAt: start === null ? null : spanOf(hours, start, nowMs),
    summary: alarmSentence(signal, share, seenAndFine),
    share: { name: shareName(signal, share), ...seenAndFine },
    acknowledgedBy: null,
    closedAt: null,
    outcome: null,
    events: [{ kind: 'opened', at: openedAt, by: null, note: null }],
  }
}

/** A guard opens one alarm and stands afresh after it, so two processes that both see it name it alike. */
function idOf(guard: readonly (string | number)[]): string {
  return hash('sha256', JSON.stringify(guard), 'base64url').slice(0, ID_CHARS)
}

/** Hours that bind differently count with their rows. */
function seenIn(blocks: readonly Block[]): SeenAndFine {
  const rows = blocks.reduce((sum, { n }) => sum + n, 0)
  const seen = blocks.reduce((sum, { k }) => sum + k, 0)
  const fine = blocks.reduce((sum, { n, bound }) => sum + n * bound, 0)
  return { seen: seen / Math.max(1, rows), fine: fine / Math.max(1, rows) }
}

function turn(isBelow: boolean, { seen, fine }: SeenAndFine): SeenAndFine {
  return isBelow ? { seen: 1 - seen, fine: 1 - fine } : { seen, fine }
}

/** A change within an hour may have happened at its very end. */
function spanOf(
  hours: readonly Timed[],
  { from, to }: { from: number; to: number },
  nowMs: number,
): { from: string; to: string } {
  const fromMs = Math.min(hours[from]?.startMs ?? nowMs, nowMs)
  const toMs = Math.min((hours[to]?.startMs ?? nowMs) + HOUR_MS, nowMs)
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
}
