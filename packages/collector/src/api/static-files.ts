// The dashboard's files. Its addresses are the page itself; what the build names by its content is kept for good.

import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono, MiddlewareHandler } from 'hono'
import type { AppParts } from './app-parts.ts'

/** The page's own addresses: they all get the page, which reads the rest from the address. */
const PAGES = ['/', '/predictions', '/predictions/:id']

const keepForGood: MiddlewareHandler = async function keepForGood(context, next) {
  await next()
  if (context.res.ok) context.res.headers.set('cache-control', 'public, max-age=31536000, immutable')
}

const askAgain: MiddlewareHandler = async function askAgain(context, next) {
  await next()
  context.res.headers.set('cache-control', 'no-cache')
}

export function dashboardFiles(app: Hono, { dashboardFolder }: Pick<AppParts, 'dashboardFolder'>): void {
  if (dashboardFolder === null) return
  for (const page of PAGES) app.get(page, askAgain, serveStatic({ root: dashboardFolder, path: 'index.html' }))
  app.get('/assets/*', keepForGood, serveStatic({ root: dashboardFolder }))
  app.get('/favicon.svg', askAgain, serveStatic({ root: dashboardFolder }))
}
