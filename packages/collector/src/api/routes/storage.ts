// How the store is, for whoever looks after it.

import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { endpoint } from '../endpoint.ts'

export function storageRoutes(app: Hono, parts: Pick<AppParts, 'rows' | 'budget'>): void {
  endpoint(app, parts, 'readStorage', () => parts.rows.report())
}
