// Worlds in which a share stays what it is on average and its rows hang together: as rows of a session, of an hour, of a day.
import type { Chance } from './chance.ts'

export interface ShareWorld {
  name: string
  /** Then, hour by hour, how many of so many rows count. */
  begin: (chance: Chance) => (hour: number, rows: number) => number
}

const SHARE = 0.2
const SESSION_ROWS = 8

export const HANGING_WORLDS: readonly ShareWorld[] = [
  {
    name: 'each row by itself',
    begin: (chance) => (_, rows) => chance.binomial(rows, SHARE),
  },
  {
    name: `sessions of about ${SESSION_ROWS} rows, alike but for one in five`,
    begin: (chance) => (_, rows) => sessions(chance, rows, SHARE),
  },
  {
    name: 'hours that follow one another (AR, .8, a third of odds)',
    begin: (chance) => {
      let state = 0
      return (_, rows) => {
        state = 0.8 * state + Math.sqrt(1 - 0.8 ** 2) * chance.normal()
        return chance.binomial(rows, shiftedShare(0.33 * state))
      }
    },
  },
  {
    name: 'days that differ (a fifth of odds)',
    begin: (chance) => daily(chance, 0.2),
  },
  {
    name: 'days that differ (two fifths of odds)',
    begin: (chance) => daily(chance, 0.4),
  },
]

function daily(chance: Chance, deviation: number): (hour: number, rows: number) => number {
  const days = new Map<number, number>()
  return (hour, rows) => {
    const day = Math.floor(hour / 24)
    const state = days.get(day) ?? chance.normal()
    days.set(day, state)
    return chance.binomial(rows, shiftedShare(deviation * state))
  }
}

/** Its mean stays the share, give or take a hundredth of it. */
function shiftedShare(logOdds: number): number {
  const odds = (SHARE / (1 - SHARE)) * Math.exp(logOdds)
  return odds / (1 + odds)
}

/** How many of so many rows count, whose sessions mostly are of one kind. */
export function sessions(chance: Chance, rows: number, share: number): number {
  let [left, k] = [rows, 0]
  while (left > 0) {
    const size = Math.min(left, 1 + Math.floor(chance.uniform() * (2 * SESSION_ROWS - 1)))
    const own = chance.binomial(size, 0.2)
    k += chance.binomial(own, share) + (chance.uniform() < share ? size - own : 0)
    left -= size
  }
  return k
}
