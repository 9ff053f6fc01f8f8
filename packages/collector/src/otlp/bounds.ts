// How much one request may hold, whatever its size in bytes: a body of a few kilobytes can unpack to millions of things.

import { RequestRefused } from './otlp.ts'

/** Resources, scopes and items together. Exporters send 512 to 2,048 spans at once; a refused sender halves its batch. */
export const ITEMS_MAX = 16_384

/**
 * What is built of a request, counted where it is cheap to count: in protobuf every length-delimited field that is
 * read, in JSON every opening bracket and comma. An attribute with a text is four of either, a number in a list one or
 * two, so this allows a million attributes, or five hundred embeddings of 3,072 dimensions.
 */
export const PARTS_MAX = 4_000_000

export function refuseItems(): never {
  throw new RequestRefused('size', `The request holds more than ${ITEMS_MAX} items; send fewer at once.`)
}

export function refuseParts(): never {
  throw new RequestRefused('size', `The request holds more than ${PARTS_MAX} values; send fewer at once.`)
}
