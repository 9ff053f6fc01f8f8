// The whole loop, driven through the built programs and a real browser: a model call, the customer's thumb, the page
// that shows it, a reviewer's correction, and the training row it all becomes.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DatasetSummary, type Prediction, SPLITS } from '@trimtab/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityViolations, complaintsOf, openBrowser, overflows } from './browser.ts'
import { collectorCommand, collectorOn, root, run, type Serving, serve } from './processes.ts'

const SIGNING_KEY = 'a key of this test'
const QUESTION = 'Can I still return the blue kettle?'
const ANSWER = 'You can send it back within 30 days, free of charge. Shall I e-mail you the label?'

const folder = mkdtempSync(join(tmpdir(), 'trimtab-loop-'))
const data = join(folder, 'data')
const example = join(root, 'examples', 'support-bot')
let collector: Serving
let shop: Serving
let browser: Browser
let dashboard: Page
let complaints: string[]

beforeAll(async () => {
  collector = await collectorOn(data, { TRIMTAB_SIGNING_KEY: SIGNING_KEY })
  const environment = { TRIMTAB_URL: collector.url, TRIMTAB_SIGNING_KEY: SIGNING_KEY, PORT: '0' }
  shop = await serve({ script: join(example, 'page.mjs'), environment })
  browser = await openBrowser()
  dashboard = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  complaints = complaintsOf(dashboard)
})

afterAll(async () => {
  await browser.close()
  await shop.stop()
  await collector.stop()
  rmSync(folder, { recursive: true })
})

async function dataset(...parameters: string[]): Promise<string> {
  const end = await run({ script: collectorCommand, parameters: ['dataset', ...parameters, '--data', data] })
  expect(end).toMatchObject({ exitCode: 0, stderr: '' })
  return end.stdout
}

describe('the loop', () => {
  it('a collector that has seen nothing says how to begin', async () => {
    await dashboard.goto(collector.url)
    await dashboard.getByText(`Listening on ${collector.url}`).waitFor()
    expect(await accessibilityViolations(dashboard)).toEqual([])
  })

  it('a customer asks, and rates the answer from the page with a token', async () => {
    const page = await browser.newPage()
    await page.goto(shop.url)
    await page.getByLabel('Question').fill(QUESTION)
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.getByText(ANSWER).waitFor()
    await page.getByRole('button', { name: 'Helpful', exact: true }).click()
    await page.getByText('Thank you.').waitFor()
    await page.close()
  })

  it('the open dashboard moves on by itself', async () => {
    await dashboard.getByRole('heading', { name: 'Tasks' }).waitFor()
    await dashboard.getByText('support.reply').first().waitFor()
    expect(await accessibilityViolations(dashboard)).toEqual([])
  })

  it('the prediction stands in the list with its thumb', async () => {
    await dashboard.getByRole('navigation').getByRole('link', { name: 'Predictions' }).first().click()
    const row = dashboard.getByRole('link', { name: QUESTION })
    await row.waitFor()
    expect(await row.innerText()).toContain('Helpful')
    await row.click()
    await dashboard.getByRole('region', { name: 'Prediction' }).getByText(ANSWER).waitFor()
    expect(dashboard.url()).toMatch(/\/predictions\/[0-9a-f]{32}-[0-9a-f]{16}/)
  })

  it('a reviewer’s correction shows at once', async () => {
    const panel = dashboard.getByRole('region', { name: 'Prediction' })
    await panel.getByRole('button', { name: 'Edit correction' }).click()
    await panel.getByRole('textbox').fill('Yes: 30 days, free of charge.')
    await panel.getByRole('button', { name: /Save/ }).click()
    await panel.getByRole('list', { name: 'Feedback' }).getByText('Correction').first().waitFor()
    expect(await accessibilityViolations(dashboard)).toEqual([])
  })

  it('what the reviewer thinks is kept as a reviewer’s', async () => {
    const panel = dashboard.getByRole('region', { name: 'Prediction' })
    await panel.getByRole('button', { name: 'Not helpful' }).click()
    await panel.getByText('Marked not helpful.').waitFor()
    const id = /predictions\/([0-9a-f-]+)/.exec(dashboard.url())?.[1] ?? ''
    const prediction = (await (await fetch(`${collector.url}/api/predictions/${id}`)).json()) as Prediction
    expect(prediction.feedback).toMatchObject([
      { kind: 'thumbs', value: false, source: 'reviewer' },
      { kind: 'correction', source: 'reviewer' },
      { kind: 'thumbs', value: true, source: 'user' },
    ])
    await panel.getByRole('button', { name: 'Helpful', exact: true }).click()
    await panel.getByText('Marked helpful.').waitFor()
  })

  it('a new answer waits behind a button, and never moves what is being read', async () => {
    const { exitCode } = await run({ script: join(example, 'ask.mjs'), environment: { TRIMTAB_URL: collector.url } })
    expect(exitCode).toBe(0)
    await dashboard.getByRole('button', { name: '4 new' }).click()
    await dashboard.getByRole('link', { name: 'Do you ship to Norway?' }).waitFor()
  })

  it.each([
    ['light', 1440],
    ['light', 390],
    ['dark', 1440],
    ['dark', 390],
  ] as const)(
    'in the %s theme at %i pixels nothing sticks out and everything can be read',
    async (colorScheme, width) => {
      await dashboard.setViewportSize({ width, height: 900 })
      await dashboard.emulateMedia({ colorScheme })
      for (const path of ['/', '/predictions']) {
        await dashboard.goto(`${collector.url}${path}`)
        await dashboard.getByText('support.reply').first().waitFor({ state: 'attached' })
        expect(await overflows(dashboard)).toBe(false)
        expect(await accessibilityViolations(dashboard)).toEqual([])
      }
    },
  )

  it('what customers liked becomes training rows, and each row knows where it came from', async () => {
    await dataset('build', join(example, 'recipe.json'))
    const [summary] = JSON.parse(await dataset('list', '--json')) as DatasetSummary[]
    const out = join(folder, 'training')
    await dataset('export', summary?.id ?? '', '--format', 'openai-sft', '--out', out)
    const rows = SPLITS.flatMap((split) => readLines(join(out, `${split}.jsonl`)))
    expect(rows).toHaveLength(3)
    expect(rows).toContainEqual({
      messages: [
        { role: 'system', content: 'You answer for the shop. Be brief and kind.' },
        { role: 'user', content: QUESTION },
        { role: 'assistant', content: ANSWER },
      ],
    })
    expect(readLines(join(out, 'lineage.jsonl'))).toHaveLength(3)
  })

  it('a restart keeps everything, and the page finds the collector again', async () => {
    const before = await readOverview()
    expect(await collector.stop('SIGTERM')).toMatchObject({ exitCode: 0, stderr: '' })
    await dashboard.getByText(/Collector not answering/).waitFor()
    const { port } = new URL(collector.url)
    collector = await collectorOn(data, { TRIMTAB_SIGNING_KEY: SIGNING_KEY }, Number(port))
    await dashboard.getByText(/Collector not answering/).waitFor({ state: 'hidden' })
    expect(await readOverview()).toEqual(before)
  })

  it('the page never complained, but for the collector that was away', () => {
    expect(complaints.filter((complaint) => !complaint.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
  })
})

async function readOverview(): Promise<unknown> {
  return (await fetch(`${collector.url}/api/overview`)).json()
}

function readLines(file: string): unknown[] {
  const text = readFileSync(file, 'utf8')
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line))
}
