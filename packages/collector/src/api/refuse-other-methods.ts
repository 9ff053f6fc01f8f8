// Answers an address that exists for the methods that it does not take.

import type { Hono } from 'hono'
import { ProblemError } from './problem.ts'

/** An address that exists is not "not found" for the wrong method: it says which ones it takes. */
export function refuseOtherMethods(app: Hono): void {
  const methods = Map.groupBy(
    app.routes.filter(({ method }) => method !== 'ALL'),
    ({ path }) => path,
  )
  for (const [path, routes] of methods) {
    const allowed = routes.map(({ method }) => method).join(', ')
    app.all(path, (context) => {
      context.header('allow', allowed)
      throw new ProblemError('request.method_not_allowed', `${path} takes ${allowed} and not ${context.req.method}.`)
    })
  }
}
