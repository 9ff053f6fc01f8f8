// The body of a request in JSON to what it says, refused before it is built where that would be too much.

import { PARTS_MAX, refuseParts } from '../bounds.ts'
import { RequestRefused } from '../otlp.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPENING_BRACKET = 0x5b
const OPENING_BRACE = 0x7b
const BYTE_ORDER_MARK = '\uFEFF'

/** Bytes that are no UTF-8 become U+FFFD; a byte order mark is taken off. An empty body is an empty request. */
export function readJson(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {}
  // Every part has at least one byte, so most bodies need not be counted.
  if (body.byteLength > PARTS_MAX) countParts(body)
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  try {
    return JSON.parse(json)
  } catch {
    throw new RequestRefused('shape', 'The body is not JSON.')
  }
}

/** One look at each byte: a list of empty objects takes twenty times its size once it is parsed. */
function countParts(body: Uint8Array): void {
  let parts = 0
  let isText = false
  for (let index = 0; index < body.byteLength; index += 1) {
    const byte = body[index]
    if (isText) {
      if (byte === BACKSLASH) index += 1
      else if (byte === QUOTE) isText = false
    } else if (byte === QUOTE) isText = true
    else if (byte === COMMA || byte === COLON || byte === OPENING_BRACE || byte === OPENING_BRACKET) {
      parts += 1
      if (parts > PARTS_MAX) refuseParts()
    }
  }
}
