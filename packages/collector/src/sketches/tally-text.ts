// Tallies written down: short, since there are many, and read by adding to another one, since that is what they are for.
// A number is written in digits of six bits, five of them its own and one for whether another digit follows.

import { addToBucket, type Histogram } from './log-histogram.ts'
import { addCount, dropIfEmpty, emptyTally, histogramOf, type Tally } from './tally.ts'

/** Two tallies that stand for the same have the same text of the same version. */
const VERSION = 2

/** Names that are written as a number. More may be said at the end; what is said here stays. Others are spelled out. */
const KNOWN_NAMES = [
  'predictions',
  'duration',
  'firstToken',
  'inputTokens',
  'outputTokens',
  'cachedInputTokens',
  'reasoningTokens',
  'cost',
  'estimated',
  'unpriced',
  'cost.millions',
  'estimated.millions',
  'inputTokens.millions',
  'outputTokens.millions',
  'cachedInputTokens.millions',
  'reasoningTokens.millions',
  'errors',
  'cancelled',
  'thumbsUp',
  'thumbsDown',
  'rated',
  'corrected',
  'scored',
  'score',
  'score.millions',
  'usersUp',
  'usersDown',
  'reviewersUp',
  'reviewersDown',
  'upUp',
  'upDown',
  'downUp',
  'downDown',
] as const
/** Before a name that is spelled out. */
const SPELLED = 0
const CODES: ReadonlyMap<string, number> = new Map(KNOWN_NAMES.map((name, place) => [name, place + 1]))

/** The digits are the characters from 0 on: all plain, and none but the backslash is anything special anywhere. */
const ZERO = 48
const BASE = 32

/** The version, the counts, and of each histogram how far each bucket is from the one before, with its count if not one. */
export function encodeTally({ counts, histograms }: Tally): string {
  const digits: number[] = []
  writeNumber(digits, VERSION)
  writeNumber(digits, counts.size)
  for (const [name, count] of [...counts].toSorted(byName)) {
    writeName(digits, name)
    writeSigned(digits, count)
  }
  for (const [name, { first, counts: ofBuckets, filled }] of [...histograms].toSorted(byName)) {
    writeName(digits, name)
    writeNumber(digits, filled)
    let last = 0
    for (let place = 0; place < ofBuckets.length; place += 1) {
      const count = ofBuckets[place] ?? 0
      if (count === 0) continue
      const isOne = count === 1
      writeNumber(digits, (first + place - last) * 2 + (isOne ? 0 : 1))
      if (!isOne) writeSigned(digits, count)
      last = first + place
    }
  }
  return Buffer.from(digits).toString('latin1')
}

export function decodeTally(text: string): Tally {
  const tally = emptyTally()
  addEncoded(tally, text)
  return tally
}

/** The same as adding what it stands for, without making that first. */
export function addEncoded(into: Tally, text: string): void {
  const cursor: Cursor = { text, place: 0 }
  const version = readNumber(cursor)
  if (version !== VERSION) throw new Error(`a tally of version ${version}, of which this Trimtab knows nothing`)
  for (let left = readNumber(cursor); left > 0; left -= 1) addCount(into, readName(cursor), readSigned(cursor))
  while (cursor.place < text.length) {
    const name = readName(cursor)
    addBuckets(histogramOf(into, name), cursor)
    dropIfEmpty(into, name)
  }
}

/** Most of a tally that counts much is buckets, so each is read without a call where it is one digit and in reach. */
function addBuckets(histogram: Histogram, cursor: Cursor): void {
  const { text } = cursor
  let { first, counts } = histogram
  let bucket = 0
  for (let left = readNumber(cursor); left > 0; left -= 1) {
    let step = text.charCodeAt(cursor.place) - ZERO
    if (step < BASE) cursor.place += 1
    else step = readNumber(cursor)
    bucket += step >> 1
    let count = 1
    if ((step & 1) === 1) {
      const number = text.charCodeAt(cursor.place) - ZERO
      if (number < BASE && (number & 1) === 0) {
        cursor.place += 1
        count = number >> 1
      } else count = readSigned(cursor)
    }
    const before = counts[bucket - first]
    if (before !== undefined && before > 0 && count > 0) {
      counts[bucket - first] = before + count
      continue
    }
    addToBucket(histogram, bucket, count)
    ;({ first, counts } = histogram)
  }
}

interface Cursor {
  text: string
  place: number
}

function readNumber(cursor: Cursor): number {
  let digit = cursor.text.charCodeAt(cursor.place) - ZERO
  cursor.place += 1
  if (digit < BASE) return digit
  let number = digit - BASE
  let worth = BASE
  do {
    digit = cursor.text.charCodeAt(cursor.place) - ZERO
    cursor.place += 1
    number += (digit < BASE ? digit : digit - BASE) * worth
    worth *= BASE
  } while (digit >= BASE)
  return number
}

/** Of whole numbers up to 2^52 of either sign: the even ones are those from zero up, the odd ones those below. */
function readSigned(cursor: Cursor): number {
  const number = readNumber(cursor)
  return number % 2 === 0 ? number / 2 : -(number + 1) / 2
}

function readName(cursor: Cursor): string {
  const code = readNumber(cursor)
  const name = KNOWN_NAMES[code - 1]
  if (name !== undefined) return name
  if (code !== SPELLED)
    throw new Error(`a tally of a name with the number ${code}, of which this Trimtab knows nothing`)
  let spelled = ''
  for (let left = readNumber(cursor); left > 0; left -= 1) spelled += String.fromCharCode(readNumber(cursor))
  return spelled
}

function writeNumber(digits: number[], number: number): void {
  let left = number
  while (left >= BASE) {
    digits.push(ZERO + BASE + (left % BASE))
    left = Math.floor(left / BASE)
  }
  digits.push(ZERO + left)
}

function writeSigned(digits: number[], number: number): void {
  writeNumber(digits, number < 0 ? -2 * number - 1 : 2 * number)
}

function writeName(digits: number[], name: string): void {
  const code = CODES.get(name)
  writeNumber(digits, code ?? SPELLED)
  if (code !== undefined) return
  writeNumber(digits, name.length)
  for (let place = 0; place < name.length; place += 1) writeNumber(digits, name.charCodeAt(place))
}

function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1
}
