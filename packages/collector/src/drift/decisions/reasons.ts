// Why something is not decided, or what is odd about it, each in one sentence.

import { DRIFT_DAYS_MAX } from '@trimtab/contract'
import type { EffectUnit } from '@trimtab/contract/drift'
import { DAY_MS } from '../hours.ts'
import { type Change, type Measured, ROWS_MIN } from './change.ts'
import type { ReferenceNeeded } from './rows-needed.ts'

const COUNTS = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
/** What is estimated is not known to the row. */
const ESTIMATES = new Intl.NumberFormat('en', { maximumSignificantDigits: 2, roundingMode: 'ceil' })
const WEEK_DAYS = 7
/** Known only once somebody has said what is right. */
const OF_TRUTH: readonly string[] = ['accuracy', 'absoluteError']

/** Where neither the whole interval is within the tolerance nor beyond it. */
export function whyUnclear(
  change: Change,
  { effect }: Measured,
  {
    isBeyond,
    rowsNeeded,
    reference,
  }: { isBeyond: boolean; rowsNeeded: number | null; reference: ReferenceNeeded | null },
): string {
  if (isBeyond) return 'Beyond the tolerance by itself, but among so many signals one may look so by chance.'
  if (rowsNeeded !== null) return 'It may be within the tolerance or beyond it.'
  if (reference !== null) return whyOfReference(change, reference)
  const tolerance = toleranceText(change.tolerance, effect.unit)
  return `It sits on the edge of the tolerance; more rows will hardly decide: choose whether ${tolerance} is fine.`
}

/** With how many days would do, as many as come in a day now; a reference that has no time cannot be longer. */
function whyOfReference({ compared, reference, current }: Change, { rows, isOfBoth }: ReferenceNeeded): string {
  const where = isOfBoth ? ' there, and as many now,' : ''
  const would = `The reference has ${COUNTS.format(reference.rows)} rows; about ${ESTIMATES.format(rows)}${where} would decide`
  const { referenceMs, currentMs } = compared
  const spanDays = (referenceMs.to - referenceMs.from) / DAY_MS
  if (spanDays <= 0) return `${would}.`
  const perDay = current.rows / Math.max((currentMs.to - currentMs.from) / DAY_MS, Number.EPSILON)
  const days = WEEK_DAYS * Math.ceil(Math.max(spanDays, rows / perDay) / WEEK_DAYS)
  const such = days <= DRIFT_DAYS_MAX ? `, such as rolling over ${days} days` : ''
  return `${would}: compare with a longer time${such}.`
}

function toleranceText(tolerance: number, unit: EffectUnit): string {
  const value = Number((unit === 'points' ? 100 * tolerance : tolerance).toPrecision(3))
  return unit === 'distance' ? String(value) : `${value} ${value === 1 ? unit.slice(0, -1) : unit}`
}

export function whyNoData(change: Change): string {
  const { compared, reference, current } = change
  const { signal } = compared
  if (change.aspect === 'values' && isMostlyOdd(change)) return learnedAs(change)
  if (current.rows === 0 && compared.current.n > 0)
    return `None of the ${COUNTS.format(compared.current.n)} that came has a value.`
  if (current.rows === 0 && signal.group === 'quality' && OF_TRUTH.includes(signal.name))
    return 'The truth of these has not come yet.'
  if (current.rows === 0) return 'Nothing came.'
  if (reference.rows === 0) return 'There is nothing that it could be compared with.'
  if (reference.rows < ROWS_MIN)
    return `There is too little to compare with: ${Math.floor(reference.rows)} of the ${ROWS_MIN} rows that it takes.`
  return `${Math.floor(current.rows)} of the ${ROWS_MIN} rows that it takes have come.`
}

/** Of how often values are of another type: which types these are. Null where fewer are than before. */
export function whatTypes(change: Change): string | null {
  if (change.aspect !== 'type') return null
  if (isMostlyOdd(change)) return learnedAs(change)
  if ((change.now?.value ?? 0) <= (change.was?.value ?? 0)) return null
  const { usual, odd } = typesOf(change)
  return `It is ${usual} in the reference and comes as ${odd} now.`
}

/** The type of a signal is that of its first value, which may have been none of its own. */
function isMostlyOdd({ compared: { reference } }: Change): boolean {
  return reference.odd > reference.seen
}

function learnedAs(change: Change): string {
  const { usual, odd } = typesOf(change)
  return `It was learned as ${usual} from its first value, and mostly comes as ${odd}; \`trimtab doctor --rebuild-drift\` learns it anew.`
}

function typesOf({ compared: { signal } }: Change): { usual: string; odd: string } {
  if (signal.kind === 'number') return { usual: 'a number', odd: 'text' }
  if (signal.kind === 'vector') return { usual: 'a vector', odd: 'something else' }
  return { usual: 'text', odd: 'a number' }
}
