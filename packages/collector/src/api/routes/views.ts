// Saved views: choices of filters under a name, for everybody who uses this collector. Whoever reviews may save them:
// they change what a page shows first, and nothing that is kept.

import type { SavedView, SavedViewInput } from '@trimtab/contract'
import { ENDPOINTS } from '@trimtab/contract/endpoints'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { changedBy } from '../changed-by.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'
import { createQueryReader } from '../read-query.ts'

/** A view begins at the newest; how far it goes on is the page's to say. */
const { cursor: _cursor, limit: _limit, ...ofPredictions } = ENDPOINTS.listPredictions.query ?? ({} as never)
const readPredictionsQuery = createQueryReader(ofPredictions)

type ViewParts = Pick<AppParts, 'state' | 'clock' | 'makeId' | 'budget'>

export function viewRoutes(app: Hono, parts: ViewParts): void {
  const { state, clock, makeId } = parts

  endpoint(app, parts, 'listViews', async ({ query }) => ({ views: await state.views(query.screen) }))

  endpoint(app, parts, 'createView', async ({ body, caller }) =>
    savedOr(await state.addView({ id: makeId(), ...asAddress(body) }, changedBy(caller, clock)), body.name),
  )

  endpoint(app, parts, 'changeView', async ({ path: { id }, body, caller }) => {
    const saved = await state.changeView({ id, ...asAddress(body) }, changedBy(caller, clock))
    if (saved === 'not-found') throw notFound(id)
    return savedOr(saved, body.name)
  })

  endpoint(app, parts, 'deleteView', async ({ path: { id }, caller }) => {
    if (!(await state.deleteView(id, changedBy(caller, clock)))) throw notFound(id)
    return null
  })
}

/** What its screen could not be asked would be a view that shows something else than its name says. */
function asAddress({ query, ...view }: SavedViewInput): SavedViewInput {
  const address = { ...view, query: query.replace(/^\?/, '') }
  if (view.screen !== 'predictions') return address
  try {
    readPredictionsQuery(new URLSearchParams(address.query))
    return address
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const errors = (error.errors ?? []).map(({ pointer, message }) => ({
      pointer: '/query',
      message: `${pointer.slice(1)} ${message}`,
    }))
    throw new ProblemError('request.invalid', 'The body does not have the right shape.', { errors })
  }
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
