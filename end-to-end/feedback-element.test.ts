// What people do in a page with the feedback element, and what becomes of it: through the built files, a real browser and
// a real collector, which is away when that hurts most.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Feedback, Prediction } from '@trimtab/contract'
import { createTrimtab, type FeedbackTokenOptions, type PredictionReference, type Trimtab } from '@trimtab/sdk'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accessibilityViolations, complaintsOf, openBrowser, overflows } from './browser.ts'
import { type FeedbackPage, serveFeedbackPage } from './feedback-pages.ts'
import { collectorOn, type Serving } from './processes.ts'

const SIGNING_KEY = 'a key of this test'
const ANSWER = 'Your parcel left us yesterday.'
const data = mkdtempSync(join(tmpdir(), 'trimtab-element-'))

let collector: Serving
let trimtab: Trimtab
let browser: Browser
let site: FeedbackPage
let prediction: PredictionReference
let attributes: { [name: string]: string }
let page: Page
let complaints: string[]

beforeAll(async () => {
  collector = await collectorOn(data, { TRIMTAB_SIGNING_KEY: SIGNING_KEY })
  trimtab = createTrimtab({ url: collector.url, signingKey: SIGNING_KEY, service: 'shop' })
  browser = await openBrowser()
  site = await serveFeedbackPage(collector.url, () => ({ text: ANSWER, attributes }))
})

afterAll(async () => {
  await browser.close()
  await site.close()
  await trimtab.close({ timeoutMs: 1000 })
  await collector.stop()
  rmSync(data, { recursive: true })
})

beforeEach(async () => {
  const reply = trimtab.monitor('support.reply', (question: string) => Promise.resolve(`${question} ${ANSWER}`))
  prediction = (await reply.detailed('Where is my order?')).prediction
  await trimtab.flush()
  attributes = { url: collector.url, token: tokenFor() }
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  page = await context.newPage()
  complaints = complaintsOf(page)
})

afterEach(() => page.context().close())

const ALL_KINDS = ['thumbs', 'comment', 'correction', 'retraction'] as const

function tokenFor(options: FeedbackTokenOptions = { kinds: ALL_KINDS, actor: 'customer-1' }): string {
  return prediction.feedbackToken(options)
}

function thumb(name: 'Helpful' | 'Not helpful'): Locator {
  return page.getByRole('button', { name, exact: true })
}

/** What has the focus, by its accessible name or its text. */
function focusedName(): Promise<string> {
  return page.evaluate(() => {
    const inside = document.activeElement?.shadowRoot?.activeElement
    return inside?.ariaLabel ?? inside?.textContent ?? ''
  })
}

function setToken(token: string): Promise<void> {
  return page.locator('trimtab-feedback').evaluate((element, given) => element.setAttribute('token', given), token)
}

async function stored(): Promise<Prediction> {
  return (await (await fetch(`${collector.url}/api/predictions/${prediction.id}`)).json()) as Prediction
}

/** What the collector knows of this test's prediction, as soon as there is that much of it. */
async function arrived(count: number): Promise<Feedback[]> {
  await expect.poll(async () => (await stored()).feedback.length, { timeout: 15_000 }).toBe(count)
  return (await stored()).feedback
}

async function awayWhile(work: () => Promise<void>): Promise<void> {
  await collector.stop('SIGTERM')
  await work()
  const { port } = new URL(collector.url)
  collector = await collectorOn(data, { TRIMTAB_SIGNING_KEY: SIGNING_KEY }, Number(port))
}

describe('the feedback element', () => {
  it('sends a thumb and says thank you', async () => {
    attributes['name'] = 'polite'
    await page.goto(site.url)
    await thumb('Helpful').click()
    await page.getByText('Thank you.').waitFor()
    expect(await arrived(1)).toMatchObject([
      { kind: 'thumbs', value: true, name: 'polite', source: 'user', actor: 'customer-1' },
    ])
    expect(await thumb('Helpful').getAttribute('aria-pressed')).toBe('true')
    expect(complaints).toEqual([])
  })

  it('takes a thumb back when it is pressed again, and moves it when the other is', async () => {
    await page.goto(site.url)
    await thumb('Helpful').click()
    await thumb('Not helpful').click()
    expect(await thumb('Helpful').getAttribute('aria-pressed')).toBe('false')
    await page.getByText('Thank you.').waitFor()
    await arrived(2)
    expect((await stored()).opinion.thumbs).toBe('down')
    await thumb('Not helpful').click()
    await page.getByText('Taken back.').waitFor()
    await arrived(3)
    expect((await stored()).opinion.thumbs).toBeNull()
    expect(await thumb('Not helpful').getAttribute('aria-pressed')).toBe('false')
  })

  it('lets a thumb stand where its token does not let it be taken back', async () => {
    attributes['token'] = tokenFor({ kinds: ['thumbs'] })
    await page.goto(site.url)
    await thumb('Helpful').click()
    await page.getByText('Thank you.').waitFor()
    await thumb('Helpful').click()
    await page.getByText('Choose the other to change it.').waitFor()
    expect(await arrived(1)).toMatchObject([{ value: true, actor: null }])
    expect(await page.getByRole('button').count()).toBe(2)
  })

  it('can be used with the keyboard alone, and the focus never gets lost', async () => {
    await page.goto(site.url)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.getByText('Thank you.').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Too short')
    await page.keyboard.press('Control+Enter')
    await arrived(2)
    await expect.poll(focusedName).toBe('Not helpful')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const field = page.getByRole('textbox', { name: 'What it should have said' })
    expect(await field.inputValue()).toBe(ANSWER)
    await page.keyboard.press('Escape')
    await expect.poll(focusedName).toBe('Suggest a better answer')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' It arrives tomorrow.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await arrived(3)).toMatchObject([
      { kind: 'correction', value: `${ANSWER} It arrives tomorrow.` },
      { kind: 'comment', comment: 'Too short' },
      { kind: 'thumbs', value: false },
    ])
    await expect.poll(focusedName).toBe('Suggest a better answer')
  })

  it('keeps what is typed into it from the shortcuts of the page', async () => {
    await page.goto(site.url)
    await page.evaluate(() => document.addEventListener('keydown', ({ key }) => document.body.append(`[${key}]`)))
    await page.getByRole('button', { name: 'Suggest a better answer' }).click()
    await page.keyboard.type('j')
    expect(await page.locator('body').innerText()).not.toContain('[j]')
  })

  it('tells the page what was said and what became of it', async () => {
    await page.goto(site.url)
    await page.evaluate(() => {
      document.addEventListener('trimtab-feedback', (event) => {
        document.title = JSON.stringify((event as CustomEvent).detail)
      })
    })
    await thumb('Not helpful').click()
    await expect.poll(() => page.title()).toBe('{"kind":"thumbs","value":false,"delivered":true,"fate":"delivered"}')
  })

  it('says that it is sending when that takes a while', async () => {
    await page.goto(site.url)
    let answer = (): void => {}
    const answered = new Promise<void>((resolve) => (answer = resolve))
    await page.route('**/api/feedback', async (route) => {
      await answered
      await route.continue()
    })
    await thumb('Helpful').click()
    await page.getByText('Sending…').waitFor()
    answer()
    await page.getByText('Thank you.').waitFor()
  })

  it('keeps the text of a correction that is refused', async () => {
    await page.goto(site.url)
    await page.route('**/api/feedback', (route) =>
      route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' } }),
    )
    await page.getByRole('button', { name: 'Suggest a better answer' }).click()
    await page.getByRole('textbox').fill('It arrives tomorrow.')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('This was not accepted.').waitFor()
    expect(await page.getByRole('textbox').inputValue()).toBe('It arrives tomorrow.')
  })

  it('speaks as the page wants it to', async () => {
    attributes['text-up'] = 'Hilfreich'
    attributes['text-invite'] = 'Danke.'
    await page.goto(site.url)
    await page.getByRole('button', { name: 'Hilfreich', exact: true }).click()
    await page.getByText('Danke.').waitFor()
    await page.evaluate(() => {
      const element = document.querySelector('trimtab-feedback') as HTMLElement & { strings: object }
      element.strings = { down: 'Nicht hilfreich' }
    })
    await page.getByRole('button', { name: 'Nicht hilfreich' }).waitFor()
  })

  it('of another answer has heard nothing yet', async () => {
    await page.goto(site.url)
    await thumb('Helpful').click()
    await page.getByText('Thank you.').waitFor()
    await setToken(attributes['token'] ?? '')
    expect(await thumb('Helpful').getAttribute('aria-pressed')).toBe('true')
    await setToken('v1.a.b')
    expect(await thumb('Helpful').getAttribute('aria-pressed')).toBe('false')
    expect(await page.getByRole('textbox').count()).toBe(0)
  })

  it.each([
    ['light', 1440],
    ['light', 390],
    ['dark', 1440],
    ['dark', 390],
  ] as const)('in the %s scheme at %i pixels can be read by everybody', async (colorScheme, width) => {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.goto(site.url)
    expect(await accessibilityViolations(page)).toEqual([])
    const before = await page.locator('trimtab-feedback').boundingBox()
    await page.evaluate(() => document.querySelector('trimtab-feedback')?.setAttribute('kinds', 'thumbs'))
    await thumb('Helpful').click()
    await page.getByText('Thank you.').waitFor()
    expect((await page.locator('trimtab-feedback').boundingBox())?.height).toBeLessThanOrEqual(before?.height ?? 0)
    await page.evaluate(() => document.querySelector('trimtab-feedback')?.removeAttribute('kinds'))
    await thumb('Not helpful').click()
    await page.getByText('Thank you.').waitFor()
    expect(await accessibilityViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Suggest a better answer' }).click()
    expect(await accessibilityViolations(page)).toEqual([])
    expect(await overflows(page)).toBe(false)
  })
})

describe('feedback from a page is not lost', () => {
  it('when the collector is away: it arrives after the page is loaded again, once', async () => {
    await page.goto(site.url)
    await awayWhile(async () => {
      await thumb('Not helpful').click()
      await page.getByText('No connection. It will be sent later.').waitFor()
    })
    await page.reload()
    expect(await arrived(1)).toMatchObject([{ kind: 'thumbs', value: false }])
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0)
  })

  it('when the collector is away: a page that stays sends it too, and says so', async () => {
    await page.goto(site.url)
    await awayWhile(async () => {
      await thumb('Helpful').click()
      await page.getByText('No connection. It will be sent later.').waitFor()
    })
    await page.getByText('Sent. Thank you.').waitFor()
    expect(await arrived(1)).toMatchObject([{ kind: 'thumbs', value: true }])
  })

  it('when the network is gone: it arrives in the moment the network is back', async () => {
    await page.goto(site.url)
    await page.context().setOffline(true)
    for (const name of ['Helpful', 'Not helpful', 'Helpful'] as const) await thumb(name).click()
    await page.getByText('No connection. It will be sent later.').waitFor()
    await page.context().setOffline(false)
    expect(await arrived(3)).toMatchObject([{ value: true }, { value: false }, { value: true }])
    expect((await stored()).opinion.thumbs).toBe('up')
  })

  it('when nothing may be stored and the collector is away for a moment', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'localStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError')
        },
      })
    })
    await page.goto(site.url)
    await awayWhile(async () => {
      await thumb('Helpful').click()
      await page.getByText('No connection. It will be sent later.').waitFor()
    })
    await page.getByText('Sent. Thank you.').waitFor()
    expect(await arrived(1)).toMatchObject([{ value: true }])
  })

  it('when two tabs find it at once: it is there once', async () => {
    await page.goto(site.url)
    await awayWhile(async () => {
      await thumb('Helpful').click()
      await page.getByText('No connection. It will be sent later.').waitFor()
    })
    const other = await page.context().newPage()
    await Promise.all([page.reload(), other.goto(site.url)])
    await arrived(1)
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0)
    expect(await arrived(1)).toMatchObject([{ value: true }])
  })

  it('when it is given in the instant of closing the tab', async () => {
    await page.goto(site.url)
    await pressWhenLeaving()
    await page.close({ runBeforeUnload: true })
    expect(await arrived(1)).toMatchObject([{ kind: 'thumbs', value: true }])
  })

  it('when the tab is closed and the collector is away: the next page sends it', async () => {
    const context = page.context()
    await page.goto(site.url)
    await pressWhenLeaving()
    await awayWhile(async () => {
      await page.close({ runBeforeUnload: true })
      await expect.poll(() => context.pages().length).toBe(0)
    })
    page = await context.newPage()
    await page.goto(site.url)
    expect(await arrived(1)).toMatchObject([{ kind: 'thumbs', value: true }])
  })
})

async function pressWhenLeaving(): Promise<void> {
  const button = await thumb('Helpful').elementHandle()
  await page.evaluate((thumbUp) => {
    addEventListener('pagehide', () => (thumbUp as HTMLElement | null)?.click())
  }, button)
}

describe('a page that may not speak', () => {
  it.each([
    {
      why: 'a forged',
      token: () => `${tokenFor().slice(0, -4)}AAAA`,
      text: 'This was not accepted.',
    },
    {
      why: 'an expired',
      token: () => tokenFor({ kinds: ['thumbs', 'comment'], expiresInSeconds: -60 }),
      text: 'This can no longer be rated.',
    },
  ])('with $why token is refused and says so, and keeps nothing', async ({ token, text }) => {
    attributes['token'] = token()
    await page.goto(site.url)
    await thumb('Helpful').click()
    await page.getByText(text).waitFor()
    expect(await thumb('Helpful').getAttribute('aria-pressed')).toBe('false')
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    expect(await arrived(0)).toEqual([])
  })

  it('for want of a token offers nothing to press', async () => {
    delete attributes['token']
    await page.goto(site.url)
    expect(await thumb('Helpful').isDisabled()).toBe(true)
  })
})
