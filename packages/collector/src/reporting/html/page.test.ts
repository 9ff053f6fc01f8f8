import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alarmOf, reportOf, signalOf, stableSignal, taskOf, unclearSignal } from '../fixtures/reports.ts'
import { reportPage } from './page.ts'
import { PAGE_POLICY, PAGE_STYLE } from './style.ts'

const DASHBOARD_TOKENS = new URL('../../../../dashboard/src/theme/tokens.css', import.meta.url)
const MADE = '2026-11-21T06:45:00.000Z'
const OWN_TAGS =
  /^<\/?(!doctype html|html|head|meta|title|style|body|header|main|section|article|p|h1|h2|h3|b|q|bdi|span|ol|ul|li|table|caption|thead|tbody|tr|th|td|svg|g|path|rect)( (?!on)[a-zA-Z-]+="[^"<>]*")* ?\/?>$/

/** However its lines are broken. */
function flat(page: string): string {
  return page.replaceAll(/\s+/g, ' ')
}

/** As it is read. */
function textOf(page: string): string {
  return flat(page.replace(/<style>[^]*<\/style>/, '').replaceAll(/<[^>]*>/g, ' '))
}

/** Every tag of the page, without what stands in its style. */
function tagsOf(page: string): string[] {
  return flat(page.replace(/<style>[^]*<\/style>/, '')).match(/<[^>]*>/g) ?? []
}

describe('a report as a page', () => {
  it('says the matter first, then the alarms with what happened when, then each task', () => {
    const page = reportPage(reportOf({ alarms: [alarmOf()] }), MADE)
    const places = [
      '<h1>',
      'has drifted.',
      '1 open alarm',
      'Began',
      'Taken by key-2',
      'A campaign in Germany?',
      '<table',
      'each wholly within',
      'How to read it',
    ]
    const found = places.map((text) => flat(page).indexOf(text))
    expect(found).toEqual(found.toSorted((left, right) => left - right))
    expect(found[0]).toBeGreaterThan(0)
    expect(textOf(page)).toContain('Made 2026-11-21 06:45 UTC. All 4 rows are shown.')
  })

  it('shows each signal with its state in a word, its figures, the interval, its harm and n', () => {
    const page = textOf(reportPage(reportOf(), MADE))
    expect(page).toContain(
      'drift input.language = de input 6.0% → 16.6% share of de +10.6 points, 8.9 to 12.3; q &lt; 0.001 Harm +1.6 n 6,142 of 171,402',
    )
    expect(page).toContain(
      'unclear output.length output Needs some 2,400 more. The interval lies across the tolerance. 118 → 96 median',
    )
    expect(page).toContain(
      '1 row proven stable each wholly within its tolerance, not just silent durationMs median 818.2',
    )
  })

  it('is made of its own tags alone, whatever names and numbers stand in it, and never says NaN', () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        '</style><style>*{}',
        "' onload='",
        '&lt;',
        '\u202Egnp',
        '\0',
        '\uD800',
        '${1}',
        '`',
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
    )
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 1e300, -1e-300))
    const effect = fc.record({
      estimate: number,
      low: number,
      high: number,
      unit: fc.constantFrom('spreads', 'points', 'distance'),
    })
    fc.assert(
      fc.property(hostile, effect, number, (text, measured, value) => {
        const figure = { name: text, value, low: null, high: null }
        const page = reportPage(
          reportOf({
            tasks: [
              taskOf({
                task: text,
                note: text,
                reference: { kind: 'slice', only: { model: [text] } },
                markers: [{ at: MADE, task: text, dimension: text, value: text, before: text }],
              }),
            ],
            signals: [
              signalOf({
                task: text,
                signal: text,
                effect: measured,
                was: figure,
                now: figure,
                tolerance: value,
                harm: value,
                reason: text,
              }),
              { ...stableSignal(text), task: text },
            ],
            alarms: [
              alarmOf({
                id: text,
                task: text,
                summary: text,
                events: [{ kind: 'closed', at: MADE, by: text, note: text }],
              }),
            ],
          }),
          MADE,
        )
        expect(tagsOf(page).filter((tag) => !OWN_TAGS.test(tag))).toEqual([])
        expect(page).not.toMatch(/[\u202E\0]|NaN|Infinity|undefined/)
        expect(page.isWellFormed()).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('asks nobody for anything and runs nothing, and names its one style to the browser', () => {
    const page = reportPage(reportOf(), MADE)
    expect(page).not.toMatch(/<script|<link|<img|<iframe|<a | style=| on\w+=| src=|url\(|@import|https?:/)
    expect(page).toContain(`content="${PAGE_POLICY.replaceAll("'", '&#39;')}"`)
    expect(page).toContain(`<style>${PAGE_STYLE}</style>`)
  })

  it('is bounded however many signals there are, and says how many it shows', () => {
    const signals = Array.from({ length: 20_000 }, (_, number) =>
      number % 2 === 0 ? unclearSignal(`a ${number} ${'long '.repeat(200)}`) : stableSignal(`b ${number}`),
    )
    const alarms = Array.from({ length: 5_000 }, () => alarmOf())
    const page = reportPage(reportOf({ signals, alarms }), MADE)
    expect(page.length).toBeLessThan(1_500_000)
    expect(textOf(page)).toContain('600 of 20,000 rows are shown, the most harmful first.')
    expect(textOf(page)).toContain('And 4,950 more.')
  })

  it('counts tasks where there are several, and says that there is none where there is none', () => {
    const tasks = [taskOf({ task: 'a' }), taskOf({ task: 'b' })]
    const signals = [signalOf({ task: 'a' }), { ...stableSignal('x'), task: 'b' }]
    expect(textOf(reportPage(reportOf({ tasks, signals }), MADE))).toContain(' 1 of 2 tasks has drifted. ')
    expect(textOf(reportPage(reportOf({ tasks: [], signals: [] }), MADE))).toContain(' No task is watched yet. ')
  })
})

describe('the scale on the page', () => {
  it('has its bar wholly within the band where the signal is stable, and wholly beyond where it has drifted', () => {
    const ends = fc.tuple(fc.double({ min: 1.0001, max: 5, noNaN: true }), fc.double({ min: 0, max: 0.9, noNaN: true }))
    const barIn = (page: string): [number, number] => {
      const [, from = '', to = ''] = /class="bar" d="M([\d.-]+) 10H([\d.-]+)"/.exec(flat(page)) ?? []
      return [Number(from), Number(to)]
    }
    const bandIn = (page: string): [number, number] => {
      const [, x = '', width = ''] = /class="band" x="([\d.-]+)" y="1" width="([\d.-]+)"/.exec(flat(page)) ?? []
      return [Number(x), Number(x) + Number(width)]
    }
    const pageOf = (state: 'drift' | 'stable', low: number, high: number): string =>
      reportPage(
        reportOf({
          signals: [
            signalOf({ state, tolerance: 1, effect: { estimate: (low + high) / 2, low, high, unit: 'spreads' } }),
          ],
        }),
        MADE,
      )
    fc.assert(
      fc.property(ends, ([beyond, length]) => {
        const drifted = pageOf('drift', beyond, beyond + length)
        expect(barIn(drifted)[0]).toBeGreaterThan(bandIn(drifted)[1])
        const fallen = pageOf('drift', -beyond - length, -beyond)
        expect(barIn(fallen)[1]).toBeLessThan(bandIn(fallen)[0])
        const stable = pageOf('stable', -length, 1)
        expect(barIn(stable)[0]).toBeGreaterThan(bandIn(stable)[0])
        expect(barIn(stable)[1]).toBeLessThan(bandIn(stable)[1])
      }),
      { numRuns: 30 },
    )
  })
})

it('looks as the dashboard does, by the same values, in light and in dark', () => {
  const colours = (css: string) =>
    Array.from(css.matchAll(/(--[\w-]+): (#\w+)/g), ([, name, value]) => `${name} ${value}`)
  const known = new Set(colours(readFileSync(fileURLToPath(DASHBOARD_TOKENS), 'utf8')))
  const own = colours(PAGE_STYLE).filter((colour) => colour !== '--paper #ffffff')
  expect(own.length).toBeGreaterThan(20)
  expect(own.filter((colour) => !known.has(colour))).toEqual([])
})
