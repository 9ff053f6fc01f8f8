// Which signals a task has, and as what a value of each is counted. A signal is what its first value is: a number, a
// category or a vector; what comes as something else later is odd.

import { CATEGORIES_PER_SIGNAL_MAX, SIGNALS_PER_TASK_MAX } from '@trimtab/contract'
import type { Observation, Observed } from '../signals/observed.ts'
import { nearestCluster } from '../sketches/clusters.ts'
import { binOf, type Grid } from '../sketches/grid.ts'
import { featuresOf, projectVector } from '../sketches/random-features.ts'
import type { SignalKind, Watch, WatchedSignal } from '../store/state-watch.ts'

/** What a value counts as. waits: until the scale of the signal is known. */
export type CountedAs =
  | { as: 'bin'; bin: number; features: readonly number[] }
  | { as: 'missing' }
  | { as: 'odd' }
  | { as: 'waits'; value: number | number[] }

/** A signal with so many different values among fewer than so many rows for each tells customers apart, and no kinds. */
const ROWS_PER_CATEGORY_MIN = 4

/** Numbers that people and truths say come too seldom to wait for their scale. */
const SCALES_OF_SAID: { readonly [name: string]: Grid } = {
  correction: { centre: 0.5, spread: 0.25 },
  // Errors of any size: the grid is a logarithm of them but for the smallest.
  absoluteError: { centre: 0, spread: 1e-6 },
}
const SCALE_OF_SCORES: Grid = { centre: 0, spread: 1 }

export interface Catalogue {
  /** Null where there is no room for another, or nothing is known of it but that it is missing. */
  find: (observed: Observed, startedMs: number) => WatchedSignal | null
  /** May name a category that was never seen before. */
  countedAs: (signal: WatchedSignal, value: Observation) => CountedAs
}

/** Of all categories of a task together: what a watch holds is read and written with every step. */
const NAMES_CHARS_MAX = 200_000
/** Signals of a task that are vectors: each holds its first values and its clusters. */
const VECTORS_MAX = 8

export function openCatalogue(watch: Watch): Catalogue {
  let namesChars = watch.signals.flatMap(({ categories }) => categories).join('').length
  const byName = new Map(watch.signals.map((signal) => [signal.name, signal]))
  const codes = new Map<WatchedSignal, Map<string, number>>()
  const leftOut = new Set<string>()

  function add({ name, group, value }: Observed, sinceMs: number): WatchedSignal | null {
    const kind = kindOf(value)
    if (kind === null) return null
    const isManyVectors = kind === 'vector' && watch.signals.filter((each) => each.kind === kind).length >= VECTORS_MAX
    if (watch.signals.length >= SIGNALS_PER_TASK_MAX || isManyVectors) {
      leftOut.add(name)
      watch.signalsLeftOut = Math.max(watch.signalsLeftOut, leftOut.size)
      return null
    }
    const isSaid = group === 'feedback' || group === 'quality'
    const grid = kind === 'number' && isSaid ? (SCALES_OF_SAID[name] ?? SCALE_OF_SCORES) : null
    const id = (watch.signals.at(-1)?.id ?? 0) + 1
    const signal: WatchedSignal = { id, name, group, kind, sinceMs, grid, categories: [], embedding: null, pending: [] }
    watch.signals.push(signal)
    byName.set(name, signal)
    return signal
  }

  function codesOf(signal: WatchedSignal): Map<string, number> {
    const known = codes.get(signal) ?? new Map(signal.categories.map((category, place) => [category, place + 1]))
    codes.set(signal, known)
    return known
  }

  function codeOf(signal: WatchedSignal, category: string): number {
    if (signal.isIdentifier) return 0
    const known = codesOf(signal)
    const code = known.get(category)
    if (code !== undefined) return code
    if (signal.categories.length < CATEGORIES_PER_SIGNAL_MAX) {
      if (namesChars + category.length > NAMES_CHARS_MAX) return 0
      namesChars += category.length
      signal.categories.push(category)
      known.set(category, signal.categories.length)
      return signal.categories.length
    }
    if (watch.counted < ROWS_PER_CATEGORY_MIN * CATEGORIES_PER_SIGNAL_MAX) {
      signal.isIdentifier = true
      signal.categories = []
    }
    return 0
  }

  return {
    find: (observed, startedMs) => {
      const signal = byName.get(observed.name) ?? add(observed, startedMs)
      if (signal !== null) signal.sinceMs = Math.min(signal.sinceMs, startedMs)
      return signal
    },
    countedAs: (signal, value) => {
      if (value === null) return { as: 'missing' }
      if (kindOf(value) !== signal.kind) return { as: 'odd' }
      if (typeof value === 'string') return { as: 'bin', bin: codeOf(signal, value), features: [] }
      if (typeof value === 'number') return numberAs(signal, value)
      return vectorAs(signal, value)
    },
  }
}

function numberAs({ grid }: WatchedSignal, value: number): CountedAs {
  if (!Number.isFinite(value)) return { as: 'odd' }
  return grid === null ? { as: 'waits', value } : { as: 'bin', bin: binOf(grid, value), features: [] }
}

function vectorAs({ embedding }: WatchedSignal, value: readonly number[]): CountedAs {
  const vector = projectVector(value)
  if (vector === null) return { as: 'odd' }
  if (embedding === null) return { as: 'waits', value: vector }
  const bin = nearestCluster(vector, embedding.clusters)
  return { as: 'bin', bin, features: featuresOf(vector, embedding.bandwidth) }
}

function kindOf(value: Observation): SignalKind | null {
  if (value === null) return null
  if (typeof value === 'number') return 'number'
  return typeof value === 'string' ? 'category' : 'vector'
}
