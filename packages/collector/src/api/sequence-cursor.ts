// A place in a list that only grows at its end: the sequence of what stands there, which never changes. So it is a place
// for good, and nothing to hide.

import { ProblemError } from './problem.ts'

const CURSOR = /^[1-9]\d{0,14}$/

export function sequenceIn(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  if (CURSOR.test(cursor)) return Number(cursor)
  throw new ProblemError('query.cursor', 'The cursor is of no page of this list; start from the first page.')
}
