import { ROUTES } from '@trimtab/contract'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { scopeOf } from './key-guard.ts'

describe('an address asks', () => {
  it.each([
    ['GET', ROUTES.overview, 'read'],
    ['HEAD', '/api/predictions/a', 'read'],
    ['GET', ROUTES.openapi, 'read'],
    ['GET', ROUTES.selfMetrics, 'read'],
    ['GET', '/api/nothing', 'read'],
    ['POST', '/api/reviews/r-1', 'review'],
    ['PUT', '/api/drift/support.reply/baseline', 'admin'],
    ['DELETE', '/api/people/u-1', 'admin'],
    ['GET', ROUTES.keys, 'admin'],
    ['HEAD', ROUTES.audit, 'admin'],
    ['GET', ROUTES.retention, 'read'],
    ['PUT', ROUTES.retention, 'admin'],
    ['POST', '/api/reviews', 'admin'],
    ['POST', '/api/nothing', 'admin'],
    ['POST', '/otel/nothing', 'admin'],
    ['DELETE', '/feedback/1', 'admin'],
    ['POST', '/nothing', 'admin'],
    ['ANYTHING', ROUTES.overview, 'admin'],
  ])('with %s %s for the scope %s', (method, path, scope) => {
    expect(scopeOf(method, path)).toBe(scope)
  })

  it.each([
    ['GET', '/'],
    ['GET', '/predictions/a'],
    ['HEAD', '/assets/main.js'],
    ['GET', ROUTES.health],
    ['GET', ROUTES.ready],
    ['OPTIONS', ROUTES.feedback],
  ])('with %s %s for nothing', (method, path) => {
    expect(scopeOf(method, path)).toBeNull()
  })

  it.each([ROUTES.traces, '/otel/v1/logs', '/api/public/otel/v1/metrics', ROUTES.feedback, ROUTES.session])(
    'at the door of its own: %s',
    (path) => {
      expect(scopeOf('POST', path)).toBeNull()
    },
  )

  it('for the same however the address is spelled', async () => {
    const app = new Hono()
    app.get('*', (context) => context.text(scopeOf(context.req.method, context.req.path) ?? 'none'))
    const asked = async (path: string) => (await app.request(`http://127.0.0.1${path}`)).text()
    for (const path of ['/api/keys', '/api/%6Beys', '/%61pi/keys', '/api/keys?a', '/api/./keys', '/api/x/../keys'])
      expect([path, await asked(path)]).toEqual([path, 'admin'])
  })
})
