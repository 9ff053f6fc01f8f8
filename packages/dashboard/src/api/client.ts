// The collector's HTTP interface as typed functions. Every outcome is a value: what was read, a problem the collector
// reports, or no answer at all. Knows no screen.
import { type Operation, type OperationName, OPERATIONS, type OperationShapes, type Problem } from '@trimtab/contract'
import { addressOf, type AddressParts } from './address.ts'

export type Answer<Value> =
  | { kind: 'value'; value: Value; etag: string | null }
  | { kind: 'unchanged' }
  | { kind: 'problem'; problem: Problem }
  | { kind: 'no-answer' }

/** Why something did not succeed, to be shown. */
export interface Reason {
  detail: string
  code: string | null
  /** What is wrong where, as JSON Pointers. */
  errors?: Problem['errors']
}

const ANSWER_WITHIN_MS = 10_000
const JSON_HEADERS = { 'content-type': 'application/json' }

/** What an operation is asked with: what it takes and nothing else. */
export type Asked<Name extends OperationName> = AddressParts<Name> &
  (OperationShapes[Name]['body'] extends undefined ? { body?: undefined } : { body: OperationShapes[Name]['body'] })

/** What is answered at once; events are followed instead. */
type AnsweredName = {
  [name in OperationName]: OperationShapes[name]['answer'] extends string ? never : name
}[OperationName]

/** Asks the collector for an operation of the contract, by its name. What is known by its tag is not read again. */
export async function ask<Name extends AnsweredName>(
  name: Name,
  asked: Asked<Name>,
  knownEtag: string | null = null,
): Promise<Answer<OperationShapes[Name]['answer']>> {
  const { method }: Operation = OPERATIONS[name]
  try {
    const response = await fetch(addressOf(name, asked), {
      method,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      // The browser sends If-None-Match with the copy it holds: an unchanged answer costs a 304.
      ...(method === 'GET' ? { cache: 'no-cache' as const } : {}),
      ...(asked.body === undefined ? {} : { headers: JSON_HEADERS, body: JSON.stringify(asked.body) }),
    })
    const text = await response.text()
    if (!response.ok) return refusal(response.status, text)
    const etag = response.headers.get('etag')
    if (etag !== null && etag === knownEtag) return { kind: 'unchanged' }
    return parsed(response.status === 204 ? 'null' : text, etag)
  } catch {
    return { kind: 'no-answer' }
  }
}

/** Null when there is nothing to complain about. */
export function reasonOf(answer: Answer<unknown>): Reason | null {
  if (answer.kind === 'problem') return answer.problem
  return answer.kind === 'no-answer' ? { detail: 'The collector is not answering.', code: null } : null
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
