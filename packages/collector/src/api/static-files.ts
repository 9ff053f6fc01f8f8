// The dashboard's files. Every address that is not an interface or a file is the page's own: it knows which it has.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono, MiddlewareHandler } from 'hono'
import type { AppParts } from './app-parts.ts'

/** The addresses that show something; the page at any other says that there is nothing. */
const PAGES = [
  '/',
  '/predictions',
  '/predictions/:id',
  '/review',
  '/review/:queue',
  '/review/:queue/report',
  '/review/:queue/edit',
  '/waiting',
]

/** What the build names by its content never changes. */
const keepForGood: MiddlewareHandler = async function keepForGood(context, next) {
  await next()
  if (context.res.ok) context.res.headers.set('cache-control', 'public, max-age=31536000, immutable')
}

export function dashboardFiles(app: Hono, { dashboardFolder }: Pick<AppParts, 'dashboardFolder'>): void {
  if (dashboardFolder === null) return
  const page = readFileSync(join(dashboardFolder, 'index.html'), 'utf8')
  const headers = { 'cache-control': 'no-cache' }
  for (const address of PAGES) app.get(address, (context) => context.html(page, 200, headers))
  app.get('/assets/*', keepForGood, serveStatic({ root: dashboardFolder }))
  app.get('/favicon.svg', serveStatic({ root: dashboardFolder }))
  app.get('*', async function showNothingHere(context, next) {
    const isProgram = /^\/(api|v1)\//.test(context.req.path)
    const isPerson = !isProgram && (context.req.header('accept')?.includes('text/html') ?? false)
    return isPerson ? context.html(page, 404, headers) : next()
  })
}
