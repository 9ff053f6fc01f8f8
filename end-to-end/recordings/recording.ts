// One recorded case: the requests as they were sent, and what is true of the model calls behind them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json, JsonObject } from '@trimtab/contract'

const FIXTURES = join(import.meta.dirname, 'fixtures')

export interface RecordedRequest {
  path: string
  contentType: string
  isGzipped: boolean
  isGrpc: boolean
  headers: { [name: string]: string }
  body: Buffer
}

export interface ExpectedMessage {
  role: string
  text: string | null
  toolCalls?: ExpectedToolCall[]
  toolCallId?: string
  imageUrls?: string[]
}

export interface ExpectedToolCall {
  id: string
  name: string
  arguments: Json
}

/** A model call as the one who answered it knows it. */
export interface ExpectedCall {
  provider: string
  operation: 'chat' | 'embeddings'
  requestModel: string
  responseModel: string | null
  responseId?: string | null
  systemText?: string | null
  userText?: string | null
  imageUrl?: string | null
  inputMessages?: ExpectedMessage[]
  outputText?: string | null
  structuredOutput?: Json
  toolCalls?: ExpectedToolCall[] | null
  toolDefinitions?: string[] | null
  choices?: string[]
  finishReason?: string | null
  inputTokens: number | null
  outputTokens: number | null
  cachedInputTokens?: number | null
  reasoningTokens?: number | null
  params?: JsonObject
  error: { status: number; message: string } | null
  inputs?: string[]
}

/** Whether a value is in the payload: literally, as a part of a longer text, or not at all; null: nothing to look for. */
export type Sighting = 'exact' | 'substring' | boolean | null

type ObservedFact =
  | 'requestModel'
  | 'responseModel'
  | 'responseId'
  | 'systemText'
  | 'userText'
  | 'outputText'
  | 'finishReason'
  | 'inputTokens'
  | 'inputTokensExclCache'
  | 'outputTokens'
  | 'cachedInputTokens'
  | 'reasoningTokens'
  | 'errorMessage'
  | 'imageUrl'

export type ObservedCall = { [fact in ObservedFact]?: Sighting } & {
  visible: boolean
  toolCallIds?: Sighting[] | null
  inputs?: Sighting[]
}

export interface Expected {
  convention: string
  contentCaptured: boolean
  modelCallCount: number
  modelCalls: ExpectedCall[]
  sessionId: string | null
  userId: string | null
  tags?: string[]
  metadata?: JsonObject
  promptName?: string
  promptVersion?: string | number
  feedback?: JsonObject[]
  traceId?: string
  spanId?: string
}

export interface Recording {
  name: string
  stack: string
  requests: RecordedRequest[]
  expected: Expected
  observed: { callsVisible: number; sessionId: Sighting; userId: Sighting; perCall: ObservedCall[] }
}

interface MetaRequest {
  file: string
  path: string
  contentType: string
  contentEncoding: string | null
  headers: { [name: string]: string }
  transport?: string
}

/** Names of all cases, in order. */
export function recordedCases(): string[] {
  return readdirSync(FIXTURES).toSorted()
}

export function readRecording(name: string): Recording {
  const folder = join(FIXTURES, name)
  const meta = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as Omit<Recording, 'name' | 'requests'> & {
    requests: MetaRequest[]
  }
  const requests = meta.requests.map(({ file, path, contentType, contentEncoding, headers, transport }) => ({
    path,
    contentType,
    isGzipped: contentEncoding === 'gzip',
    isGrpc: transport === 'grpc',
    headers,
    body: readFileSync(join(folder, file)),
  }))
  return { name, stack: meta.stack, requests, expected: meta.expected, observed: meta.observed }
}
