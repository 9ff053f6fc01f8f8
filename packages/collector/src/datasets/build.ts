// A recipe to an immutable version: select, keep or drop with a reason, split. What is stored and the recipe decide
// every row: nothing here looks at a clock or a random number.

import {
  type DatasetRecipe,
  type DatasetRow,
  type DatasetVersion,
  type DropReason,
  type Prediction,
  type Split,
  SPLITS,
} from '@trimtab/contract'
import { opinionOf, peopleOf } from '../feedback/opinion.ts'
import type { Rows } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { exampleOf, saidUntil } from './example.ts'
import { groupsAmong, type Link } from './groups.ts'
import { DEFAULT_SHARES, type Shares, splitOf } from './split.ts'

const PAGE_ROWS = 200

/** Built in memory, so bounded: at 20 kB a conversation this is 2 GB. */
export const DATASET_ROWS_MAX = 100_000

interface BuildOptions {
  recipe: DatasetRecipe
  rows: Rows
  state: State
  nowMs: number
}

export type Build =
  | { outcome: 'built'; version: DatasetVersion }
  | { outcome: 'empty'; selected: number; dropped: DatasetVersion['dropped'] }
  | { outcome: 'too_large' }
  | { outcome: 'not_yet' }
  | { outcome: 'other_shares'; shares: Shares }

export async function buildDataset({ recipe, rows, state, nowMs }: BuildOptions): Promise<Build> {
  const asOf = new Date(recipe.asOf ?? nowMs).toISOString()
  if (Date.parse(asOf) > nowMs) return { outcome: 'not_yet' }
  const first = await firstVersion(state, recipe.name)
  const shares = recipe.split ?? first?.recipe.split ?? DEFAULT_SHARES
  if (first?.recipe.split !== undefined && !areEqual(first.recipe.split, shares)) {
    return { outcome: 'other_shares', shares: first.recipe.split }
  }
  const dropped: { [reason in DropReason]?: number } = {}
  const kept: { [split in Split]: DatasetRow[] } = { train: [], validation: [], test: [] }
  let selected = 0
  const selection = await select(recipe, rows, asOf)
  if (selection === null) return { outcome: 'too_large' }
  const groupOf = groupsAmong(selection.links)
  for (const prediction of selection.predictions.toSorted(byStart)) {
    selected += 1
    const candidate = exampleOf(prediction, asOf)
    if (candidate.outcome === 'dropped') {
      dropped[candidate.reason] = (dropped[candidate.reason] ?? 0) + 1
      continue
    }
    const group = groupOf(prediction)
    const split = splitOf(group, shares)
    const lineage = {
      line: kept[split].length + 1,
      split,
      prediction: prediction.id,
      feedback: candidate.feedback,
      group,
    }
    kept[split].push({ example: candidate.example, lineage })
  }
  const all = [...kept.train, ...kept.validation, ...kept.test]
  if (all.length === 0) return { outcome: 'empty', selected, dropped }
  const version = await state.addDatasetVersion(
    {
      name: recipe.name,
      // With the shares it was split by, which a recipe need not name.
      recipe: { ...recipe, split: shares },
      asOf,
      builtAt: new Date(nowMs).toISOString(),
      selected,
      kept: { train: kept.train.length, validation: kept.validation.length, test: kept.test.length },
      dropped,
    },
    all,
  )
  return { outcome: 'built', version }
}

/** Its shares hold for all later ones: with others, rows that were held out would move into training. */
async function firstVersion(state: State, name: string): Promise<DatasetVersion | null> {
  const known = (await state.datasets()).find((dataset) => dataset.name === name)
  return known === undefined ? null : state.datasetVersion(known.id, 1)
}

function areEqual(one: Shares, other: Shares): boolean {
  return SPLITS.every((split) => one[split] === other[split])
}

interface Selection {
  predictions: Prediction[]
  /** Who was in which session, by every prediction of the task and time: also by those that nobody liked. */
  links: Link[]
}

/** What the recipe asks for; what started or was said later than `asOf` does not exist. Null when it is too much. */
async function select(recipe: DatasetRecipe, rows: Rows, asOf: string): Promise<Selection | null> {
  const selected: Prediction[] = []
  const links = new Map<string, Link>()
  let cursor: string | undefined
  do {
    const page = await rows.predictions({
      task: recipe.select.task,
      fromMs: recipe.select.from === undefined ? undefined : Date.parse(recipe.select.from),
      toMs: Math.min(Date.parse(recipe.select.to ?? asOf), Date.parse(asOf) + 1),
      cursor,
      limit: PAGE_ROWS,
    })
    for (const prediction of page?.predictions ?? []) {
      const { user, session } = prediction
      if (user !== null && session !== null) links.set(JSON.stringify([user, session]), { user, session })
      if (opinionOf(peopleOf(saidUntil(prediction.feedback, asOf))).thumbs === 'up') selected.push(prediction)
    }
    if (selected.length > DATASET_ROWS_MAX) return null
    cursor = page?.nextCursor ?? undefined
  } while (cursor !== undefined)
  return { predictions: selected, links: [...links.values()] }
}

function byStart(left: Prediction, right: Prediction): number {
  return left.startedAt.localeCompare(right.startedAt) || left.id.localeCompare(right.id)
}
