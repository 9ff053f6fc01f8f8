// How much one request may hold, whatever its size in bytes: a body of a few kilobytes can unpack to millions of things.

import { RequestRefused } from './otlp.ts'

/** Resources, scopes and items together. Exporters send 512 to 2,048 spans at once; a refused sender halves its batch. */
export const ITEMS_MAX = 16_384

/**
 * What is built of a request, counted where it is cheap to count: in protobuf the length-delimited fields that are
 * read, in JSON the opening brackets, commas and colons. An attribute with a text is four of the former or seven of the
 * latter, so each span of a batch of 8,192 may have 61 or 34 of them. The worst that fits takes 0.7 s to decode and
 * 260 MB of memory on the way (measured).
 */
export const PARTS_MAX = 2_000_000

export function refuseItems(): never {
  throw new RequestRefused('size', `The request holds more than ${ITEMS_MAX} items; send fewer at once.`)
}

export function refuseParts(): never {
  throw new RequestRefused('size', `The request holds more than ${PARTS_MAX} values; send fewer at once.`)
}
