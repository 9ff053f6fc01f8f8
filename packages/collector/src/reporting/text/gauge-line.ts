// The trim scale in characters: a shaded band with two edges is the tolerance, a bar the interval, a diamond the estimate.

import type { DriftState } from '@trimtab/contract/drift'
import type { Gauge } from '../gauge.ts'

/** The axis goes that far, in tolerances; beyond it there is an arrow. */
export const AXIS = 4

interface Signs {
  outside: string
  inside: string
  edge: string
  bar: string
  estimate: string
  below: string
  above: string
  /** Of a band of which nothing is known. */
  dashed: string
}

const UNICODE: Signs = {
  outside: '·',
  inside: '░',
  edge: '│',
  bar: '━',
  estimate: '◆',
  below: '◀',
  above: '▶',
  dashed: '┊',
}
const ASCII: Signs = {
  outside: '.',
  inside: ':',
  edge: '|',
  bar: '=',
  estimate: '#',
  below: '<',
  above: '>',
  dashed: "'",
}

/** So many characters, an odd number from 9 on. */
export function gaugeLine({ bar }: Gauge, width: number, isUnicode: boolean): string {
  const signs = isUnicode ? UNICODE : ASCII
  const half = Math.floor((width - 1) / 2)
  const edge = Math.max(2, Math.round(half / AXIS))
  const place = (value: number): number => half + Math.sign(value) * offsetOf(Math.abs(value), { half, edge })
  const line = Array.from({ length: 2 * half + 1 }, (_, at) => groundAt(Math.abs(at - half), edge, bar === null, signs))
  if (bar === null) return line.join('')
  for (let at = place(bar.low); at <= place(bar.high); at += 1) line[at] = signs.bar
  line[place(bar.estimate)] = signs.estimate
  if (bar.low < -AXIS) line[0] = signs.below
  if (bar.high > AXIS) line[2 * half] = signs.above
  return line.join('')
}

/** What is within the tolerance lies between the edges, and what is beyond lies beyond them, however it is rounded. */
function offsetOf(size: number, { half, edge }: { half: number; edge: number }): number {
  if (size <= 1) return Math.min(edge - 1, Math.floor(size * edge))
  const room = half - edge
  return edge + 1 + Math.min(room - 1, Math.floor(((Math.min(size, AXIS) - 1) / (AXIS - 1)) * room))
}

function groundAt(offset: number, edge: number, isEmpty: boolean, signs: Signs): string {
  if (offset === edge) return isEmpty ? signs.dashed : signs.edge
  if (offset > edge) return signs.outside
  return isEmpty ? ' ' : signs.inside
}

const MARKS: { readonly [state in DriftState]: { up: string; down: string; ascii: string; asciiDown: string } } = {
  drift: { up: '││━', down: '━││', ascii: '||=', asciiDown: '=||' },
  unclear: { up: '│┿━', down: '━┿│', ascii: '|+=', asciiDown: '=+|' },
  stable: { up: '│━│', down: '│━│', ascii: '|=|', asciiDown: '|=|' },
  no_data: { up: '┊ ┊', down: '┊ ┊', ascii: "' '", asciiDown: "' '" },
}

/** The same scale shrunk to three characters. */
export function stateMark(state: DriftState, isDown: boolean, isUnicode: boolean): string {
  const { up, down, ascii, asciiDown } = MARKS[state]
  if (isUnicode) return isDown ? down : up
  return isDown ? asciiDown : ascii
}
