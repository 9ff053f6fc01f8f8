// What a schema found wrong, in words and as JSON Pointers.

import type { ZodError } from 'zod'

export interface SchemaIssue {
  pointer: string
  message: string
}

export function listIssues(error: ZodError | undefined): SchemaIssue[] {
  return (error?.issues ?? []).map((issue) => ({
    pointer: issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    message: issue.message,
  }))
}

/** The first issue as one phrase. */
export function explainIssue(error: ZodError | undefined): string {
  const [issue] = listIssues(error)
  if (issue === undefined) return 'the value has the wrong shape'
  return issue.pointer === '' ? issue.message : `${issue.pointer}: ${issue.message}`
}
