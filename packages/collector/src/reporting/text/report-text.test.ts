import type { DriftReport, SignalReport } from '@trimtab/contract/drift'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alarmOf, reportOf, signalOf, stableSignal, taskOf, unclearSignal, unknownSignal } from '../fixtures/reports.ts'
import { reportText as reportTextAt } from './report-text.ts'
import { type Terminal, widthOf } from './terminal.ts'

const WIDE: Terminal = { columns: 120, isUnicode: true, hasColour: false }
const MADE = '2026-11-21T06:45:00.000Z'
const reportText = (report: DriftReport, terminal: Terminal): string => reportTextAt(report, terminal, MADE)
const ESCAPE = '\u001B'

const many = (state: 'drift' | 'unclear' | 'stable' | 'no_data', count: number): SignalReport[] =>
  Array.from({ length: count }, (_, number) => signalOf({ signal: `${state} ${number}`, state }))

const bothOf = (name: string, value: number): Pick<SignalReport, 'was' | 'now'> => ({
  was: { name, value, low: null, high: null },
  now: { name, value, low: null, high: null },
})

describe('a report for a terminal', () => {
  it('says first of each task what is the matter, and counts each signal once', () => {
    const signals = [...many('drift', 4), ...many('unclear', 2), ...many('stable', 20), ...many('no_data', 2)]
    const missing = { ...stableSignal('drift 0'), aspect: 'missing' as const }
    expect(reportText(reportOf({ signals: [...signals, missing] }), WIDE)).toMatch(
      /^support\.reply has drifted: 4 of 28 signals are beyond tolerance, 2 unclear, 20 proven stable, 2 have too little data\.\n/,
    )
  })

  it.each<[string, SignalReport[]]>([
    ['is undecided: 1 of 2 signals is unclear, 1 proven stable.', [unclearSignal('a'), stableSignal('b')]],
    ['is steady: all 2 signals are proven stable.', [stableSignal('a'), stableSignal('b')]],
    [
      'is steady as far as is known: 1 of 2 signals are proven stable, 1 has too little data.',
      [stableSignal('a'), unknownSignal('b')],
    ],
    ['cannot be judged yet: all 1 signal have too little data.', [unknownSignal('a')]],
    ['is not known yet: none of its signals has been counted.', []],
  ])('says that a task %s', (sentence, signals) => {
    expect(reportText(reportOf({ signals }), WIDE)).toContain(`support.reply ${sentence}`)
  })

  it('has a line for each signal: its state, its name, what it was and is, the scale, n and what it needs', () => {
    const text = reportText(reportOf({ tasks: [taskOf({ note: 'All hours.' })] }), WIDE)
    expect(text).toMatch(/^││━ drift +input\.language = de +6\.0% → 16\.6% +·+│░+│·*━+◆━+·+ +6,142 of 171,402$/m)
    expect(text).toMatch(
      /^━┿│ unclear +output\.length +118 → 96 +·+━+◆━+░+│·+ +6,142 of 171,402 +needs some 2,400 more$/m,
    )
    expect(text).toMatch(/^│━│ stable +durationMs +812\.4 → 818\.2 +·+│░+.*░+│·+ +6,142 of 171,402$/m)
    expect(text).toMatch(/^┊ ┊ no data +thumbs +– +·+┊ +┊·+ +12 of 171,402 +needs 50, has 12$/m)
    expect(text).toContain('compared with the same hours of the 4 weeks before.\nAll hours.\n')
  })

  it('names what was new, what is open since when, and who has it', () => {
    const marker = {
      at: '2026-11-17T16:20:00.000Z',
      task: 'support.reply',
      dimension: 'release',
      value: '2',
      before: '1',
    }
    const text = reportText(reportOf({ tasks: [taskOf({ markers: [marker] })], alarms: [alarmOf()] }), WIDE)
    expect(text).toContain('Since 2026-11-17 16:20 UTC: release 1 → 2.')
    expect(text.replaceAll(/\n {2}/g, ' ')).toContain(
      '1 open alarm:\nsupport.reply: input.language = de rose to 16.6 % (fine: up to 8.9 %). Began 2026-11-18 09:00 UTC to ' +
        '2026-11-18 13:00 UTC. Open since 2026-11-18 20:42 UTC, taken by key-2. alarm-1',
    )
  })

  it.each<[string, Partial<SignalReport>]>([
    ['input.personalData  0.0% → 0.0%', { signal: 'input.personalData', ...bothOf('share of true', 0) }],
    ['label = accept  49.3% → 49.3%', { signal: 'label', ...bothOf('share of accept', 0.493) }],
    ['status ≠ ok  1.0% → 1.0%', { signal: 'status', ...bothOf('share not ok', 0.01) }],
    ['retries, mean  0.5 → 0.5', { signal: 'retries', ...bothOf('mean', 0.5) }],
  ])('names what its figures are of: %s', (says, said) => {
    expect(reportText(reportOf({ signals: [signalOf(said)] }), WIDE)).toContain(says)
  })

  it('says in a word why there is no decision, rounds what is estimated, and how many rows count as one', () => {
    const unknown = unknownSignal('a')
    const said = reportText(
      reportOf({
        signals: [
          { ...unclearSignal('a'), rowsNeeded: 61_734, dependence: 3.14 },
          { ...unclearSignal('b'), rowsNeeded: null, referenceNeeded: 7_912 },
          { ...unclearSignal('c'), rowsNeeded: null },
          { ...unknown, signal: 'd', current: { ...unknown.current, n: 0 } },
          { ...unknown, signal: 'e', reference: { ...unknown.reference, n: 0 } },
        ],
      }),
      WIDE,
    )
    expect(said).toMatch(/ a .+ 6,142 of 171,402 ÷3\.1 +needs some 62,000 more$/m)
    expect(said).toMatch(/ b .+reference needs 8,000$/m)
    expect(said).toMatch(/ c .+on the edge$/m)
    expect(said).toMatch(/ d .+nothing came$/m)
    expect(said).toMatch(/ e .+nothing to compare with$/m)
  })

  it('cuts no number in a narrow terminal', () => {
    const said = reportText(reportOf({ signals: [unclearSignal('output.length')] }), { ...WIDE, columns: 40 })
    expect(said.replaceAll(/\s+/g, ' ')).toContain('118 → 96, n 6,142 of 171,402, needs some 2,400 more')
  })

  it('says once of a task that there is nothing to compare with, or that its time has not come', () => {
    const unknown = unknownSignal('a')
    const signals = [{ ...unknown, reference: { ...unknown.reference, n: 0 } }]
    expect(reportText(reportOf({ signals }), WIDE)).toContain('Nothing is stored for what it is compared with.')
    const task = taskOf({ from: '2027-01-01T00:00:00.000Z', to: '2027-01-02T00:00:00.000Z' })
    expect(reportText(reportOf({ tasks: [task], signals }), WIDE)).toContain('This time lies in the future')
  })

  it('says that there is nothing where nothing is watched', () => {
    expect(reportText(reportOf({ tasks: [], signals: [] }), WIDE)).toMatch(/^No task is watched yet/)
  })

  it('is bounded, and says so', () => {
    const text = reportText(
      reportOf({ signals: many('unclear', 300), alarms: Array.from({ length: 90 }, () => alarmOf()) }),
      WIDE,
    )
    expect(text.split('\n').length).toBeLessThan(150)
    expect(text).toContain('240 more rows; --json prints all of them.')
    expect(text).toContain('70 more alarms; --json prints all of them.')
  })

  it('is never wider than the terminal, whatever stands in it, and never says NaN', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 1e300, -1e-300, 0.1))
    const effect = fc.record({
      estimate: number,
      low: number,
      high: number,
      unit: fc.constantFrom('spreads', 'points', 'distance'),
    })
    const figure = fc.record({ name, value: number, low: number, high: number })
    const signal = fc
      .record({
        signal: name,
        effect,
        was: figure,
        now: figure,
        tolerance: number,
        state: fc.constantFrom('drift', 'unclear'),
      })
      .map((said) => signalOf({ ...said, rowsNeeded: 1_000_000 }))
    fc.assert(
      fc.property(
        fc.array(signal, { maxLength: 4 }),
        name,
        fc.integer({ min: 40, max: 160 }),
        fc.boolean(),
        (signals, task, columns, isUnicode) => {
          const report = reportOf({
            tasks: [taskOf({ task })],
            signals: signals.map((each) => ({ ...each, task })),
            alarms: [alarmOf({ task })],
          })
          const text = reportText(report, { columns, isUnicode, hasColour: false })
          for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns)
          expect(text).not.toMatch(/NaN|Infinity|undefined|null/)
          expect(isUnicode || /^[\n\u0020-\u007E]*$/.test(text)).toBe(true)
        },
      ),
    )
  })

  it('shows no control of a name to the terminal, and colours only where it may', () => {
    const hostile = `${ESCAPE}[31mred${ESCAPE}]0;title\u0007\r\u202Eexe`
    const report = reportOf({
      tasks: [taskOf({ task: hostile })],
      signals: [signalOf({ task: hostile, signal: hostile })],
      alarms: [alarmOf({ task: hostile, summary: hostile })],
    })
    expect(reportText(report, WIDE)).toMatch(/^(?:[^\p{Cc}\u202E]|\n)*$/u)
    const coloured = reportText(report, { ...WIDE, hasColour: true })
    expect(
      coloured
        .split(ESCAPE)
        .map((part) => part.replace(/^\[(?:0|2|33|1|1;35)m/, ''))
        .join(''),
    ).toBe(reportText(report, WIDE))
    expect(coloured).toContain(ESCAPE)
  })
})
