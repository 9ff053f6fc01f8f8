// Holds calculations to a golden file: which cases come out within the tolerance, which do not, and which nobody offers.

import type { Calculate, GoldenValue, GoldenValues, Methods } from './golden-case.ts'
import type { GoldenFile, Tolerance } from './golden-file.ts'

export interface Mismatch {
  case: string
  /** `adjusted.3`; empty where the calculation failed as a whole. */
  field: string
  /** Undefined where the field is missing; a sentence where the calculation failed. */
  got: GoldenValue | undefined
  want: GoldenValue
  tolerance: Tolerance
}

export interface SourceReport {
  method: string
  source: string
  /** How many were calculated. */
  cases: number
  passed: number
  mismatches: Mismatch[]
}

export interface SourceCount {
  method: string
  source: string
  cases: number
}

/** Of one method: a case has an entry for each source, and passes where all that are calculated do. */
export interface MethodCount {
  method: string
  /** Of which at least one entry was calculated. */
  cases: number
  passed: number
  /** Of which none is offered, though there is something to compare with. */
  notOffered: number
}

export interface GoldenReport {
  methods: MethodCount[]
  checked: SourceReport[]
  notOffered: SourceCount[]
  /** Where the source itself failed, so that there is nothing to compare with. */
  withoutValue: SourceCount[]
}

export function checkGolden({ cases }: GoldenFile, methods: Methods): GoldenReport {
  const counts = new Map<string, MethodCount>()
  const checked = new Map<string, SourceReport>()
  const notOffered = new Map<string, SourceCount>()
  const withoutValue = new Map<string, SourceCount>()
  for (const { one, expected } of cases) {
    let [calculated, passed, left] = [0, 0, 0]
    for (const { source, wanted } of expected) {
      const named = { method: one.method, source }
      const key = JSON.stringify(named)
      const calculate = methods[one.method]?.[source]
      if (wanted === null) {
        countOne(withoutValue, key, named)
      } else if (calculate === undefined) {
        countOne(notOffered, key, named)
        left += 1
      } else {
        const report = checked.get(key) ?? { ...named, cases: 0, passed: 0, mismatches: [] }
        const { tolerance } = wanted
        const differences = compareAnswer(calculate, one, wanted.values, tolerance)
        report.cases += 1
        report.passed += differences.length === 0 ? 1 : 0
        report.mismatches.push(...differences.map((found) => ({ case: one.id, ...found, tolerance })))
        checked.set(key, report)
        calculated += 1
        passed += differences.length === 0 ? 1 : 0
      }
    }
    const count = counts.get(one.method) ?? { method: one.method, cases: 0, passed: 0, notOffered: 0 }
    count.cases += calculated > 0 ? 1 : 0
    count.passed += calculated > 0 && passed === calculated ? 1 : 0
    count.notOffered += calculated === 0 && left > 0 ? 1 : 0
    counts.set(one.method, count)
  }
  return {
    methods: [...counts.values()],
    checked: [...checked.values()],
    notOffered: [...notOffered.values()],
    withoutValue: [...withoutValue.values()],
  }
}

function countOne(counts: Map<string, SourceCount>, key: string, named: { method: string; source: string }): void {
  const count = counts.get(key) ?? { ...named, cases: 0 }
  count.cases += 1
  counts.set(key, count)
}

type Difference = Pick<Mismatch, 'field' | 'got' | 'want'>

function compareAnswer(
  calculate: Calculate,
  one: Parameters<Calculate>[0],
  want: GoldenValues,
  tolerance: Tolerance,
): Difference[] {
  try {
    return differencesOf(calculate(one), want, tolerance, '')
  } catch (error) {
    return [{ field: '', got: `failed: ${error instanceof Error ? error.message : String(error)}`, want }]
  }
}

/** Of a field that is not wanted nothing is said. */
function differencesOf(
  got: GoldenValue | undefined,
  want: GoldenValue,
  tolerance: Tolerance,
  field: string,
): Difference[] {
  if (typeof want === 'number') return isWithin(got, want, tolerance) ? [] : [{ field, got, want }]
  if (typeof want !== 'object' || want === null) return got === want ? [] : [{ field, got, want }]
  const below = (name: string | number): string => (field === '' ? String(name) : `${field}.${name}`)
  if (isList(want)) {
    if (!isList(got) || got.length !== want.length) return [{ field, got, want }]
    return want.flatMap((entry, at) => differencesOf(got[at], entry, tolerance, below(at)))
  }
  if (typeof got !== 'object' || got === null || isList(got)) return [{ field, got, want }]
  return Object.entries(want).flatMap(([name, entry]) => differencesOf(got[name], entry, tolerance, below(name)))
}

function isWithin(got: GoldenValue | undefined, want: number, { rel, abs }: Tolerance): boolean {
  if (typeof got !== 'number') return false
  if (!Number.isFinite(want)) return Object.is(got, want)
  return Math.abs(got - want) <= abs + rel * Math.abs(want)
}

function isList(value: GoldenValue | undefined): value is readonly GoldenValue[] {
  return Array.isArray(value)
}
