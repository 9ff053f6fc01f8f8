// Which column of a table is which: the delimiter is the one by which the header has the columns that are asked for. A
// table without them is refused in one sentence, with those it has.

import { Refusal } from '../../refusal.ts'
import { cellText } from './cell-text.ts'
import { readCells } from './read-cells.ts'
import type { TruthColumns } from './truth-row.ts'

/** As tables are separated in the wild, the most usual first. */
export const DELIMITERS = [',', ';', '\t', '|'] as const

const COLUMNS_NAMED_MAX = 20
/** In the search for what was meant. */
const COLUMNS_COMPARED_MAX = 1000
const NAME_CHARS_SHOWN_MAX = 60

export interface TableColumns {
  delimiter: string
  key: number
  label: number
  /** Null: the time is not in the table. */
  at: number | null
  count: number
}

export function findColumns(header: Uint8Array, columns: TruthColumns, delimiter?: string): TableColumns {
  const readings = (delimiter === undefined ? DELIMITERS : [delimiter]).map((each) => readHeader(header, each))
  const asked = [columns.key, columns.label, ...(columns.at === undefined ? [] : [columns.at])].map((name) =>
    name.trim(),
  )
  const widest = readings.toSorted((one, other) => other.names.length - one.names.length)[0]
  const found = readings.find(({ names }) => asked.every((name) => names.includes(name))) ?? widest
  if (found === undefined) throw new Error('there is no delimiter to read a header by')
  const placeOf = (name: string): number => findColumn(found.names, name.trim())
  return {
    delimiter: found.delimiter,
    key: placeOf(columns.key),
    label: placeOf(columns.label),
    at: columns.at === undefined ? null : placeOf(columns.at),
    count: found.names.length,
  }
}

interface Header {
  delimiter: string
  names: string[]
}

function readHeader(header: Uint8Array, delimiter: string): Header {
  const [cells = []] = readCells([header], delimiter)
  return { delimiter, names: cells.map((cell) => cellText(cell).trim()) }
}

function findColumn(names: readonly string[], name: string): number {
  const place = names.indexOf(name)
  if (place < 0) throw new Refusal('file.invalid', explainMissing(names, name))
  const next = names.indexOf(name, place + 1)
  if (next < 0) return place
  throw new Refusal(
    'file.invalid',
    `The table has the column ${shown(name)} twice, in the places ${place + 1} and ${next + 1}: give one another name.`,
  )
}

function explainMissing(names: readonly string[], name: string): string {
  // oxlint-disable-next-line no-control-regex -- These are what tells that it is none.
  if (names.some((each) => /[\u0000-\u0008\u000E-\u001F]/.test(each)))
    return 'This is no table: its first line is not text.'
  const [nearest] = names
    .slice(0, COLUMNS_COMPARED_MAX)
    .map((each) => ({ each, apart: distance(each, name) }))
    .toSorted((one, other) => one.apart - other.apart)
  const isNear = nearest !== undefined && nearest.apart <= Math.max(2, name.length / 3)
  return `The table has no column ${shown(name)}, but ${listNames(names)}${isNear ? `; did you mean ${shown(nearest.each)}?` : '.'}`
}

/** The first names of a table or of an object. */
export function listNames(names: readonly string[]): string {
  const listed = names.slice(0, COLUMNS_NAMED_MAX).map(shown).join(', ')
  return names.length > COLUMNS_NAMED_MAX ? `${listed} and ${names.length - COLUMNS_NAMED_MAX} more` : listed
}

function shown(name: string): string {
  return JSON.stringify(name.length > NAME_CHARS_SHOWN_MAX ? `${name.slice(0, NAME_CHARS_SHOWN_MAX)}…` : name)
}

/** Letters that are put in, left out or replaced on the way from one name to the other, whatever their case. */
function distance(one: string, other: string): number {
  const [left, right] = [one, other].map((name) => name.slice(0, NAME_CHARS_SHOWN_MAX).toLowerCase()) as [
    string,
    string,
  ]
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let index = 0; index < left.length; index += 1) {
    const next = [index + 1]
    for (let place = 1; place <= right.length; place += 1) {
      const replaced = Number(row[place - 1]) + Number(right[place - 1] !== left[index])
      next.push(Math.min(Number(next[place - 1]) + 1, Number(row[place]) + 1, replaced))
    }
    row = next
  }
  return Number(row.at(-1))
}
