// What stands guard over one aspect of one signal: a bet against each of its shares, together one alarm. Pure: the same hours
// give the same evidence, in one go or one by one.
//
// Guards of a task that is compared with a reference that moves on go on betting when it does, once a day, under the new
// bounds: as long as a bound is known before the rows it is held against, a bet never cared where it came from. Only what
// somebody chooses makes a guard stand afresh.

import { type Block, closeBlock, type EDetector, evidence, FRESH } from '../../statistics/sequential/e-detector.ts'
import type { Guard } from '../../store/state-alarms.ts'
import type { Timed } from '../reading/timed.ts'
import { boundAt, type ShareBound } from './bounds.ts'
import type { GuardedShare } from './lookouts.ts'

/** A share and what is fine of it. */
export interface Watched {
  share: GuardedShare
  bound: ShareBound
}

/** What a guard makes of the hours so far. */
export interface Look {
  /** The log of the mean of M over its lookouts. */
  evidence: number
  /** The one with the most of it; null where none has any. */
  strongest: Watched | null
}

/** Its hours begin at or after this. */
export function freshGuard(post: Pick<Guard, 'signal' | 'aspect' | 'baseline'>, fromMs: number): Guard {
  return { ...post, armedMs: fromMs, throughMs: fromMs, lookouts: [] }
}

/** With all hours before `throughMs` closed; those that it closed before are not looked at again. */
export function advance(guard: Guard, watched: readonly Watched[], hours: readonly Timed[], throughMs: number): Guard {
  if (throughMs <= guard.throughMs) return guard
  const closing = hours.filter(({ startMs }) => startMs >= guard.throughMs && startMs < throughMs)
  return { ...guard, throughMs, lookouts: closed(guard, watched, closing) }
}

/** With the hours that are not over as they are so far: looking changes nothing. */
export function look(guard: Guard, watched: readonly Watched[], hours: readonly Timed[]): Look {
  const open = hours.filter(({ startMs }) => startMs >= guard.throughMs)
  const lookouts = closed(guard, watched, open)
  const logs = lookouts.map(evidence)
  const most = Math.max(...logs)
  const strongest = watched.find(({ share }) => share.name === lookouts[logs.indexOf(most)]?.name)
  return { evidence: logMean(logs), strongest: most === -Infinity ? null : (strongest ?? null) }
}

/** Null bounds say nothing, and neither does a block without rows. */
export function blockOf({ share, bound }: Watched, hour: Timed): Block {
  const highest = boundAt(bound, hour.startMs)
  if (highest === null) return { n: 0, k: 0, bound: 0.5, dependence: bound.dependence }
  const told = share.telling(hour)
  return { ...told, bound: highest, dependence: dependenceAt(bound, told.n) }
}

/**
 * Rows of one hour are as alike as they were in the reference, so the more of them come the more of them count as one: of k
 * rows that are alike by ρ, 1 + (k − 1)ρ. Fewer are taken to hang together as those of the reference did.
 */
function dependenceAt({ dependence, rowsOfHour }: ShareBound, rows: number): number {
  return 1 + (dependence - 1) * Math.max(1, rows / Math.max(1, rowsOfHour))
}

/**
 * A share that is not guarded any more, such as a category that is no longer one of the most, gives up its bets and keeps its
 * place: were the mean taken over fewer, it would rise by nothing that was seen.
 */
function closed(guard: Guard, watched: readonly Watched[], hours: readonly Timed[]): Guard['lookouts'] {
  const before = new Map(guard.lookouts.map(({ name, logs }) => [name, logs]))
  const standing = watched.map((one) => {
    let detector: EDetector = { logs: before.get(one.share.name) ?? FRESH.logs }
    for (const hour of hours) detector = closeBlock(detector, blockOf(one, hour))
    return { name: one.share.name, logs: [...detector.logs] }
  })
  const names = new Set(watched.map(({ share }) => share.name))
  const left = guard.lookouts.filter(({ name }) => !names.has(name)).map(({ name }) => ({ name, logs: [] }))
  return [...standing, ...left]
}

function logMean(logs: readonly number[]): number {
  const most = Math.max(...logs)
  if (most === -Infinity) return -Infinity
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length)
}
