// What an alarm says in one sentence, for people who know their signals and no statistics.

import { startOf } from '../../sketches/grid.ts'
import type { WatchedSignal } from '../../store/state-watch.ts'
import type { GuardedShare } from './lookouts.ts'

type Said = Pick<WatchedSignal, 'name' | 'grid'>
type OneSide = Pick<GuardedShare, 'of' | 'isBelow'>

/** What is seen of a share and how high, or low, is fine, in parts of one. */
export interface SeenAndFine {
  seen: number
  fine: number
}

const NUMBERS = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })

/** `"output.language" = de rose to 16.6 % (fine: up to 8.9 %).`, with the signal as code. */
export function alarmSentence(signal: Said, { of, isBelow }: OneSide, { seen, fine }: SeenAndFine): string {
  const name = `\`${signal.name}\``
  const bound = `(fine: ${isBelow ? 'down' : 'up'} to ${percent(fine)})`
  const moved = `${isBelow ? 'fell' : 'rose'} to ${percent(seen)} ${bound}.`
  switch (of.is) {
    case 'above':
    case 'at_most':
      return `${percent(seen)} of \`${signal.name}\` are ${shareName(signal, { of })} ${bound}.`
    case 'category':
    case 'rate':
      return `${name} = ${of.category} ${moved}`
    case 'others':
      return `All rare categories of ${name} together ${moved}`
    case 'unseen':
      return `Categories of ${name} that were never there before ${moved}`
    case 'cluster':
      return `${name} of kind ${of.cluster + 1} ${moved}`
    case 'missing':
      return `${name} is missing more ${isBelow ? 'seldom' : 'often'}: ${percent(seen)} ${bound}.`
    case 'type':
      return `${name} is of another type than usual in ${percent(seen)} ${bound}.`
  }
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
