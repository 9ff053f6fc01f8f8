// Aggregates as a fold: what is stored and not yet counted is read in the order of arrival, counted, and the counts and
// how far they go are stored together. What changes after it was counted is taken back as it was and counted as it is.

import type { JsonObject, Opinion, PredictionKind, PredictionStatus } from '@trimtab/contract'
import type { Tally } from '../sketches/tally.ts'

/** Where and by what a prediction was made. */
export interface Source {
  /** Of the engine. Two may say the same. */
  id: number
  kind: PredictionKind
  service: string | null
  environment: string | null
  release: string | null
  provider: string | null
  /** As it responded, or was requested where that is not known. */
  model: string | null
  prompt: string | null
  promptVersion: string | null
  variant: string | null
}

/** What of a prediction is counted. */
export interface Measured {
  task: string
  source: Source
  startedMs: number
  status: PredictionStatus
  durationMs: number | null
  firstTokenMs: number | null
  inputTokens: number | null
  outputTokens: number | null
  cachedInputTokens: number | null
  reasoningTokens: number | null
  costUsd: number | null
  /** Where the sender said none and a list of prices did. */
  estimatedUsd: number | null
  thumbs: Opinion['thumbs']
  score: number | null
  isRated: boolean
  isCorrected: boolean
  tags: string[]
  metadata: JsonObject
}

/** Counted, or taken back. */
export interface Change {
  sign: 1 | -1
  measured: Measured
}

export interface Unfolded {
  /** The engine's own: how far this goes. */
  mark: string
  changes: Change[]
  /** False: there is more after it. */
  isAll: boolean
}

export const CELL_LEVELS = ['hour', 'day', 'ever'] as const
export type CellLevel = (typeof CELL_LEVELS)[number]

/** What adds up for a task and a source in an hour, a day (UTC) or ever. */
export interface Cell {
  task: string
  source: Source
  level: CellLevel
  /** 0 for ever. */
  startMs: number
  tally: Tally
}

export interface CellQuery {
  task?: string | undefined
  level: CellLevel
  /** Cells that begin in [from, to). */
  fromMs?: number | undefined
  toMs?: number | undefined
}

export interface FoundCells {
  cells: Cell[]
  /** What of the tail fits the query; empty where the tail is too long to be read for an answer. */
  unfolded: Change[]
  /** Whether cells and tail are all there is. */
  isWhole: boolean
}

/** How often a tag or a value of metadata was said in a task. */
export interface FacetCount {
  task: string
  /** `tag`, or `metadata.` and the key. */
  name: string
  value: string
  predictions: number
  lastMs: number
}

export interface Folded {
  cells: Cell[]
  facets: FacetCount[]
}

/** Beyond it, in an hour of a task, sources are counted together, as a source that says nothing. */
export const SOURCES_PER_CELL_MAX = 256
/** Of a task's tags, and of each key of its metadata; and keys of a task. Beyond it values are not counted. */
export const FACET_VALUES_MAX = 500
export const FACET_NAMES_MAX = 100

export interface RowsFolding {
  /** The next that is to be folded, oldest first, some more or fewer than so many. The same until it is folded. */
  takeUnfolded(limit: number): Promise<Unfolded>

  /**
   * Adds to what is there, and counts the taken as folded; both or neither. False: it was folded already, or since
   * taken by somebody else, and nothing was added. An engine without compare-and-set decides this in the state half.
   */
  fold(mark: string, folded: Folded): Promise<boolean>

  /** Forgets all sums but those of rows that are gone, and what was folded, so that folding again makes them anew. */
  unfold(): Promise<void>
}
