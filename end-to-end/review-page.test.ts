// A reviewer at the page, without a mouse: a queue is made, an answer is corrected, another skipped, the last taken back,
// and what that adds up to is read. At each stop nothing sticks out and everybody can read it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PredictionPage } from '@trimtab/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityViolations, complaintsOf, openBrowser, overflows } from './browser.ts'
import { collectorCommand, collectorOn, run, type Serving } from './processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'trimtab-review-page-'))
const data = join(folder, 'data')
const CORRECTION = 'Thirty days, until 6 December.'
let collector: Serving
let browser: Browser
let page: Page
let complaints: string[]

function predictionLine(number: number): string {
  const id = `${number.toString(16).padStart(32, '0')}-${number.toString(16).padStart(16, '0')}`
  const startedAt = new Date(Date.now() - number * 60_000).toISOString()
  const messages = [{ role: 'user', parts: [{ type: 'text', text: `Question <b>${number}</b>` }] }]
  const output = { text: `Answer ${number}: fourteen days.` }
  return JSON.stringify({ type: 'prediction', id, task: 'support.reply', startedAt, input: { messages }, output })
}

beforeAll(async () => {
  const file = join(folder, 'predictions.jsonl')
  writeFileSync(file, Array.from({ length: 12 }, (_, at) => `${predictionLine(at + 1)}\n`).join(''))
  await run({ script: collectorCommand, parameters: ['import', file, '--data', data] })
  collector = await collectorOn(data, {})
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  complaints = complaintsOf(page)
})

afterAll(async () => {
  await browser.close()
  await collector.stop()
  rmSync(folder, { recursive: true })
})

async function expectReadable(): Promise<void> {
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    // A colour on its way to another is read by nobody.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await overflows(page)).toBe(false)
    expect(await accessibilityViolations(page)).toEqual([])
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

/** What was pressed is done, and an item is in hand. */
async function done(words: string): Promise<void> {
  await page.getByText(words).waitFor()
  await page.locator('article[aria-busy=false]').waitFor()
}

describe('a reviewer at the page', () => {
  it('makes a queue, where nobody reviews anything yet', async () => {
    await page.goto(collector.url)
    await page.getByRole('heading', { name: 'Tasks' }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await page.getByText('Nobody reviews anything yet.').waitFor()
    await expectReadable()
    await page.getByRole('link', { name: 'New queue' }).click()
    await page.getByRole('button', { name: 'Make the queue' }).click()
    await page.getByText(/^Name /).waitFor()
    await expectReadable()
    await page.getByLabel('Name', { exact: true }).fill('Returns')
    await page.getByText('A share of each').click()
    for (const share of await page.getByLabel('Percent of them').all()) await share.fill('100')
    await page.getByRole('button', { name: 'Make the queue' }).click()
    await page.getByLabel('Your name, as the others know you').fill('Ann')
    await page.keyboard.press('Enter')
  })

  it('corrects, and a reload forgets nothing of what was typed', async () => {
    await page.getByText('Why this one').waitFor()
    await page.keyboard.press('e')
    await page.keyboard.press('Control+a')
    await page.keyboard.type(CORRECTION)
    await page.reload()
    await page.getByRole('radio', { name: 'Right after my correction', checked: true }).waitFor()
    expect(await page.getByLabel('What it should have said').inputValue()).toBe(CORRECTION)
    await expectReadable()
    await page.keyboard.press('Enter')
    await done('Last: corrected')
    await page.getByText('1 by you in this sitting').waitFor()
    const corrected = await fetch(`${collector.url}/api/predictions?feedback=corrected`)
    const { predictions } = (await corrected.json()) as PredictionPage
    expect(predictions.map(({ opinion }) => opinion.correction)).toEqual([CORRECTION])
  })

  it('skips, judges, and takes the last one back', async () => {
    await page.keyboard.press('s')
    await done('Last: skipped')
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    await done('Last: good')
    await page.keyboard.press('u')
    await done('Last: skipped')
    expect(await page.getByRole('radio', { name: 'Good as it is', checked: true }).count()).toBe(1)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('reads what it adds up to, and how little that says yet', async () => {
    await page.getByRole('link', { name: 'Report' }).click()
    await page.getByText('Too little is reviewed to speak of all.').waitFor()
    await page.getByRole('table', { name: 'Reviewers' }).waitFor()
    await expectReadable()
  })

  it('the page complained of nothing but what was refused', () => {
    expect(complaints.filter((complaint) => !complaint.includes('422'))).toEqual([])
  })
})
