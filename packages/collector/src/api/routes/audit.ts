// Who changed what, page by page from the newest.

import { PAGE_ITEMS_DEFAULT } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'

/** The sequence of the last entry of a page. Entries never change, so that is a place for good, and nothing to hide. */
const CURSOR = /^[1-9]\d{0,14}$/

export function auditRoutes(app: Hono, parts: Pick<AppParts, 'state' | 'budget'>): void {
  const { state } = parts

  endpoint(app, parts, 'listChanges', async ({ query: { cursor, limit = PAGE_ITEMS_DEFAULT } }) => {
    const entries = await state.changes(limit + 1, cursor === undefined ? undefined : sequenceIn(cursor))
    const page = entries.slice(0, limit)
    const last = entries.length > limit ? page.at(-1) : undefined
    return { entries: page, nextCursor: last === undefined ? null : String(last.sequence) }
  })
}

function sequenceIn(cursor: string): number {
  if (CURSOR.test(cursor)) return Number(cursor)
  throw new ProblemError('query.cursor', 'The cursor is of no page of changes; start from the first page.')
}
