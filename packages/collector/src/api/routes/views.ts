// Saved views: choices of filters under a name, for everybody who uses this collector. Whoever reviews may save them:
// they change what a page shows first, and nothing that is kept.

import type { SavedView } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { changedBy } from '../changed-by.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'

type ViewParts = Pick<AppParts, 'state' | 'clock' | 'makeId' | 'budget'>

export function viewRoutes(app: Hono, parts: ViewParts): void {
  const { state, clock, makeId } = parts

  endpoint(app, parts, 'listViews', async ({ query }) => ({ views: await state.views(query.screen) }))

  endpoint(app, parts, 'createView', async ({ body, caller }) =>
    savedOr(await state.addView({ id: makeId(), ...body }, changedBy(caller, clock)), body.name),
  )

  endpoint(app, parts, 'changeView', async ({ path: { id }, body, caller }) => {
    const saved = await state.changeView({ id, ...body }, changedBy(caller, clock))
    if (saved === 'not-found') throw notFound(id)
    return savedOr(saved, body.name)
  })

  endpoint(app, parts, 'deleteView', async ({ path: { id }, caller }) => {
    if (!(await state.deleteView(id, changedBy(caller, clock)))) throw notFound(id)
    return null
  })
}

function savedOr(saved: SavedView | 'name-taken' | 'too-many', name: string): SavedView {
  if (saved === 'name-taken')
    throw new ProblemError('view.name_taken', `Another view of this screen is named ${JSON.stringify(name)}.`)
  if (saved === 'too-many') throw new ProblemError('view.too_many')
  return saved
}

function notFound(id: string): ProblemError {
  return new ProblemError('view.not_found', `No view has the id ${id}.`)
}
