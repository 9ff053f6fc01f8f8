// What was different from some time on: another model, version, variant, release or environment than before.

import type { DriftMarker } from '@trimtab/contract/drift'
import type { Watch, WatchCell, WatchStore } from '../../store/state-watch.ts'
import { DAY_MS, type Stretch, WEEK_MS } from '../hours.ts'

const DIMENSIONS: readonly string[] = ['model', 'promptVersion', 'variant', 'release', 'environment']

/**
 * Values that were seen for the first time in the stretch. What was there in the first day of the task is what it began with.
 * With each the value that most predictions had in the week before, as one signal that nearly all have says.
 */
export async function readMarkers(
  state: Pick<WatchStore, 'watchCells'>,
  watch: Watch,
  stretch: Stretch,
): Promise<DriftMarker[]> {
  const appeared = DIMENSIONS.flatMap((dimension) =>
    [...firstSeen(watch, dimension)]
      .filter(([, ms]) => ms >= stretch.fromMs && ms < stretch.toMs && ms >= watch.firstMs + DAY_MS)
      .map(([value, atMs]) => ({ dimension, value, atMs })),
  ).toSorted((left, right) => left.atMs - right.atMs)
  const earliest = appeared[0]
  const signal = watch.signals.toSorted((left, right) => left.sinceMs - right.sinceMs || left.id - right.id)[0]
  if (earliest === undefined || signal === undefined) return []
  const days = await state.watchCells({
    task: watch.task,
    of: 'day',
    signals: [signal.id],
    fromMs: earliest.atMs - WEEK_MS,
    toMs: stretch.toMs,
  })
  return appeared.map(({ dimension, value, atMs }) => ({
    at: new Date(atMs).toISOString(),
    task: watch.task,
    dimension,
    value,
    before: mostBefore(watch, days, { dimension, value, atMs }),
  }))
}

function firstSeen({ segments }: Watch, dimension: string): Map<string, number> {
  const first = new Map<string, number>()
  for (const { is, firstMs } of segments) {
    const value = is[dimension]
    if (value !== undefined) first.set(value, Math.min(first.get(value) ?? Infinity, firstMs))
  }
  return first
}

/** Of the days before, and where there are none of the day itself; null where nothing else was said. */
function mostBefore(
  { segments }: Watch,
  days: readonly WatchCell[],
  { dimension, value, atMs }: { dimension: string; value: string; atMs: number },
): string | null {
  const rows = new Map<string, number>()
  for (const { startMs, segment, summary } of days) {
    const other = segments[segment - 1]?.is[dimension]
    if (other === undefined || other === value || startMs < atMs - WEEK_MS - DAY_MS || startMs > atMs) continue
    rows.set(other, (rows.get(other) ?? 0) + summary.rows)
  }
  const [most] = [...rows].toSorted(([left, of], [right, than]) => than - of || (left < right ? -1 : 1))
  return most?.[0] ?? null
}
