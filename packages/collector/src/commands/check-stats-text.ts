// What `trimtab check-stats` says: to a person every value that is off, and to a program all of it.

import type { GoldenReport, Mismatch, SourceCount, SourceReport } from '../golden/check-file.ts'
import type { GoldenValue } from '../golden/golden-case.ts'
import { count } from './amounts-text.ts'

const SHOWN_CHARACTERS = 80

export function describeChecked({ checked, notOffered, withoutValue }: GoldenReport): string {
  const methods = [...new Set([...checked, ...notOffered].map(({ method }) => method))]
  return [
    ...methods.map((method) => describeMethod(method, checked, notOffered)),
    ...withoutValue.map(
      ({ method, source, cases }) => `${method}, ${source}: nothing to compare with in ${count(cases, 'case')}`,
    ),
    summary(checked, notOffered),
  ].join('\n')
}

/** JSON has no NaN and no infinities; they are text, as in the golden files. */
export function encodeChecked(report: GoldenReport): string {
  const { checked, notOffered } = report
  const totals = { cases: casesIn(checked), passed: passedIn(checked), casesNotOffered: casesIn(notOffered) }
  return toJson({ ...totals, ...report })
}

function describeMethod(method: string, checked: readonly SourceReport[], notOffered: readonly SourceCount[]): string {
  const ours = checked.filter((report) => report.method === method)
  const others = notOffered.filter((report) => report.method === method)
  return [
    `${method}: ${ours.length === 0 ? leftOut(casesIn(others)) : sharePassed(passedIn(ours), casesIn(ours))}`,
    ...ours.flatMap(({ source, cases, passed, mismatches }) => [
      `  ${source}: ${sharePassed(passed, cases)}`,
      ...mismatches.map(describeMismatch),
    ]),
    ...others.map(({ source, cases }) => `  ${source}: ${leftOut(cases)}`),
  ].join('\n')
}

function sharePassed(passed: number, cases: number): string {
  return `${passed.toLocaleString('en')} of ${count(cases, 'case')} passed`
}

function leftOut(cases: number): string {
  return `not offered, ${count(cases, 'case')}`
}

function describeMismatch({ case: id, field, got, want, tolerance }: Mismatch): string {
  const place = field === '' ? '' : ` ${field}`
  return `    ${id}${place}: got ${shown(got)}, want ${shown(want)}, within ${tolerance.rel} of it and ${tolerance.abs}`
}

function shown(value: GoldenValue | undefined): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number') return String(value)
  const text = toJson(value)
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === 'number' && !Number.isFinite(entry) ? String(entry) : entry,
  )
}

function summary(checked: readonly SourceReport[], notOffered: readonly SourceCount[]): string {
  const [cases, passed] = [casesIn(checked), passedIn(checked)]
  const left = casesIn(notOffered)
  const others = left === 0 ? '' : ` Not offered: ${count(left, 'case')} of ${count(notOffered.length, 'source')}.`
  const off = cases - passed
  if (cases === 0) return `Nothing in this file is offered.${others}`
  if (off === 0) return `All ${count(cases, 'case')} within tolerance.${others}`
  return `${off.toLocaleString('en')} of ${count(cases, 'case')} not within tolerance.${others}`
}

function casesIn(reports: readonly SourceCount[]): number {
  return reports.reduce((sum, { cases }) => sum + cases, 0)
}

function passedIn(reports: readonly SourceReport[]): number {
  return reports.reduce((sum, { passed }) => sum + passed, 0)
}
