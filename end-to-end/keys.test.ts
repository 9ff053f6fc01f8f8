// Keys as people meet them: made with the command beside a collector that runs, asked for by its page within seconds,
// and gone again when they are revoked. Through the built programs and a real browser.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApiKey } from '@trimtab/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityViolations, openBrowser, overflows } from './browser.ts'
import { collectorCommand, collectorOn, type Ended, run, type Serving } from './processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'trimtab-keys-'))
const data = join(folder, 'data')
let collector: Serving
let browser: Browser
let page: Page
let ops: ApiKey & { key: string }
let reader: ApiKey & { key: string }

beforeAll(async () => {
  collector = await collectorOn(data, { TRIMTAB_LOG_LEVEL: 'info' })
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
})

afterAll(async () => {
  await browser.close()
  await collector.stop()
  rmSync(folder, { recursive: true })
})

async function keys(...parameters: string[]): Promise<ApiKey & { key: string }> {
  const command = ['keys', ...parameters, '--data', data, '--json']
  const { stdout } = await run({ script: collectorCommand, parameters: command })
  return JSON.parse(stdout) as ApiKey & { key: string }
}

function serveFor(host: string, withData: string): Promise<Ended> {
  return run({ script: collectorCommand, parameters: ['serve', '--host', host, '--port', '0', '--data', withData] })
}

const overview = async (key: string) =>
  (await fetch(`${collector.url}/api/overview`, { headers: { authorization: `Bearer ${key}` } })).status

describe('keys', () => {
  it('are asked for within seconds of the first one, by a collector and a page that run', async () => {
    await page.goto(collector.url)
    await page.getByText(`Listening on ${collector.url}`).waitFor()
    ops = await keys('create', '--scope', 'admin', '--name', 'ops')
    await page.getByRole('heading', { name: 'This collector asks for a key.' }).waitFor()
    expect(await accessibilityViolations(page)).toEqual([])
  })

  it('that are wrong are refused in a sentence, and the page waits for another', async () => {
    await page.getByLabel('Key').fill('tt_wrong')
    await page.getByLabel('Key').press('Enter')
    await page.getByText('This collector does not know this key, or it was revoked.').waitFor()
    expect(await accessibilityViolations(page)).toEqual([])
  })

  it('that may read sign the page in, and stand nowhere a script could find them', async () => {
    reader = await keys('create', '--scope', 'read', '--name', 'reader')
    await page.getByLabel('Key').fill(reader.key)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText(`Listening on ${collector.url}`).waitFor()
    const held = await page.evaluate(() =>
      JSON.stringify([document.cookie, Object.entries(localStorage), Object.entries(sessionStorage)]),
    )
    expect(held).not.toContain(reader.key.slice(14))
    expect(held).not.toContain('trimtab_session')
    await page.reload()
    await page.getByText(`Listening on ${collector.url}`).waitFor()
  })

  it.each([
    ['light', 390],
    ['dark', 390],
    ['dark', 1440],
  ] as const)('are asked for in the %s theme at %i pixels where everything can be read', async (colorScheme, width) => {
    const stranger = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
    await stranger.goto(collector.url)
    await stranger.getByLabel('Key').waitFor()
    expect(await overflows(stranger)).toBe(false)
    expect(await accessibilityViolations(stranger)).toEqual([])
    await stranger.close()
  })

  it('that are revoked sign the page out, and leave the others good', async () => {
    await keys('revoke', reader.id)
    await page.getByRole('heading', { name: 'This collector asks for a key.' }).waitFor()
    expect([await overview(reader.key), await overview(ops.key), await overview('')]).toEqual([401, 200, 401])
  })

  it('keep a collector that others can reach from starting until there is one that may everything', async () => {
    const { exitCode, stderr } = await serveFor('0.0.0.0', join(folder, 'other'))
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /^trimtab: On 0\.0\.0\.0 others can reach Trimtab, .*`trimtab keys create --scope admin --data .*other`/,
    )
    expect(stderr.trimEnd()).not.toContain('\n')
  })

  it('leave lines in the log, and no key in any of them', async () => {
    const { stdout, stderr } = await collector.stop()
    const lines = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string })
    expect(lines.map(({ event }) => event)).toEqual(expect.arrayContaining(['started', 'refused', 'stopped']))
    for (const { key } of [ops, reader]) expect(stdout + stderr).not.toContain(key.slice(14))
    collector = await collectorOn(data)
  })
})
