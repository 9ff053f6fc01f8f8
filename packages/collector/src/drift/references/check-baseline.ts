// What of a chosen baseline cannot work, and what of it does nothing as things stand: somebody who thinks that a signal is
// watched, and is not told otherwise, would not know until it matters.

import type { DriftBaseline } from '@trimtab/contract/drift'
import { pointerTo, type SchemaIssue } from '../../schema-issue.ts'
import type { SignalKind, Watch, WatchStore } from '../../store/state-watch.ts'
import { DAY_MS } from '../hours.ts'
import { ESTIMATED_QUALITY } from '../quality/estimated-quality.ts'
import { nearestName } from './nearest-name.ts'
import { splitSegments } from './slices.ts'

/** The largest change there can be, or that means anything: a tolerance beyond it would hear of nothing. */
const LARGEST: { readonly [kind in SignalKind]: { most: number; why: string } } = {
  number: { most: 10, why: 'must be at most 10: it is in spreads of the reference' },
  category: { most: 1, why: 'must be at most 1: it is a share, where 0.2 is 20 points' },
  vector: { most: Math.SQRT2, why: 'must be at most √2: it is a distance, where 0 is the same and √2 nothing alike' },
}

/** Tolerances beyond the largest change that a signal can have. Of a signal that is not known nothing is said. */
export function impossibleTolerances(tolerances: DriftBaseline['tolerances'], watch: Watch | null): SchemaIssue[] {
  const kinds = kindsIn(watch)
  return Object.entries(tolerances).flatMap(([signal, tolerance]) => {
    const kind = kinds.get(signal)
    if (kind === undefined || tolerance <= LARGEST[kind].most) return []
    return [{ pointer: pointerTo('tolerances', signal), message: LARGEST[kind].why }]
  })
}

/** What of it does nothing as things stand, a sentence each. It is kept all the same, since more may come. */
export async function warningsOf(
  state: Pick<WatchStore, 'watchCells'>,
  { baseline, watch, nowMs }: { baseline: DriftBaseline; watch: Watch | null; nowMs: number },
): Promise<string[]> {
  const future = futureOf(baseline, nowMs)
  if (watch === null) return [...future, `Nothing of ${baseline.task} is counted yet, so its signals are not known.`]
  return [...unknownNames(baseline, watch), ...future, ...(await emptyReference(state, baseline, watch, nowMs))]
}

function kindsIn(watch: Watch | null): Map<string, SignalKind> {
  const kinds = new Map(watch?.signals.map(({ name, kind }) => [name, kind]))
  return kinds.set(ESTIMATED_QUALITY, 'category')
}

function unknownNames({ tolerances, ignored }: DriftBaseline, watch: Watch): string[] {
  const known = [...kindsIn(watch).keys()]
  const unknown = (place: string, names: readonly string[]): string[] =>
    names
      .filter((name) => !known.includes(name))
      .map((name) => {
        const meant = nearestName(name, known)
        const hint = meant === null ? '' : ` Did you mean ${meant}?`
        return `No signal called ${name} is known, which ${place} names.${hint}`
      })
  return [...unknown('tolerances', Object.keys(tolerances)), ...unknown('ignored', ignored)]
}

function futureOf({ reference }: DriftBaseline, nowMs: number): string[] {
  if (reference.kind !== 'pinned' || Date.parse(reference.to) <= nowMs) return []
  return [
    Date.parse(reference.from) >= nowMs
      ? 'The pinned time has not begun yet: until then there is nothing to compare with.'
      : 'The pinned time is not over yet: what comes until then is compared with too.',
  ]
}

async function emptyReference(
  state: Pick<WatchStore, 'watchCells'>,
  { reference }: DriftBaseline,
  watch: Watch,
  nowMs: number,
): Promise<string[]> {
  if (reference.kind === 'slice') return emptySlice(splitSegments(reference.only), watch)
  if (reference.kind !== 'pinned' || Date.parse(reference.from) >= nowMs) return []
  const signal = watch.signals.toSorted((left, right) => left.sinceMs - right.sinceMs || left.id - right.id)[0]
  // Nearly all predictions have the first signal there was, so one speaks for all.
  const cells = await state.watchCells({
    task: watch.task,
    of: 'day',
    signals: signal === undefined ? [] : [signal.id],
    fromMs: Math.floor(Date.parse(reference.from) / DAY_MS) * DAY_MS,
    toMs: Date.parse(reference.to),
  })
  return cells.length > 0 ? [] : ['Nothing is counted of the pinned time, so there is nothing to compare with.']
}

function emptySlice({ isOf, unknown }: ReturnType<typeof splitSegments>, { segments }: Watch): string[] {
  if (unknown.length > 0) return [`Predictions are not told apart by ${unknown.join(', ')}, so the slice is empty.`]
  const ofSlice = segments.filter(isOf).length
  if (ofSlice === 0) return ['No prediction of the slice is known, so there is nothing to compare with.']
  return ofSlice < segments.length ? [] : ['All predictions are of the slice, so nothing is left to compare with it.']
}
