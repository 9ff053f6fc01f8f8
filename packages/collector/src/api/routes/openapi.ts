// What the interface says of itself, for machines and as a page.

import { createRequire } from 'node:module'
import { ROUTES } from '@trimtab/contract'
import type { Hono } from 'hono'
import { writeDocsPage } from '../openapi/docs-page.ts'
import { DOCS_STYLE } from '../openapi/docs-style.ts'
import type { OpenapiDocument } from '../openapi/openapi-document.ts'
import { writeOpenapi } from '../openapi/write-openapi.ts'

const { version } = createRequire(import.meta.url)('@trimtab/collector/package.json') as { version: string }

export function openapiRoutes(app: Hono): void {
  let written: OpenapiDocument | null = null
  // Few ask for it, and nothing in it changes while the process runs.
  const read = (): OpenapiDocument => (written ??= writeOpenapi(version))

  app.get(ROUTES.openapi, (context) => context.json(read()))
  app.get(ROUTES.docs, (context) => context.html(writeDocsPage(read(), new URL(context.req.url).origin)))
  app.get(ROUTES.docsStyle, (context) => context.body(DOCS_STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }))
}
