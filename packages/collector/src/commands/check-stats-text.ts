// What `trimtab check-stats` says: to a person every value that is off, and to a program all of it.

import type { GoldenReport, MethodCount, Mismatch, SourceCount, SourceReport } from '../golden/check-file.ts'
import type { GoldenValue } from '../golden/golden-case.ts'
import { count } from './amounts-text.ts'

const SHOWN_CHARACTERS = 80

export function describeChecked({ methods, checked, notOffered, withoutValue }: GoldenReport): string {
  const said = methods.filter(({ cases, notOffered: left }) => cases + left > 0)
  return [
    ...said.map((method) => describeMethod(method, checked, notOffered)),
    ...withoutValue.map(
      ({ method, source, cases }) => `${method}, ${source}: nothing to compare with in ${count(cases, 'case')}`,
    ),
    summary(methods, checked, notOffered),
  ].join('\n')
}

/** JSON has no NaN and no infinities; they are text, as in the golden files. */
export function encodeChecked(report: GoldenReport): string {
  const { methods, checked, notOffered } = report
  return toJson({
    cases: casesIn(methods),
    passed: passedIn(methods),
    casesNotOffered: methods.reduce((sum, method) => sum + method.notOffered, 0),
    entries: casesIn(checked),
    entriesPassed: passedIn(checked),
    entriesNotOffered: casesIn(notOffered),
    ...report,
  })
}

function describeMethod(
  { method, cases: all, passed: fine, notOffered: left }: MethodCount,
  checked: readonly SourceReport[],
  notOffered: readonly SourceCount[],
): string {
  const ours = checked.filter((report) => report.method === method)
  const others = notOffered.filter((report) => report.method === method)
  return [
    `${method}: ${ours.length === 0 ? leftOut(left) : sharePassed(fine, all)}`,
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

/** A case has an entry for each source that says what must come out, so there may be more of them. */
function summary(
  methods: readonly MethodCount[],
  checked: readonly SourceReport[],
  notOffered: readonly SourceCount[],
): string {
  const [cases, off] = [casesIn(methods), casesIn(methods) - passedIn(methods)]
  const [entries, entriesOff] = [casesIn(checked), casesIn(checked) - passedIn(checked)]
  const left = casesIn(notOffered)
  const others = left === 0 ? '' : ` Not offered: ${entriesText(left)} of ${count(notOffered.length, 'source')}.`
  if (cases === 0) return `Nothing in this file is offered.${others}`
  if (off === 0)
    return `${cases === 1 ? '' : 'All '}${count(cases, 'case')} (${entriesText(entries)}) within tolerance.${others}`
  const share = `${off.toLocaleString('en')} of ${count(cases, 'case')}`
  return `${share} (${entriesOff.toLocaleString('en')} of ${entriesText(entries)}) not within tolerance.${others}`
}

function entriesText(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries.toLocaleString('en')} entries`
}

function casesIn(reports: readonly Pick<SourceCount, 'cases'>[]): number {
  return reports.reduce((sum, { cases }) => sum + cases, 0)
}

function passedIn(reports: readonly Pick<SourceReport, 'passed'>[]): number {
  return reports.reduce((sum, { passed }) => sum + passed, 0)
}
