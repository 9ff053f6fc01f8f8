// What becomes of a text that is longer than it may be: its beginning and how much is missing, or its kind and size.
// Looks at no more of it than it keeps.
import type { RedactText } from './redact.ts'

/** Encoded bytes longer than this are left out: nobody reads them, and they are most of what a picture weighs. */
const BLOB_CHARS_MAX = 4096

/** No personal datum and no secret is longer, so none is left half because the text was cut through it. */
const REDACT_MARGIN_CHARS = 8192

const DATA_URL = /^data:([\w.+/-]{0,100})[^,]{0,100};base64,/i
const ENCODED = /^[\w+/=\r\n-]+$/

export function cutText(
  given: string,
  charsMax: number,
  redact: RedactText | undefined,
): { text: string; isCut: boolean } {
  if (redact === undefined) return given.length <= charsMax ? { text: given, isCut: false } : cut(given, charsMax, 0)
  const windowChars = charsMax + REDACT_MARGIN_CHARS
  if (given.length <= windowChars) {
    const redacted = redact(given)
    return redacted.length <= charsMax ? { text: redacted, isCut: false } : cut(redacted, charsMax, 0)
  }
  const redacted = redact(given.slice(0, windowChars))
  const keptChars = Math.max(Math.min(charsMax, redacted.length - REDACT_MARGIN_CHARS), 0)
  return cut(redacted, keptChars, given.length - windowChars)
}

function cut(text: string, charsMax: number, missingBefore: number): { text: string; isCut: boolean } {
  const splitsPair = isHighSurrogate(text.charCodeAt(charsMax - 1)) && isLowSurrogate(text.charCodeAt(charsMax))
  const kept = splitsPair ? charsMax - 1 : charsMax
  const missing = text.length - kept + missingBefore
  return { text: `${text.slice(0, kept)}…[${missing.toLocaleString('en')} characters cut]`, isCut: true }
}

/** What stands for a long text that is bytes in base64; undefined when it is none. */
export function blobMark(text: string): string | undefined {
  if (text.length <= BLOB_CHARS_MAX) return undefined
  const size = `${text.length.toLocaleString('en')} characters`
  const dataUrl = DATA_URL.exec(text.slice(0, 256))
  if (dataUrl !== null) return `[data:${dataUrl[1]}, ${size}]`
  return isEncoded(text) ? `[base64, ${size}]` : undefined
}

/** By samples: a text of that length has a space somewhere, and bytes have capitals, small letters and digits. */
function isEncoded(text: string): boolean {
  const middle = Math.floor(text.length / 2)
  const sample = text.slice(0, 512) + text.slice(middle, middle + 512) + text.slice(-512)
  return ENCODED.test(sample) && /[A-Z]/.test(sample) && /[a-z]/.test(sample) && /\d/.test(sample)
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}
