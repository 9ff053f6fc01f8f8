// Where and by what predictions are made: the facts that all predictions of a deployment share, as one number. Like
// content, a source that is no longer remembered is stored once more: whoever selects by one takes all that fit.

import type { PredictionFacts } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { createGenerations } from '../content/generations.ts'
import { toText, toTextOrNull } from '../stored-text.ts'

const REMEMBERED_MAX = 16_384

export const SOURCE_COLUMNS = [
  'kind',
  'convention',
  'service',
  'environment',
  'release',
  'provider',
  'model_requested',
  'model_responded',
  'prompt_name',
  'prompt_version',
  'variant',
] as const

/** As it stands in the table. */
export type SourceRow = {
  [column in Exclude<(typeof SOURCE_COLUMNS)[number], 'kind' | 'convention'>]: string | null
} & {
  kind: string
  convention: string
}

export interface Sources {
  idOf: (facts: PredictionFacts) => number
  settle: () => void
  forget: () => void
}

export function createSources(client: Database.Database): Sources {
  const insert = client.prepare<SourceRow>(
    `INSERT INTO source (${SOURCE_COLUMNS.join(', ')}) VALUES (${SOURCE_COLUMNS.map((column) => `@${column}`).join(', ')})`,
  )
  const newest = client.prepare<[number], SourceRow & { id: number }>(
    `SELECT * FROM (SELECT * FROM source ORDER BY id DESC LIMIT ?) ORDER BY id`,
  )
  const known = createGenerations<string, number>({ weightMax: REMEMBERED_MAX })
  for (const { id, ...row } of newest.iterate(REMEMBERED_MAX / 2)) known.set(keyOf(row), id)
  known.settle()
  let before: { facts: PredictionFacts; id: number } | null = null

  return {
    idOf: (facts) => {
      // Most come in runs of one source, which are told by looking and not by writing a key.
      if (before !== null && isOfOneSource(facts, before.facts)) return before.id
      const row = sourceRowOf(facts)
      const key = keyOf(row)
      let id = known.get(key)
      if (id === undefined) {
        id = Number(insert.run(row).lastInsertRowid)
        known.set(key, id)
      }
      before = { facts, id }
      return id
    },
    settle: known.settle,
    forget: () => {
      before = null
      known.forget()
    },
  }
}

function isOfOneSource(left: PredictionFacts, right: PredictionFacts): boolean {
  return (
    left.kind === right.kind &&
    left.convention === right.convention &&
    left.service === right.service &&
    left.environment === right.environment &&
    left.release === right.release &&
    left.provider === right.provider &&
    left.model.requested === right.model.requested &&
    left.model.responded === right.model.responded &&
    left.prompt.name === right.prompt.name &&
    left.prompt.version === right.prompt.version &&
    left.variant === right.variant
  )
}

function sourceRowOf(facts: PredictionFacts): SourceRow {
  return {
    kind: facts.kind,
    convention: toText(facts.convention),
    service: toTextOrNull(facts.service),
    environment: toTextOrNull(facts.environment),
    release: toTextOrNull(facts.release),
    provider: toTextOrNull(facts.provider),
    model_requested: toTextOrNull(facts.model.requested),
    model_responded: toTextOrNull(facts.model.responded),
    prompt_name: toTextOrNull(facts.prompt.name),
    prompt_version: toTextOrNull(facts.prompt.version),
    variant: toTextOrNull(facts.variant),
  }
}

function keyOf(row: SourceRow): string {
  return JSON.stringify(SOURCE_COLUMNS.map((column) => row[column]))
}
