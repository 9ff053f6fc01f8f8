// The collector's HTTP interface as typed functions. Every outcome is a value: what was read, a problem the collector
// reports, or no answer at all. Knows no screen.
import {
  type FeedbackInput,
  type FeedbackReceipt,
  type Overview,
  type Prediction,
  type PredictionPage,
  type Problem,
  ROUTES,
  type Session,
} from '@trimtab/contract'
import { FILTERS, type PredictionFilters } from './filters.ts'

export type Answer<Value> =
  | { kind: 'value'; value: Value; etag: string | null }
  | { kind: 'unchanged' }
  | { kind: 'problem'; problem: Problem }
  | { kind: 'no-answer' }

/** Why something did not succeed, to be shown. */
export interface Reason {
  detail: string
  code: string | null
}

const ANSWER_WITHIN_MS = 10_000

export function readOverview(knownEtag: string | null = null): Promise<Answer<Overview>> {
  return read(ROUTES.overview, knownEtag)
}

export function readPrediction(id: string, knownEtag: string | null = null): Promise<Answer<Prediction>> {
  return read(ROUTES.prediction.replace('{id}', encodeURIComponent(id)), knownEtag)
}

export function readPredictions(
  query: PredictionFilters & { cursor: string | null; limit: number },
  knownEtag: string | null = null,
): Promise<Answer<PredictionPage>> {
  const search = new URLSearchParams({ limit: String(query.limit) })
  for (const name of FILTERS) {
    const value = query[name]
    if (value !== null) search.set(name, value)
  }
  if (query.cursor !== null) search.set('cursor', query.cursor)
  return read(`${ROUTES.predictions}?${search}`, knownEtag)
}

export function sendFeedback(feedback: FeedbackInput): Promise<Answer<FeedbackReceipt>> {
  const headers = { 'content-type': 'application/json' }
  return ask(ROUTES.feedback, null, { method: 'POST', headers, body: JSON.stringify(feedback) })
}

/** The browser keeps what the collector gives for the key; this page never sees it. */
export function signIn(key: string): Promise<Answer<Session>> {
  const headers = { 'content-type': 'application/json' }
  return ask(ROUTES.session, null, { method: 'POST', headers, body: JSON.stringify({ key }) })
}

/** What the key of this page may do. */
export function readSession(): Promise<Answer<Pick<Session, 'scopes'>>> {
  return read(ROUTES.session, null)
}

/** Null when there is nothing to complain about. */
export function reasonOf(answer: Answer<unknown>): Reason | null {
  if (answer.kind === 'problem') return answer.problem
  return answer.kind === 'no-answer' ? { detail: 'The collector is not answering.', code: null } : null
}

/** `no-cache` lets the browser send If-None-Match with the copy it holds: an unchanged answer costs a 304. */
function read<Value>(url: string, knownEtag: string | null): Promise<Answer<Value>> {
  return ask(url, knownEtag, { cache: 'no-cache' })
}

async function ask<Value>(url: string, knownEtag: string | null, request: RequestInit): Promise<Answer<Value>> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    const text = await response.text()
    if (!response.ok) return refusal(response.status, text)
    const etag = response.headers.get('etag')
    if (etag !== null && etag === knownEtag) return { kind: 'unchanged' }
    return parsed<Value>(text, etag)
  } catch {
    return { kind: 'no-answer' }
  }
}

function parsed<Value>(text: string, etag: string | null): Answer<Value> {
  try {
    return { kind: 'value', value: JSON.parse(text) as Value, etag }
  } catch {
    return { kind: 'problem', problem: unexpected(200, 'The answer is not JSON.') }
  }
}

/** Whatever refuses without a problem document is not the collector speaking, but something in front of it. */
function refusal(status: number, text: string): Answer<never> {
  try {
    const body = JSON.parse(text) as Partial<Problem> | null
    if (typeof body?.code === 'string') return { kind: 'problem', problem: { ...unexpected(status, ''), ...body } }
  } catch {
    // A page of a proxy.
  }
  if (status >= 502 && status <= 504) return { kind: 'no-answer' }
  return { kind: 'problem', problem: unexpected(status, `The answer was HTTP ${status}.`) }
}

function unexpected(status: number, detail: string): Problem {
  return { type: 'about:blank', title: 'Unexpected answer', status, code: 'internal', detail }
}
