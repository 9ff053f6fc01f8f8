// The signals of a task as a table: in lines of one row where there is room, and of two where there is little.

import type { DriftState, SignalReport } from '@trimtab/contract/drift'
import { dependenceText, effectText, figureText, rowsText } from '../amounts.ts'
import { gaugeOf } from '../gauge.ts'
import { needsText, STATE_WORDS, subjectText } from '../sentences.ts'
import { gaugeLine, stateMark } from './gauge-line.ts'
import { cell, fit, paint, type Terminal, type Tone, widthOf, wrap } from './terminal.ts'

const GAP = '  '
const STATE_WIDTH = 11
const SIGNAL_WIDTH_MAX = 44
const FIGURES_WIDTH_MAX = 28
const NEEDS_WIDTH_MAX = 44
const SUBJECT_LINES_MAX = 2
const FACTS_WIDTH_MIN = 30
const GAUGE_OF_TWO_LINES = 25
const GAUGE_MIN = 13
const GAUGE_MAX = 41

const TONES: { readonly [state in DriftState]: Tone | null } = {
  drift: 'claret',
  unclear: 'brass',
  stable: null,
  no_data: 'faint',
}

interface Row {
  report: SignalReport
  signal: string
  figures: string
  n: string
  needs: string
}

export function signalRows(signals: readonly SignalReport[], terminal: Terminal): string[] {
  const rows = signals.map((report) => rowOf(report, terminal))
  return wideRows(rows, terminal) ?? narrowRows(rows, terminal)
}

function rowOf(report: SignalReport, terminal: Terminal): Row {
  const dependence = dependenceText(report)
  const n = rowsText(report)
  return {
    report,
    signal: fit(subjectText(report), terminal),
    figures: fit(figuresOf(report), terminal),
    n: fit(dependence === '' ? n : `${n} ÷${dependence}`, terminal),
    needs: fit(needsText(report), terminal),
  }
}

/** What it typically was and is, or where nothing is typical of it, how far it moved. */
function figuresOf({ was, now, effect }: SignalReport): string {
  if (was !== null && now !== null) return `${figureText(was)} → ${figureText(now)}`
  return effect === null ? '–' : effectText(effect)
}

/** Null where there is too little room for it. */
function wideRows(rows: readonly Row[], terminal: Terminal): string[] | null {
  const widest = (texts: string[], most: number): number => Math.min(most, Math.max(0, ...texts.map(widthOf)))
  const signal = widest(['signal', ...rows.map((row) => row.signal)], SIGNAL_WIDTH_MAX)
  const figures = widest(['was → now', ...rows.map((row) => row.figures)], FIGURES_WIDTH_MAX)
  const n = widest(['n', ...rows.map((row) => row.n)], Infinity)
  const needs = widest(
    rows.map((row) => row.needs),
    NEEDS_WIDTH_MAX,
  )
  const gaps = GAP.length * (needs === 0 ? 4 : 5)
  const left = terminal.columns - STATE_WIDTH - signal - figures - n - needs - gaps
  if (left < GAUGE_MIN) return null
  const gauge = oddWithin(left)
  const head = [
    cell('state', STATE_WIDTH, terminal),
    cell('signal', signal, terminal),
    cell(fit('was → now', terminal), figures, terminal),
    cell('in tolerances', gauge, terminal),
    cell('n', n, terminal, 'right'),
  ]
  return [
    paint(head.join(GAP).trimEnd(), 'faint', terminal),
    ...rows.map((row) =>
      [
        stateText(row, terminal),
        cell(row.signal, signal, terminal),
        cell(row.figures, figures, terminal),
        gaugeText(row, gauge, terminal),
        cell(row.n, n, terminal, 'right'),
        ...(row.needs === '' ? [] : [cell(row.needs, needs, terminal).trimEnd()]),
      ]
        .join(GAP)
        .trimEnd(),
    ),
  ]
}

/** Below the name the plot and the facts, side by side where they fit. */
function narrowRows(rows: readonly Row[], terminal: Terminal): string[] {
  const room = Math.max(1, terminal.columns - STATE_WIDTH - GAP.length)
  const gauge = oddWithin(Math.min(room, GAUGE_OF_TWO_LINES))
  const indent = ' '.repeat(STATE_WIDTH) + GAP
  const isBeside = gauge + GAP.length + FACTS_WIDTH_MIN <= room
  return rows.flatMap((row) => {
    const facts = [row.figures, `n ${row.n}`, ...(row.needs === '' ? [] : [row.needs])].join(', ')
    const plot = indent + gaugeText(row, gauge, terminal)
    const lines = wrap(facts, isBeside ? room - gauge - GAP.length : room).split('\n')
    const beside = lines.map((line, at) => (at === 0 ? plot : indent + ' '.repeat(gauge)) + GAP + line)
    const below = isBeside ? beside : [...lines.map((line) => indent + line), plot]
    const [first = '', ...rest] = wrap(row.signal, room).split('\n')
    const more = rest.slice(0, SUBJECT_LINES_MAX - 1).map((line) => indent + line)
    return [`${stateText(row, terminal)}${GAP}${first}`, ...more, ...below]
  })
}

function stateText({ report }: Row, terminal: Terminal): string {
  const { state } = report
  const text = `${stateMark(state, gaugeOf(report).isDown, terminal.isUnicode)} ${STATE_WORDS[state].padEnd(7)}`
  return painted(text, state, terminal)
}

function gaugeText({ report }: Row, width: number, terminal: Terminal): string {
  return painted(gaugeLine(gaugeOf(report), width, terminal.isUnicode), report.state, terminal)
}

function painted(text: string, state: DriftState, terminal: Terminal): string {
  const tone = TONES[state]
  return tone === null ? text : paint(text, tone, terminal)
}

/** The band is in the middle, so the number of cells is odd. */
function oddWithin(width: number): number {
  const whole = Math.max(GAUGE_MIN, Math.min(GAUGE_MAX, Math.floor(width)))
  return whole % 2 === 1 ? whole : whole - 1
}
