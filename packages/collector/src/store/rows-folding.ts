// Aggregates as a fold: what is stored and not yet counted is read in the order of arrival, counted, and the counts and
// how far they go are stored together. What changes after it was counted is taken back as it was and counted as it is.

import type { JsonObject, Opinion, PredictionKind, PredictionStatus, Slice } from '@trimtab/contract'
import type { Tally } from '../sketches/tally.ts'

/** Where and by what a prediction was made. */
export interface Source {
  /** Of the engine. Two may say the same. */
  id: number
  /** Null only of the one that stands for all beyond the bound. */
  kind: PredictionKind | null
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

/** What each kind of rater says of a prediction, apart from what it amounts to. */
export interface Ratings {
  /** The thumb of its users. */
  users: boolean | null
  /** Of reviewers, or of the ground truth. */
  reviewers: boolean | null
  /** Up to JUDGES_PER_PREDICTION_MAX, by name. */
  judges: JudgeRating[]
}

export interface JudgeRating {
  /** The name of its score or thumb. */
  judge: string
  /** A thumb is 1 or 0. */
  score: number
  /** What reviewers or the ground truth say under the same name, or else with their thumb. */
  trusted: number | null
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
  /** What only a judge says is in none of these four. */
  thumbs: Opinion['thumbs']
  score: number | null
  isRated: boolean
  isCorrected: boolean
  ratings: Ratings
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

/** How long a cell is. */
export const CELL_MS = { hour: 3_600_000, day: 86_400_000, ever: Infinity } as const satisfies {
  [level in CellLevel]: number
}

/** What adds up for a task and a source in an hour, a day (UTC) or ever. */
export interface Cell {
  task: string
  source: Source
  level: CellLevel
  /** 0 for ever. */
  startMs: number
  tally: Tally
}

/** Which cells are added up, and by what the sums are told apart. */
export interface SumQuery {
  level: CellLevel
  /** Only of these. */
  tasks?: readonly string[] | undefined
  /** Cells that begin in [from, to). */
  fromMs?: number | undefined
  toMs?: number | undefined
  /** Only of sources that say one of these. */
  only?: SliceFilter | undefined
  byTask?: boolean | undefined
  byTime?: boolean | undefined
  bySlice?: Slice | null | undefined
}

export type SliceFilter = { [slice in Slice]?: readonly string[] | undefined }

export interface Sum {
  /** Null where tasks are not told apart; where they are, all beyond the bound of the time and of those asked for. */
  task: string | null
  /** What the source says; null where it says nothing, and where slices are not told apart. */
  slice: string | null
  /** Where the cells begin; 0 where times are not told apart. */
  startMs: number
  tally: Tally
}

export interface FoundSums {
  sums: Sum[]
  /** False: more came of late than is read for an answer, and it is not in the sums yet. */
  isWhole: boolean
}

/** Of a task that has any prediction, or had before retention removed it. */
export interface TaskTimes {
  task: string
  /** As the latest says. */
  kind: PredictionKind
  firstMs: number
  lastMs: number
}

/** How often a source, a tag or a value of metadata was said in a task. */
export interface FacetCount {
  task: string
  /** A slice, `tag`, or `metadata.` and the key. */
  name: string
  value: string
  predictions: number
  /** Of the last ever counted; what is taken back leaves it. */
  lastMs: number
}

export interface Folded {
  cells: Cell[]
  facets: FacetCount[]
}

/** Beyond it, in an hour of a task, sources are counted together, as a source that says nothing. */
export const SOURCES_PER_CELL_MAX = 256
/** The same of all tasks together, each of which may have sources of its own. */
export const SOURCES_OF_ALL_MAX = 1_024
/** Beyond it, in an hour, a day or ever, tasks are counted together, and have no facets of their own. */
export const TASKS_PER_TIME_MAX = { hour: 1_000, day: 1_000, ever: 10_000 } as const satisfies {
  [level in CellLevel]: number
}
/** Of a task's tags, and of each slice and each key of its metadata. Beyond it values may be counted in part or not at all. */
export const FACET_VALUES_MAX = 500
/** Keys of the metadata of a task. */
export const FACET_KEYS_MAX = 100

export interface RowsFolding {
  /** The next that is to be folded, oldest first, some more or fewer than so many. The same until it is folded or changes. */
  takeUnfolded(limit: number): Promise<Unfolded>

  /**
   * Adds to what is there, and counts the taken as folded; both or neither. False: anything was folded since it was
   * taken, by whomever, and nothing was added. An engine without compare-and-set decides this in the state half.
   */
  fold(mark: string, folded: Folded): Promise<boolean>

  /** Forgets all sums but those of rows that are gone, and what was folded, so that folding again makes them anew. */
  unfold(): Promise<void>
}
