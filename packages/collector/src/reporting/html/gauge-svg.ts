// The trim scale as a drawing, and the mark of a state, which is the same scale shrunk. Colours are those of the page.

import type { DriftState, SignalReport } from '@trimtab/contract/drift'
import { effectText, intervalText } from '../amounts.ts'
import { type Gauge, gaugeOf } from '../gauge.ts'
import { STATE_WORDS } from '../sentences.ts'
import { html, type Html } from './escape.ts'

const GAUGE_WIDTH = 176
const HEIGHT = 20
/** In tolerances. */
const AXIS = 6
const MIDDLE = GAUGE_WIDTH / 2
/** A bar of next to no length is still seen. */
const BAR_MIN = 2
/** What is just within or just beyond an edge does not touch it. */
const CLEAR = 1.5
const ARROW = 7
const SCALE = (MIDDLE - ARROW) / AXIS

export function gaugeSvg(report: SignalReport): Html {
  const gauge = gaugeOf(report)
  return drawing(gauge, report.state, spoken(report))
}

/** As a picture without a signal behind it, for who learns to read it. */
export function exampleGauge(bar: Gauge['bar'], state: DriftState): Html {
  return drawing({ bar, isDown: false }, state, STATE_WORDS[state])
}

function spoken({ state, effect, tolerance }: SignalReport): string {
  if (effect === null) return 'no data'
  const fine = effectText({ ...effect, estimate: tolerance }).replace('+', '')
  return `${STATE_WORDS[state]}: ${effectText(effect)}, ${intervalText(effect)}, fine up to ${fine}`
}

function drawing({ bar }: Gauge, state: DriftState, label: string): Html {
  const [low, high] = [placeOf(-1), placeOf(1)]
  const isEmpty = bar === null
  const parts: Html[] = [
    html`<rect
      class="${isEmpty ? 'band empty' : 'band'}"
      x="${at(low)}"
      y="1"
      width="${at(high - low)}"
      height="18"
    />`,
    ...(isEmpty ? [] : [html`<path class="edges" d="M${at(low)} 1V19M${at(high)} 1V19" />`]),
    html`<path class="${isEmpty ? 'axis empty' : 'axis'}" d="M0 10H${GAUGE_WIDTH}" />`,
    html`<path class="tick" d="M${MIDDLE} 7v6" />`,
    ...(bar === null ? [] : barParts(bar)),
  ]
  return html`<svg
    class="trim ${state}"
    role="img"
    aria-label="${label}"
    width="${GAUGE_WIDTH}"
    height="${HEIGHT}"
    viewBox="0 0 ${GAUGE_WIDTH} ${HEIGHT}"
  >
    ${parts}
  </svg>`
}

function barParts({ low, estimate, high }: NonNullable<Gauge['bar']>): Html[] {
  const [from, to] = widened(barEnd(low), barEnd(high))
  const notch = Math.min(Math.max(placeOf(estimate), from + 1), to - 1)
  const isShown = Math.abs(estimate) <= AXIS
  return [
    html`<path class="bar" d="M${at(from)} 10H${at(to)}" />`,
    ...(isShown
      ? [html`<path class="gap" d="M${at(notch)} 4V16" /><path class="notch" d="M${at(notch)} 4V16" />`]
      : []),
    ...(low < -AXIS ? [html`<path class="arrow" d="M0 10l${ARROW} -5v10z" />`] : []),
    ...(high > AXIS ? [html`<path class="arrow" d="M${GAUGE_WIDTH} 10l${-ARROW} -5v10z" />`] : []),
  ]
}

function placeOf(value: number): number {
  return MIDDLE + SCALE * Math.min(Math.max(value, -AXIS), AXIS)
}

/** The picture is the decision: an end within the tolerance is drawn within its edges, and one beyond beyond. */
function barEnd(value: number): number {
  const size = Math.abs(value)
  const place = SCALE * Math.min(size, AXIS)
  const clear = size <= 1 ? Math.min(place, SCALE - CLEAR) : Math.max(place, SCALE + CLEAR)
  return MIDDLE + Math.sign(value) * clear
}

/** Away from the middle, which is away from an edge it lies beyond, and towards the middle where it lies within. */
function widened(from: number, to: number): [from: number, to: number] {
  if (to - from >= BAR_MIN) return [from, to]
  const centre = (from + to) / 2
  const outward = Math.sign(centre - MIDDLE) * (Math.abs(centre - MIDDLE) > SCALE ? 1 : -1)
  if (outward > 0) return [from, from + BAR_MIN]
  return outward < 0 ? [to - BAR_MIN, to] : [centre - BAR_MIN / 2, centre + BAR_MIN / 2]
}

/** To a tenth of a pixel. */
function at(place: number): number {
  return Number.isFinite(place) ? Math.round(place * 10) / 10 : 0
}

const MARKS: { readonly [state in DriftState]: Html } = {
  drift: html`<path d="M2 2v10M8 2v10" stroke-width="1.3" /><path d="M11 7h8" stroke-width="4.5" />`,
  unclear: html`<path d="M2.5 2v10M12 2v10" stroke-width="1.3" /><path d="M7.5 7h10" stroke-width="3" />`,
  stable: html`<path d="M3.5 2v10M16.5 2v10" stroke-width="1.3" /><path d="M7 7h6" stroke-width="3" />`,
  no_data: html`<path d="M3.5 2v10M16.5 2v10" stroke-width="1.3" stroke-dasharray="2 2" />`,
}

export function stateSvg(state: DriftState, isDown: boolean): Html {
  const mark = MARKS[state]
  const turned = isDown && state !== 'stable' ? html`<g transform="translate(20 0) scale(-1 1)">${mark}</g>` : mark
  return html`<svg width="20" height="14" viewBox="0 0 20 14" fill="none" stroke="currentColor" aria-hidden="true">
    ${turned}
  </svg>`
}
