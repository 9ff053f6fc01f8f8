// What a query asks, in the numbers of the tables, and which of some rows are what it asks for.

import { PREDICTION_STATUSES } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { PredictionFilter } from '../../rows-reading.ts'
import { prepareFindName } from '../dictionary.ts'
import { hashText } from '../identity.ts'
import { statusNumber } from '../predictions/body.ts'
import { toText, toTextOrNull } from '../stored-text.ts'
import { type ListedRow, type Position, positionAt } from './position.ts'

/** Names as JSON lists. Null: nothing is asked. */
export type Conditions = {
  task: number | null
  session: number | null
  person: number | null
  key: string | null
  keyHash: number | null
  responseId: string | null
  responseHash: number | null
  statuses: string | null
  feedback: string | null
  fromNs: bigint
} & { [column in SourceCondition]: string | null }

/** What is asked of the source of a prediction; as it is said there. */
const SOURCE_CONDITIONS = {
  kind: 'kind',
  model: 'coalesce(model_responded, model_requested)',
  provider: 'provider',
  service: 'service',
  environment: 'environment',
  release: 'release',
  prompt: 'prompt_name',
  promptVersion: 'prompt_version',
  variant: 'variant',
} as const
type SourceCondition = keyof typeof SOURCE_CONDITIONS

/** To be asked of a row of `source`. */
export const IS_SOURCE_ASKED = Object.entries(SOURCE_CONDITIONS)
  .map(([name, column]) => `(@${name} IS NULL OR ${column} IN (SELECT value FROM json_each(@${name})))`)
  .join(' AND ')

export function asksForSource(conditions: Pick<Conditions, SourceCondition>): boolean {
  return Object.keys(SOURCE_CONDITIONS).some((name) => conditions[name as SourceCondition] !== null)
}

/** Ready to read what a query asks. Null: it names what nobody ever said, so nothing is found. */
export function prepareReadConditions(client: Database.Database): (filter: PredictionFilter) => Conditions | null {
  const finders = {
    task: prepareFindName(client, 'task'),
    session: prepareFindName(client, 'session'),
    person: prepareFindName(client, 'person'),
  }
  return (filter) => {
    const names = { task: filter.task, session: filter.session, person: filter.user }
    const found = { task: null, session: null, person: null } as Pick<Conditions, keyof typeof names>
    for (const name of ['task', 'session', 'person'] as const) {
      const said = names[name]
      if (said === undefined) continue
      found[name] = finders[name](said)
      if (found[name] === null) return null
    }
    return { ...found, ...plainConditions(filter) }
  }
}

function plainConditions(filter: PredictionFilter): Omit<Conditions, 'task' | 'session' | 'person'> {
  return {
    key: toTextOrNull(filter.key ?? null),
    keyHash: filter.key === undefined ? null : hashText(filter.key),
    responseId: toTextOrNull(filter.responseId ?? null),
    responseHash: filter.responseId === undefined ? null : hashText(filter.responseId),
    statuses: listOf(filter.status?.map(statusNumber)),
    feedback: filter.feedback ?? null,
    fromNs: filter.fromMs === undefined ? 0n : positionAt(filter.fromMs).startedNs,
    kind: listOf(filter.kind),
    model: listOfNames(filter.model),
    provider: listOfNames(filter.provider),
    service: listOfNames(filter.service),
    environment: listOfNames(filter.environment),
    release: listOfNames(filter.release),
    prompt: listOfNames(filter.prompt),
    promptVersion: listOfNames(filter.promptVersion),
    variant: listOfNames(filter.variant),
  }
}

/** An empty list asks for nothing. */
function listOf(values: readonly (number | string)[] | undefined): string | null {
  return values === undefined || values.length === 0 ? null : JSON.stringify(values)
}

function listOfNames(names: readonly string[] | undefined): string | null {
  return listOf(names?.map(toText))
}

/** Of all statuses; null where every prediction has one that is asked for. */
export function statusesAsked({ statuses }: Conditions): number[] | null {
  if (statuses === null) return null
  const asked = new Set(JSON.parse(statuses) as number[])
  return asked.size === PREDICTION_STATUSES.length ? null : [...asked]
}

/** Those of the rows that are after a position and fit, in the order in which they are given. */
export type CheckRows = (rowIds: readonly number[], conditions: Conditions, after: Position) => ListedRow[]

export function prepareCheckRows(client: Database.Database): CheckRows {
  const select = client.prepare<Conditions & Position & { rowIds: string; asksForSource: number }, ListedRow>(
    `SELECT prediction.id, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest, bytes
     FROM json_each(@rowIds) AS each CROSS JOIN prediction ON prediction.id = each.value
     WHERE started >= @fromNs AND (started, prediction.id) < (@startedNs, @id)
       AND (@task IS NULL OR task = @task)
       AND (@session IS NULL OR session = @session)
       AND (@person IS NULL OR person = @person)
       AND (@key IS NULL OR prediction.key = @key)
       AND (@responseId IS NULL OR response_id = @responseId)
       AND (@statuses IS NULL OR status IN (SELECT value FROM json_each(@statuses)))
       AND (NOT @asksForSource OR EXISTS (SELECT 1 FROM source WHERE source.id = prediction.source AND ${IS_SOURCE_ASKED}))
       AND (@feedback IS NULL OR CASE @feedback
         WHEN 'none' THEN NOT EXISTS
           (SELECT 1 FROM opinion WHERE opinion.prediction = prediction.id AND is_of_judges = 0)
         WHEN 'corrected' THEN EXISTS
           (SELECT 1 FROM opinion WHERE opinion.prediction = prediction.id AND is_corrected = 1)
         WHEN 'conflicting' THEN EXISTS
           (SELECT 1 FROM opinion WHERE opinion.prediction = prediction.id AND is_conflicting = 1)
         ELSE EXISTS (SELECT 1 FROM opinion WHERE opinion.prediction = prediction.id AND thumbs = @feedback) END)`,
  )
  return (rowIds, conditions, after) => {
    if (rowIds.length === 0) return []
    const asks = Number(asksForSource(conditions))
    return select.all({ ...conditions, ...after, rowIds: JSON.stringify(rowIds), asksForSource: asks })
  }
}
