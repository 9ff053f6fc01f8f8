import { Validator } from '@seriousme/openapi-schema-validator'
import { ROUTES } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { makeParts, ORIGIN } from '../../fixtures/app-parts.ts'
import { createApp } from '../app.ts'
import { routePath } from '../route-path.ts'
import { writeOpenapi } from './write-openapi.ts'

const document = writeOpenapi('1.2.3')
const app = createApp(makeParts())

const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${routePath(path)}`),
)

describe('the document of the interface', () => {
  it('is OpenAPI 3.1, by the schema of its authors', async () => {
    const copy = JSON.parse(JSON.stringify(document)) as { [name: string]: unknown }
    expect(await new Validator().validate(copy)).toMatchObject({ valid: true })
  })

  it('names what is served and nothing else', () => {
    const served = app.routes.flatMap(({ method, path }) => (method === 'ALL' ? [] : [`${method} ${path}`]))
    // OTLP is served at more addresses than one, by what they end with.
    const otlp = [ROUTES.traces, ROUTES.logs, ROUTES.metrics].map((path) => `POST ${path}`)
    expect([...new Set([...served, ...otlp])].toSorted()).toEqual(described.toSorted())
  })

  it('points only at shapes that are there', () => {
    const names = Array.from(JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g), ([, name]) => name)
    const { schemas } = document.components as { schemas: { [name: string]: unknown } }
    expect([...new Set(names)].filter((name) => schemas[name ?? ''] === undefined)).toEqual([])
  })

  it('says of each parameter what it means', () => {
    const parameters = Object.values(document.paths).flatMap(({ get }) => get?.parameters ?? [])
    const undescribed = parameters.filter(
      ({ in: place, description = '' }) => place === 'query' && !/\w.*\.$/.test(description),
    )
    expect([parameters.length > 0, undescribed]).toEqual([true, []])
  })

  it('is answered as JSON', async () => {
    const answer = await app.request(`${ORIGIN}/api/openapi.json`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(await answer.json()).toMatchObject({ openapi: '3.1.1', info: { title: 'Trimtab' } })
  })
})
