// Reads of a prediction what search asks of it and nothing else: the messages it has not from the turns before it, the
// rest of its body, its labels and its source. Everything that has columns of its own stays unread.

import type { Buffer } from 'node:buffer'
import type { Message, PredictionFacts } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { prepareReadContent } from '../content/content.ts'
import { decodeIds } from '../content/id-list.ts'
import { prepareReadBlocks } from '../content/read-blocks.ts'
import { type Columns, readBody } from '../predictions/body.ts'

export interface SaidRow {
  id: number
  source: number
  session: number | null
  startedMs: number
  startedNsRest: number
  labels: string | null
  messages: Buffer | null
  body: string
}

interface Said {
  row: SaidRow
  facts: Pick<PredictionFacts, 'input' | 'output' | 'tags' | 'metadata'>
}

/** Without the first messages of the input, as many as are told. Null where there is no such row any more. */
export type ReadSaid = (rowId: number, countOld: (row: SaidRow, input: number[]) => number) => Said | null

export function prepareReadSaid(client: Database.Database): () => ReadSaid {
  const select = client.prepare<[number], SaidRow>(
    `SELECT id, source, session, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest, labels, messages, body
     FROM prediction WHERE id = ?`,
  )
  const openContent = prepareReadContent(client)
  const openBodies = prepareReadBlocks(client, 'body_block')
  return () => {
    const readContent = openContent()
    const readPacked = openBodies()
    // What is not there is not found, and all else is.
    const readMessages = (ids: number[]): Message[] =>
      ids.map((id) => readContent(id) as Message | undefined).filter((message) => message !== undefined)
    return (rowId, countOld) => {
      const row = select.get(rowId)
      if (row === undefined) return null
      const { input, output } = idsOf(row.messages)
      const messages =
        row.messages === null
          ? null
          : { input: readMessages(input.slice(countOld(row, input))), output: readMessages(output) }
      const body = row.body === '' ? (readPacked(rowId) ?? '{}') : row.body
      return { row, facts: readBody(body, { ...UNREAD, labels: row.labels, messages }) }
    }
  }
}

/** As they are written: two counts, each plus one, then the ids of the input and of the output. */
export function idsOf(messages: Buffer | null): { input: number[]; output: number[]; all: number[] } {
  const [inputCount = 0, , ...all] = messages === null ? [] : decodeIds(messages)
  const inputs = Math.max(inputCount - 1, 0)
  return { input: all.slice(0, inputs), output: all.slice(inputs), all }
}

const UNREAD: Omit<Columns, 'labels' | 'messages'> = {
  id: '',
  traceId: '',
  spanId: '',
  parentSpanId: null,
  task: '',
  kind: 'generation',
  convention: '',
  service: null,
  environment: null,
  release: null,
  provider: null,
  model: { requested: null, responded: null },
  responseId: null,
  prompt: { name: null, version: null },
  variant: null,
  startedAt: '',
  durationMs: null,
  firstTokenMs: null,
  status: 'ok',
  usage: { inputTokens: null, outputTokens: null, cachedInputTokens: null, reasoningTokens: null, costUsd: null },
  session: null,
  user: null,
  key: null,
  input: { system: null, tools: null },
  finishReason: null,
  parameters: null,
}
