// What a schema found wrong: for a program as JSON Pointers, for a person in words.

import type { ZodError } from 'zod'

export interface SchemaIssue {
  pointer: string
  message: string
}

type ZodIssue = ZodError['issues'][number]

export function listIssues(error: ZodError | undefined): SchemaIssue[] {
  return (error?.issues ?? []).map((issue) => ({
    pointer: pointerTo(...issue.path),
    message: sayIssue(issue),
  }))
}

/** As a JSON Pointer. */
export function pointerTo(...path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The first issue as one phrase: `select.task is missing`. */
export function explainIssue(error: ZodError | undefined): string {
  const [issue] = error?.issues ?? []
  if (issue === undefined) return 'it has the wrong shape'
  const place = issue.path.map(String).join('.')
  if (place === '') return sayIssue(issue)
  return issue.code === 'custom' ? `${place}: ${sayIssue(issue)}` : `${place} ${sayIssue(issue)}`
}

/** In our words: the schema library speaks to programmers. */
function sayIssue(issue: ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return 'is missing'
      return issue.expected === 'int' ? 'must be a whole number' : `must be of type ${issue.expected}`
    case 'unrecognized_keys':
      return `has a field that is not known: ${issue.keys.join(', ')}`
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`
    case 'too_small':
      if (issue.inclusive === false) return `must be above ${issue.minimum}`
      return issue.minimum === 1 && !isNumeric(issue.origin) ? 'must not be empty' : `must be at least ${issue.minimum}`
    case 'too_big':
      return `must be at most ${issue.maximum}${isNumeric(issue.origin) ? '' : ' long'}`
    case 'invalid_key':
      return `its name ${issue.issues.map(sayIssue).join(', and ')}`
    case 'invalid_format':
      return issue.format === 'datetime' ? 'must be a time such as 2026-11-21T10:00:00Z' : issue.message
    default:
      return issue.message
  }
}

function isNumeric(origin: string): boolean {
  return origin === 'number' || origin === 'int'
}
