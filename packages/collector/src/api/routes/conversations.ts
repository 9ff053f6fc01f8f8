// Whom predictions belong to: sessions and people.

import { PAGE_ITEMS_DEFAULT } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'

export function conversationRoutes(app: Hono, parts: Pick<AppParts, 'rows' | 'budget'>): void {
  const { rows } = parts
  endpoint(app, parts, 'listSessions', async ({ query }) => {
    const page = await rows.sessions({ ...query, limit: query.limit ?? PAGE_ITEMS_DEFAULT })
    if (page === null) throw new ProblemError('query.cursor')
    return page
  })

  endpoint(app, parts, 'readSessionSummary', async ({ path }) => {
    const session = await rows.session(path.session)
    if (session === null) throw new ProblemError('session.not_found', `No session has the name ${path.session}.`)
    return session
  })

  endpoint(app, parts, 'listPeople', async ({ query }) => {
    const page = await rows.people({ ...query, limit: query.limit ?? PAGE_ITEMS_DEFAULT })
    if (page === null) throw new ProblemError('query.cursor')
    return page
  })
}
