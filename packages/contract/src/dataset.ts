// A dataset is a recipe and its immutable versions; a version is rows with a split and a reason for every row left out.

import type { LeftOutReason, Split } from './export-format.ts'
import type { Message, ToolDefinition } from './prediction.ts'

/** What to select and how to split it: declarative, diffable, the input of `trimtab dataset build`. */
export interface DatasetRecipe {
  /** A new version of the dataset of this name is built; the first build makes the dataset. */
  name: string
  select: {
    task: string
    /** Only predictions that started in [from, to). */
    from?: string | undefined
    to?: string | undefined
    /** The current opinion a prediction must have. */
    feedback: 'thumbs-up'
  }
  /** Feedback later than this does not exist for the build; the time of the build when not given. */
  asOf?: string | undefined
  /** Shares of the three splits; they add up to 1. */
  split?: { [split in Split]: number } | undefined
}

/** Why a selected prediction is not in the dataset. */
export const DROP_REASONS = ['no_consent', 'no_input', 'no_target', 'not_ok', 'truncated', 'not_captured'] as const
export type DropReason = (typeof DROP_REASONS)[number]

export interface DatasetSummary {
  id: string
  name: string
  /** Newest version, 1 for the first. */
  version: number
  rows: number
  builtAt: string
}

/** `GET /api/datasets/{id}/versions/{v}`, and the core of `manifest.json`. */
export interface DatasetVersion {
  dataset: string
  name: string
  version: number
  recipe: DatasetRecipe
  asOf: string
  builtAt: string
  selected: number
  kept: { [split in Split]: number }
  /** Rows that are tombstones since the person they came from was forgotten; exports leave them out. */
  forgotten?: number | undefined
  dropped: { [reason in DropReason]?: number }
}

/** One line of `lineage.jsonl`: where a row of the exported file came from. */
export interface LineageRow {
  /** Line number in the split's file, from 1. */
  line: number
  split: Split
  prediction: string
  feedback: string[]
  /** Rows of one group are never in two splits. */
  group: string
}

/** One training example before any format: what the model saw and what it should have said. */
export interface Example {
  system: string | null
  messages: Message[]
  tools: ToolDefinition[] | null
  target: Message
}

/** One row of a version, as `GET …/rows` lists it. */
export interface DatasetRow {
  example: Example
  lineage: LineageRow
}

/** `manifest.json` beside the exported files. */
export interface ExportManifest {
  dataset: DatasetVersion
  format: string
  /** Rows of the dataset that this target has no way to say. */
  leftOut: { [reason in LeftOutReason]?: number }
  /** Rows that somebody has held back since the version was built. */
  withheld: number
  files: { name: string; split: Split; rows: number; bytes: number; sha256: string }[]
}
