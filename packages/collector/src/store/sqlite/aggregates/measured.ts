// What of stored predictions is counted, out of narrow columns alone; the body is never opened. The same columns as JSON
// are what is noted of a prediction before it changes; what is added to them is added at the end, since notes of before an
// update are shorter.

import type { Opinion, PredictionKind } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { Measured, Ratings, Source } from '../../rows-folding.ts'
import { statusOf } from '../predictions/body.ts'
import { type Labels, readLabels } from '../predictions/labels.ts'
import { SOURCE_COLUMNS, type SourceRow } from '../predictions/source.ts'
import { fromText, fromTextOrNull } from '../stored-text.ts'

/** In the order of `MeasuredColumns`. */
export const MEASURED_COLUMNS = `prediction.task, prediction.source, prediction.started / 1000000, prediction.status,
  duration_ms, first_token_ms, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens, cost_usd, estimated_usd,
  opinion.thumbs, opinion.score, opinion.is_rated, opinion.is_corrected, labels,
  opinion.user_thumbs, opinion.reviewer_thumbs, opinion.judges`

/** To be joined to `prediction`. */
export const MEASURED_JOIN = 'LEFT JOIN opinion ON opinion.prediction = prediction.id'

export type MeasuredColumns = [
  task: number,
  source: number,
  startedMs: number,
  status: number,
  durationMs: number | null,
  firstTokenMs: number | null,
  inputTokens: number | null,
  outputTokens: number | null,
  cachedInputTokens: number | null,
  reasoningTokens: number | null,
  costUsd: number | null,
  estimatedUsd: number | null,
  thumbs: Opinion['thumbs'],
  score: number | null,
  isRated: number | null,
  isCorrected: number | null,
  labels: string | null,
  userThumbs?: number | null,
  reviewerThumbs?: number | null,
  judges?: string | null,
]

/** As `opinions.ts` writes each of them. */
type JudgeColumn = [judge: string, score: number, trusted: number | null]

const NO_JUDGES: Ratings['judges'] = []
const SILENT: Labels = { tags: [], metadata: {} }
/** Names of tasks, and sources, that are remembered. */
const REMEMBERED_MAX = 16_384

/** For whoever counts by sources alone. */
export function withoutLabels(columns: MeasuredColumns): MeasuredColumns {
  return columns[16] === null ? columns : (columns.with(16, null) as MeasuredColumns)
}

export type ReadMeasured = (columns: MeasuredColumns) => Measured

export function prepareReadMeasured(client: Database.Database): ReadMeasured {
  const tasks = prepareReadTask(client)
  const sources = prepareReadSource(client)
  return (columns) => {
    const { tags, metadata } = columns[16] === null ? SILENT : readLabels(columns[16])
    return {
      task: tasks(columns[0]),
      source: sources(columns[1]),
      startedMs: columns[2],
      status: statusOf(columns[3]),
      durationMs: columns[4],
      firstTokenMs: columns[5],
      inputTokens: columns[6],
      outputTokens: columns[7],
      cachedInputTokens: columns[8],
      reasoningTokens: columns[9],
      costUsd: columns[10],
      estimatedUsd: columns[11],
      thumbs: columns[12],
      score: columns[13],
      isRated: columns[14] === 1,
      isCorrected: columns[15] === 1,
      ratings: ratingsIn(columns),
      tags,
      metadata,
    }
  }
}

/** Nothing where it was noted before anything of it was known. */
function ratingsIn(columns: MeasuredColumns): Ratings {
  const [userThumbs, reviewerThumbs, judges] = [columns[17] ?? null, columns[18] ?? null, columns[19] ?? null]
  return {
    users: userThumbs === null ? null : userThumbs === 1,
    reviewers: reviewerThumbs === null ? null : reviewerThumbs === 1,
    judges:
      judges === null
        ? NO_JUDGES
        : (JSON.parse(judges) as JudgeColumn[]).map(([judge, score, trusted]) => ({ judge, score, trusted })),
  }
}

export function prepareReadTask(client: Database.Database): (id: number) => string {
  const select = client.prepare<[number], string>('SELECT name FROM task WHERE id = ?').pluck()
  return remembering((id) => fromText(select.get(id) ?? ''))
}

/** 0 is all beyond the bound. */
export function prepareReadSource(client: Database.Database): (id: number) => Source {
  const select = client.prepare<[number], SourceRow>(`SELECT ${SOURCE_COLUMNS.join(', ')} FROM source WHERE id = ?`)
  return remembering((id) => {
    const row = id === 0 ? undefined : select.get(id)
    return row === undefined ? { ...NOTHING_SAID, id } : sourceOf(id, row)
  })
}

const NOTHING_SAID: Omit<Source, 'id'> = {
  kind: null,
  service: null,
  environment: null,
  release: null,
  provider: null,
  model: null,
  prompt: null,
  promptVersion: null,
  variant: null,
}

function sourceOf(id: number, row: SourceRow): Source {
  return {
    id,
    // A column of ours holds what was of this type when it was written.
    kind: row.kind as PredictionKind,
    service: fromTextOrNull(row.service),
    environment: fromTextOrNull(row.environment),
    release: fromTextOrNull(row.release),
    provider: fromTextOrNull(row.provider),
    model: fromTextOrNull(row.model_responded ?? row.model_requested),
    prompt: fromTextOrNull(row.prompt_name),
    promptVersion: fromTextOrNull(row.prompt_version),
    variant: fromTextOrNull(row.variant),
  }
}

function remembering<Value>(read: (id: number) => Value): (id: number) => Value {
  const remembered = new Map<number, Value>()
  return (id) => {
    let value = remembered.get(id)
    if (value === undefined) {
      value = read(id)
      if (remembered.size >= REMEMBERED_MAX) remembered.clear()
      remembered.set(id, value)
    }
    return value
  }
}
