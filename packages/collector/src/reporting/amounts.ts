// How numbers, shares and times are put in reports: the same in a terminal and on a page, in English and in UTC.

import type { DriftEffect, SignalFigure, SignalReport } from '@trimtab/contract/drift'

const NUMBERS = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })
/** What is written with all its digits would be wider than what it stands in. */
const LARGE = new Intl.NumberFormat('en', { notation: 'scientific', maximumSignificantDigits: 3 })
const DEPENDENCE_SHOWN = 1.5
const LARGE_FROM = 1e9
const SMALL_TO = 1e-4
const COUNTS = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const ESTIMATES = new Intl.NumberFormat('en', { maximumSignificantDigits: 2, roundingMode: 'ceil' })
const MINUS = '−'

/** `1,240`, `0.0312`, `1.2E12`; `–` for what is no number. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  const format = size >= LARGE_FROM || (size > 0 && size < SMALL_TO) ? LARGE : NUMBERS
  return format.format(value).replace('-', MINUS)
}

/** `6,142`. */
export function countText(count: number): string {
  return Number.isFinite(count) ? COUNTS.format(Math.max(0, count)) : '–'
}

/** `62,000`, of a number that is estimated: two digits of it are more than is known. */
export function estimateText(count: number): string {
  return Number.isFinite(count) ? ESTIMATES.format(Math.max(0, count)) : '–'
}

/** `80.7%`. */
function percentText(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1).replace('-', MINUS)}%` : '–'
}

/** `+6.2 points`, `−0.42 spreads`, `0.21 apart`: with the sign of a change that has a direction. */
export function effectText({ estimate, unit }: DriftEffect): string {
  if (unit === 'points') return `${signed(100 * estimate, 1)} points`
  if (unit === 'spreads') return `${signed(estimate, 2)} spreads`
  return `${signed(estimate, 2).replace('+', '')} apart`
}

/** `4.1 to 8.3`, in the unit of the estimate beside it. */
export function intervalText({ low, high, unit }: DriftEffect): string {
  const [scale, digits] = unit === 'points' ? [100, 1] : [1, 2]
  return `${plain(scale * low, digits)} to ${plain(scale * high, digits)}`
}

/** `80.7%` of a share, `118` of a median. */
export function figureText({ name, value }: SignalFigure): string {
  return name.startsWith('share') ? percentText(value) : numberText(value)
}

/** `383 of 1,206`: now, of what is compared with. */
export function rowsText({ current, reference }: Pick<SignalReport, 'current' | 'reference'>): string {
  return `${countText(current.n)} of ${countText(reference.n)}`
}

/** `3.1` where so many rows count as one; empty where that is hardly more than one. */
export function dependenceText({ dependence }: Pick<SignalReport, 'dependence'>): string {
  return dependence > DEPENDENCE_SHOWN ? numberText(Number(dependence.toPrecision(2))) : ''
}

/** `0.012`, `< 0.001`. */
export function qText(qValue: number): string {
  return qValue < 0.001 ? '< 0.001' : plain(qValue, 3)
}

/** `+1.6 points`: so much more of what was answered is bad. */
export function harmText(harm: number | null): string {
  return harm === null || !Number.isFinite(harm) ? '–' : signed(100 * harm, 1)
}

/** `2026-11-21 06:45 UTC`. */
export function timeText(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
}

/** `1 signal`, `6,142 rows`. */
export function counted(number: number, what: string): string {
  return `${countText(number)} ${what}${number === 1 ? '' : 's'}`
}

function signed(value: number, digits: number): string {
  const text = plain(value, digits)
  return text.startsWith(MINUS) || Number(value.toFixed(digits)) === 0 ? text : `+${text}`
}

function plain(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '–'
  // Rounded to nothing it has no sign.
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text
}
