// A real Chromium, found by `npm test`, and what a page may not do in it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['TRIMTAB_CHROMIUM']
  if (executablePath === undefined)
    throw new Error('TRIMTAB_CHROMIUM names no browser; `npm test` finds or installs one.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** Everything a page complained about: errors it threw and what its console called an error. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[]
}

/** What axe-core finds wrong with the page as it stands. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  // The page's own policy forbids inline scripts, so the checker comes in through the debugger.
  const result = await page.evaluate<AxeResult>(`${axe}\n;axe.run(document)`)
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

/** True when something sticks out to the right of the window. */
export function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}
