// What is new, told as it happens: pages ask for it then, and not every few seconds.

import { ROUTES } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { answerEvents } from '../live/event-stream.ts'

export function eventRoutes(app: Hono, { live }: Pick<AppParts, 'live'>): void {
  app.get(ROUTES.events, function followEvents(context) {
    return answerEvents(context, { live, first: null, dataOf: async (event) => event })
  })
}
