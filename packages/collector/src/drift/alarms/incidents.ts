// Makes an incident of a guard that has seen enough: what changed, by how much, and since when.

import { hash } from 'node:crypto'
import type { Alarm } from '@trimtab/contract/drift'
import { type Block, likelyStart } from '../../statistics/sequential/e-detector.ts'
import type { WatchedSignal } from '../../store/state-watch.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import type { Timed } from '../reading/timed.ts'
import { alarmSentence, type Figures, shareName } from './alarm-sentence.ts'
import { blockOf, type Watched } from './guard.ts'
import type { GuardedAspect, GuardedShare } from './lookouts.ts'

/** How far back the beginning of a change is looked for. */
export const BEGAN_MS_MAX: number = 28 * DAY_MS
/** Of what was never there before, so many are named. */
const UNSEEN_NAMED = 3
const TELLING: { readonly [opposite: string]: string } = { false: 'true', down: 'up', wrong: 'right' }
/** As many bits as a UUID has. */
const ID_CHARS = 22

interface Incident {
  task: string
  signal: Pick<WatchedSignal, 'name' | 'group' | 'grid' | 'kind' | 'categories'>
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
  const blocks = hours.map((hour) => blockOf(strongest, hour))
  const start = likelyStart(blocks)
  const since = start?.first ?? 0
  const figures = figuresOf(strongest, blocks.slice(since), namesOfUnseen(signal, strongest, hours.slice(since)))
  const { side, ...told } = toldOf(signal, strongest.share, figures)
  const { seen, fine } = told
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
    summary: alarmSentence(signal, side, told),
    share: { name: shareName(signal, side), seen, fine },
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

/** Of what is counted, turned around where that is all that is not it. Hours that bind differently count with their rows. */
function figuresOf({ share, bound }: Watched, blocks: readonly Block[], unseen: readonly string[]): Figures {
  const rows = blocks.reduce((sum, { n }) => sum + n, 0)
  const seen = blocks.reduce((sum, { k }) => sum + k, 0)
  const fine = blocks.reduce((sum, { n, bound: highest }) => sum + n * highest, 0)
  const figures = { seen: seen / Math.max(1, rows), fine: fine / Math.max(1, rows), was: bound.was, rows, unseen }
  return share.isBelow ? turned(figures) : figures
}

function turned({ seen, fine, was, ...figures }: Figures): Figures {
  return { ...figures, seen: 1 - seen, fine: 1 - fine, was: was === undefined ? undefined : 1 - was }
}

/** Of a yes or no it is told how often it is yes, though the reference had but no. */
function toldOf(
  { categories }: Incident['signal'],
  { of, isBelow }: GuardedShare,
  figures: Figures,
): Figures & { side: Pick<GuardedShare, 'of' | 'isBelow'> } {
  const telling = of.is === 'rate' || of.is === 'category' ? TELLING[of.category] : undefined
  const isPair =
    telling !== undefined && categories.every((category) => category === telling || TELLING[category] === telling)
  if (!isPair) return { ...figures, side: { of, isBelow } }
  return { ...turned(figures), side: { of: { is: 'rate', category: telling }, isBelow: !isBelow } }
}

/** Those that came, each for itself, where what was never there before is what was guarded. */
function namesOfUnseen(
  { categories }: Incident['signal'],
  { share }: Watched,
  hours: readonly Timed[],
): readonly string[] {
  if (share.of.is !== 'unseen') return []
  const codes = new Set(hours.flatMap(({ bins }) => [...bins.keys()]))
  const isUnseen = (code: number): boolean =>
    share.telling({ rows: 1, seen: 1, missing: 0, odd: 0, bins: new Map([[code, 1]]) }).k > 0
  return [...codes]
    .filter(isUnseen)
    .flatMap((code) => categories[code - 1] ?? [])
    .slice(0, UNSEEN_NAMED)
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
