// What an alarm says in one sentence, for people who know their signals and no statistics.

import { startOf } from '../../sketches/grid.ts'
import type { WatchedSignal } from '../../store/state-watch.ts'
import type { GuardedShare } from './lookouts.ts'

type Said = Pick<WatchedSignal, 'name' | 'grid' | 'kind'>
type OneSide = Pick<GuardedShare, 'of' | 'isBelow'>

/** What is seen of a share and how high, or low, is fine, in parts of one. */
export interface Figures {
  seen: number
  fine: number
  /** In the reference, where that is known. */
  was: number | undefined
  /** Of so many rows since it began. */
  rows: number
  /** Of what was unseen: the first that came. */
  unseen: readonly string[]
}

const NUMBERS = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })
const COUNTS = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const NAMED = new Intl.ListFormat('en', { type: 'conjunction' })
/** What else comes, where a value is of another type than its signal. */
const TYPES: { readonly [kind in WatchedSignal['kind']]: [usual: string, odd: string] } = {
  number: ['a number', 'text'],
  category: ['text', 'a number'],
  vector: ['a vector', 'something else'],
}

/** `"label" = de rose to 16.6 %, of 60 rows since it began; it was 6.0 % (fine: up to 8.9 %).`, with the signal as code. */
export function alarmSentence(signal: Said, side: OneSide, figures: Figures): string {
  const { was, rows, fine } = figures
  const before = was === undefined ? '' : `; it was ${percent(was)}`
  const of = `of ${COUNTS.format(rows)} row${rows === 1 ? '' : 's'} since it began`
  return `${seenText(signal, side, figures)}, ${of}${before} (fine: ${side.isBelow ? 'down' : 'up'} to ${percent(fine)}).`
}

function seenText(signal: Said, { of, isBelow }: OneSide, { seen, unseen }: Figures): string {
  const name = `\`${signal.name}\``
  const moved = `${isBelow ? 'fell' : 'rose'} to ${percent(seen)}`
  const [usual, odd] = TYPES[signal.kind]
  switch (of.is) {
    case 'above':
    case 'at_most':
      return `${percent(seen)} of ${name} are ${shareName(signal, { of })}`
    case 'category':
    case 'rate':
      return of.category === 'true' ? `${name} is true in ${percent(seen)}` : `${name} = ${of.category} ${moved}`
    case 'others':
      return `All rare categories of ${name} together ${moved}`
    case 'unseen':
      return `Categories of ${name} that were never there before${unseenText(unseen)} ${moved}`
    case 'cluster':
      return `One kind of ${name} ${moved}`
    case 'missing':
      return `${name} is missing more ${isBelow ? 'seldom' : 'often'}: in ${percent(seen)}`
    case 'type':
      return `${name} is ${usual} in the reference and comes as ${odd} now: in ${percent(seen)}`
  }
}

function unseenText(categories: readonly string[]): string {
  return categories.length === 0 ? '' : `, such as ${NAMED.format(categories.map((each) => JSON.stringify(each)))},`
}

/** `share of de`, `above 1,240`. */
export function shareName({ grid }: Pick<Said, 'grid'>, { of }: Pick<OneSide, 'of'>): string {
  switch (of.is) {
    case 'above':
    case 'at_most': {
      const words = of.is === 'above' ? 'above' : 'at most'
      // What is above a bin begins with the one after it.
      return grid === null ? words : `${words} ${NUMBERS.format(startOf(grid, of.bin + 1))}`
    }
    case 'category':
    case 'rate':
      return `share of ${of.category}`
    case 'others':
      return 'share of rare categories'
    case 'unseen':
      return 'share of unseen categories'
    case 'cluster':
      return `share of kind ${of.cluster + 1}`
    case 'missing':
      return 'share missing'
    case 'type':
      return 'share of another type'
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
