// Predictions out of their table: the columns, the names behind the numbers, the content and the body, put together to
// exactly the facts that were written.

import type { Buffer } from 'node:buffer'
import type { JsonObject, Message, PredictionFacts, PredictionKind, ToolDefinition } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { PredictionRow } from '../../stored.ts'
import { prepareReadContent, type ReadContent } from '../content/content.ts'
import { decodeIds } from '../content/id-list.ts'
import { prepareReadBlocks } from '../content/read-blocks.ts'
import { idOf, nanosecondsOf } from '../identity.ts'
import { fromText, fromTextOrNull } from '../stored-text.ts'
import { finishReasonOf, readBody, statusOf } from './body.ts'
import { SOURCE_COLUMNS, type SourceRow } from './source.ts'

interface Row extends SourceRow {
  trace: Buffer
  span: Buffer
  startedMs: number
  startedNsRest: number
  status: number
  durationMs: number | null
  inputTokens: number | null
  outputTokens: number | null
  costUsd: number | null
  firstTokenMs: number | null
  cachedInputTokens: number | null
  reasoningTokens: number | null
  estimatedUsd: number | null
  priceList: string | null
  labels: string | null
  key: string | null
  responseId: string | null
  answersTo: string | null
  system: number | null
  tools: number | null
  parent: Buffer | null
  finishReason: number | null
  parameters: number | null
  messages: Buffer | null
  body: string
  task: string
  session: string | null
  person: string | null
}

export type ReadPredictions = (rowIds: readonly number[]) => PredictionRow[]

/** Ready to read predictions by their row ids, in that order. What it opens remembers content. */
export function prepareReadPredictions(client: Database.Database): () => ReadPredictions {
  const select = client.prepare<[number], Row>(
    `SELECT trace, span, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest, status,
       duration_ms AS durationMs, input_tokens AS inputTokens, output_tokens AS outputTokens, cost_usd AS costUsd,
       first_token_ms AS firstTokenMs, cached_input_tokens AS cachedInputTokens, reasoning_tokens AS reasoningTokens,
       estimated_usd AS estimatedUsd, price_list.name AS priceList, labels,
       key, response_id AS responseId, answers_to AS answersTo, system, tools, messages, body,
       parent, finish_reason AS finishReason, parameters,
       task.name AS task, session.name AS session, person.name AS person,
       ${SOURCE_COLUMNS.map((column) => `source.${column}`).join(', ')}
     FROM prediction
       JOIN task ON task.id = prediction.task
       JOIN source ON source.id = prediction.source
       LEFT JOIN session ON session.id = prediction.session
       LEFT JOIN person ON person.id = prediction.person
       LEFT JOIN price_list ON price_list.id = prediction.price_list
     WHERE prediction.id = ?`,
  )
  const openContent = prepareReadContent(client)
  const openBodies = prepareReadBlocks(client, 'body_block')
  return () => {
    const readContent = openContent()
    function read(rowIds: readonly number[]): PredictionRow[] {
      const readPacked = openBodies()
      return rowIds.flatMap((rowId) => {
        const row = select.get(rowId)
        if (row === undefined) return []
        if (row.body === '') row.body = readPacked(rowId) ?? ''
        return [readRow(row, readContent)]
      })
    }
    // A row, its body and its content are of one moment, also while they are packed.
    const readAtOnce = client.transaction(read)
    return (rowIds) => (client.inTransaction ? read(rowIds) : readAtOnce(rowIds))
  }
}

function readRow(row: Row, readContent: ReadContent): PredictionRow {
  const answersTo = row.answersTo === null ? undefined : (JSON.parse(row.answersTo) as string[])
  return {
    facts: readFacts(row, readContent),
    startedNs: nanosecondsOf(row.startedMs, row.startedNsRest),
    ...(answersTo === undefined ? {} : { answersTo }),
    ...estimateOf(row),
  }
}

function estimateOf({ estimatedUsd, priceList }: Row): Pick<PredictionRow, 'estimate'> {
  if (estimatedUsd === null || priceList === null) return {}
  return { estimate: { usd: estimatedUsd, prices: fromText(priceList) } }
}

/** Where a text is not there, as in a file that was damaged, the rest is told as of one whose content was not captured. */
function readFacts(row: Row, readContent: ReadContent): PredictionFacts {
  let isWhole = row.body !== ''
  const facts = factsOf(row, (id) => {
    const read = readContent(id)
    if (read === undefined) isWhole = false
    return read
  })
  return isWhole ? facts : { ...facts, capture: { ...facts.capture, content: false } }
}

function factsOf(row: Row, readContent: ReadContent): PredictionFacts {
  const [traceId, spanId] = [idOf(row.trace), idOf(row.span)]
  const read = (id: number | null): unknown => (id === null ? null : (readContent(id) ?? null))
  return readBody(row.body === '' ? '{}' : row.body, {
    id: `${traceId}-${spanId}`,
    traceId,
    spanId,
    parentSpanId: row.parent === null ? null : idOf(row.parent),
    task: fromText(row.task),
    // A column of ours holds what was of this type when it was written.
    kind: row.kind as PredictionKind,
    convention: fromText(row.convention),
    service: fromTextOrNull(row.service),
    environment: fromTextOrNull(row.environment),
    release: fromTextOrNull(row.release),
    provider: fromTextOrNull(row.provider),
    model: { requested: fromTextOrNull(row.model_requested), responded: fromTextOrNull(row.model_responded) },
    responseId: fromTextOrNull(row.responseId),
    prompt: { name: fromTextOrNull(row.prompt_name), version: fromTextOrNull(row.prompt_version) },
    variant: fromTextOrNull(row.variant),
    startedAt: new Date(row.startedMs).toISOString(),
    durationMs: row.durationMs,
    firstTokenMs: row.firstTokenMs,
    status: statusOf(row.status),
    usage: {
      inputTokens: row.inputTokens,
      outputTokens: row.outputTokens,
      cachedInputTokens: row.cachedInputTokens,
      reasoningTokens: row.reasoningTokens,
      costUsd: row.costUsd,
    },
    labels: row.labels,
    session: fromTextOrNull(row.session),
    user: fromTextOrNull(row.person),
    key: fromTextOrNull(row.key),
    input: {
      system: read(row.system) as string | null,
      tools: read(row.tools) as ToolDefinition[] | null,
    },
    finishReason: finishReasonOf(row.finishReason),
    parameters: read(row.parameters) as JsonObject | null,
    messages: row.messages === null ? null : readMessages(row.messages, readContent),
  })
}

/** The counterpart of what is written: two counts, each plus one, then the ids. */
function readMessages(column: Buffer, readContent: ReadContent) {
  const [inputCount = 0, outputCount = 0, ...ids] = decodeIds(column)
  const messages = ids.map((id) => readContent(id) as Message | undefined).filter((message) => message !== undefined)
  // A conversation with gaps would be read as one that was so.
  if (messages.length < ids.length) return { input: null, output: null }
  const inputs = Math.max(inputCount - 1, 0)
  return {
    input: inputCount === 0 ? null : messages.slice(0, inputs),
    output: outputCount === 0 ? null : messages.slice(inputs),
  }
}
