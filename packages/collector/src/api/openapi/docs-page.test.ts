import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { OPERATIONS, PROBLEM_CODES } from '@trimtab/contract'
import { SCHEMAS } from '@trimtab/contract/endpoints'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeParts, ORIGIN } from '../../fixtures/app-parts.ts'
import { createApp } from '../app.ts'
import { DOCS_STYLE } from './docs-style.ts'

const DASHBOARD_TOKENS = new URL('../../../../dashboard/src/theme/tokens.css', import.meta.url)

const app = createApp(makeParts())
let answer: Response
let page: string

beforeAll(async () => {
  answer = await app.request(`${ORIGIN}/api/docs`)
  page = await answer.text()
})

describe('the page of the interface', () => {
  it('shows every operation, every shape and every code, each under an address of its own', () => {
    expect(answer.status).toBe(200)
    const ids = Array.from(page.matchAll(/ id="([^"]+)"/g), ([, id = '']) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const shapes = Object.keys(SCHEMAS).map((name) => `shape-${name}`)
    expect(ids).toEqual(expect.arrayContaining([...Object.keys(OPERATIONS), ...shapes, ...Object.keys(PROBLEM_CODES)]))
  })

  it('leads nowhere that is not there', () => {
    const ids = new Set(Array.from(page.matchAll(/ id="([^"]+)"/g), ([, id]) => `#${id}`))
    const places = Array.from(page.matchAll(/href="([^"]+)"/g), ([, place = '']) => place)
    expect(places.filter((place) => place.startsWith('#') && !ids.has(place))).toEqual([])
    expect(places.filter((place) => !/^[#/]/.test(place))).toEqual([])
  })

  it('needs no script, no style of its own and nothing from elsewhere, as its policy says', () => {
    expect(page).not.toMatch(/<script|<style| style=| on\w+=|src=/)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
  })

  it('has a line for a terminal for each, with what could be sent', () => {
    const text = page.replaceAll('&quot;', '"').replaceAll('&#39;', "'")
    expect(text).toContain(
      `curl -H "Authorization: Bearer $TRIMTAB_KEY" -H 'content-type: application/json' -d '{"name":"Thumbs down","screen":"predictions","query":"feedback=down"}' '${ORIGIN}/api/views'`,
    )
    expect(text).toContain(`curl -X DELETE -H "Authorization: Bearer $TRIMTAB_KEY" '${ORIGIN}/api/people/USER'`)
    expect(text).toContain(`curl '${ORIGIN}/healthz'`)
  })

  it('says nothing of whoever asks for it that the page would run', async () => {
    const asked = await app.request(`http://127.0.0.1:4318/api/docs?"><script>alert(1)</script>`)
    expect(await asked.text()).not.toContain('<script')
  })
})

describe('how it looks', () => {
  it('is as the dashboard looks, by the same values', async () => {
    const served = await (await app.request(`${ORIGIN}/api/docs.css`)).text()
    expect(served).toBe(DOCS_STYLE)
    const colours = (css: string) =>
      Array.from(css.matchAll(/(--[\w-]+): (#\w+)/g), ([, name, value]) => `${name} ${value}`)
    const known = new Set(colours(readFileSync(fileURLToPath(DASHBOARD_TOKENS), 'utf8')))
    expect(colours(served).length).toBeGreaterThan(10)
    expect(colours(served).filter((colour) => !known.has(colour))).toEqual([])
  })
})
