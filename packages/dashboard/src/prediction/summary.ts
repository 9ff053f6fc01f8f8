// A prediction in two lines, asked and answered, because a reader scans words. Pure: what to say, not how it looks.
import type { Highlight, Json, Message, Prediction } from '@trimtab/contract'
import { formatFeatures, formatFields, formatJson } from '../format/json.ts'
import { formatCount, formatDecimal } from '../format/number.ts'

export interface Line {
  text: string
  /** said: somebody's words. error: it failed. absent: our words, because there are none. */
  tone: 'said' | 'error' | 'absent'
  /** What a search found in it. */
  ranges?: Highlight['ranges'] | undefined
}

/** What a search found takes the place of what would stand there. */
export function foundLine(highlights: readonly Highlight[] | undefined, where: Highlight['where']): Line | null {
  const found = highlights?.find((highlight) => highlight.where === where)
  return found === undefined ? null : { text: found.text, tone: 'said', ranges: found.ranges }
}

/** A line as pieces, of which some were searched for. Ranges that do not fit the text are left out. */
export function piecesOf({ text, ranges = [] }: Pick<Line, 'text' | 'ranges'>): { text: string; isFound: boolean }[] {
  const pieces: { text: string; isFound: boolean }[] = []
  let end = 0
  for (const [from, to] of ranges) {
    if (from < end || to <= from || to > text.length) continue
    pieces.push({ text: text.slice(end, from), isFound: false }, { text: text.slice(from, to), isFound: true })
    end = to
  }
  pieces.push({ text: text.slice(end), isFound: false })
  return pieces.filter((piece) => piece.text !== '')
}

/** A row shows one line; more than this of a hostile megabyte need not reach the page. */
const CHARACTERS_MAX = 400

export function askedLine(prediction: Prediction): Line {
  const { messages, features, system } = prediction.input
  const text = lastUserText(messages ?? []) ?? (features === null ? null : formatFeatures(features)) ?? system
  if (text !== null && text.trim() !== '') return said(text)
  return absent(whyAbsent(prediction, 'Input'))
}

export function answeredLine(prediction: Prediction): Line {
  const { output, error, status } = prediction
  if (status === 'error') return { text: cut(errorWords(error)), tone: 'error' }
  const text = output.text ?? calledTools(output.messages ?? []) ?? classicalAnswer(prediction)
  if (text !== null && text.trim() !== '') return said(text)
  if (status === 'cancelled') return absent('Cancelled before it answered')
  return absent(whyAbsent(prediction, 'Output'))
}

/** What was there and is gone is not what never came. */
function whyAbsent({ capture }: Prediction, what: 'Input' | 'Output'): string {
  if (capture.removed === true) return `${what} removed, as retention says`
  return capture.content ? `No ${what.toLowerCase()}` : `${what} not captured`
}

export function errorWords(error: Prediction['error']): string {
  if (error === null) return 'Failed without a reason'
  return error.message === null ? error.type : `${error.type}: ${error.message}`
}

function lastUserText(messages: Message[]): string | null {
  const texts = messages
    .filter((message) => message.role === 'user')
    .map((message) => message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(' '))
  return texts.findLast((text) => text.trim() !== '') ?? null
}

function calledTools(messages: Message[]): string | null {
  const calls = messages.flatMap((message) => message.parts).flatMap((part) => (part.type === 'toolCall' ? [part] : []))
  if (calls.length === 0) return null
  return calls.map((call) => `${call.name}(${formatFields(call.arguments)})`).join(', ')
}

function classicalAnswer({ output }: Prediction): string | null {
  if (output.label !== null) {
    const probability = output.probabilities?.[String(output.label)]
    return probability === undefined ? String(output.label) : `${output.label}, ${formatDecimal(probability)}`
  }
  if (output.score !== null) return formatDecimal(output.score)
  return valueWords(output.value)
}

/** Of an embedding only its size is kept. Null where there is nothing to show. */
export function valueWords(value: Json): string | null {
  if (value === null) return null
  const isSize = typeof value === 'object' && !Array.isArray(value) && Object.keys(value).join() === 'dimensions'
  const dimensions = isSize ? value['dimensions'] : undefined
  if (typeof dimensions !== 'number') return formatJson(value)
  return dimensions === 0 ? null : `${formatCount(dimensions)} ${dimensions === 1 ? 'dimension' : 'dimensions'}`
}

function said(text: string): Line {
  return { text: cut(text), tone: 'said' }
}

function absent(text: string): Line {
  return { text, tone: 'absent' }
}

function cut(text: string): string {
  return text.length > CHARACTERS_MAX ? `${text.slice(0, CHARACTERS_MAX)}…` : text
}
