// Who changed what, page by page from the newest.

import { PAGE_ITEMS_DEFAULT } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { endpoint } from '../endpoint.ts'
import { sequenceIn } from '../sequence-cursor.ts'

export function auditRoutes(app: Hono, parts: Pick<AppParts, 'state' | 'budget'>): void {
  const { state } = parts

  endpoint(app, parts, 'listChanges', async ({ query: { cursor, limit = PAGE_ITEMS_DEFAULT } }) => {
    const entries = await state.changes(limit + 1, sequenceIn(cursor))
    const page = entries.slice(0, limit)
    const last = entries.length > limit ? page.at(-1) : undefined
    return { entries: page, nextCursor: last === undefined ? null : String(last.sequence) }
  })
}
